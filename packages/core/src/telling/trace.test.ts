import { describe, expect, test } from 'vitest';
import { deferred, settled } from '../test-support/deferred.ts';
import { createFakeApi } from '../test-support/fake-api.ts';
import type { FlightTrace, StepTrace } from './steps.ts';

type Api = ReturnType<typeof createFakeApi>;

function stepsOf({ session }: Api): StepTrace[] {
  const steps: StepTrace[] = [];
  session.on('step', (step) => steps.push(step));
  return steps;
}

function flightsOf({ session }: Api): FlightTrace[] {
  const flights: FlightTrace[] = [];
  session.on('flight', (flight) => flights.push(flight));
  return flights;
}

const line = ({ id, attempt, what, status, reason }: StepTrace) =>
  [`#${id}.${attempt}`, what, status, reason].filter((part) => part !== undefined).join(' ');

describe('the steps of a request', () => {
  test('tell a refusal that was cured, with ids, attempts and times', async () => {
    const fake = createFakeApi({ now: () => 5000 });
    const steps = stepsOf(fake);
    await fake.client.request('/x?secret=1');
    expect(steps.map(line)).toEqual([
      '#1.0 sent',
      '#1.0 refused 401 refresh',
      '#1.0 held',
      '#1.1 sent',
      '#1.1 answered 200',
    ]);
    expect(steps[0]).toMatchObject({ method: 'GET', url: 'https://api.test/x', atMs: 5000 });
    expect(steps[3]?.generation).not.toBe(steps[0]?.generation);
    expect(JSON.stringify(steps)).not.toMatch(/secret|old|new/);
  });

  test('tell what surfaces, what passes, and what had no answer', async () => {
    const fake = createFakeApi({ refresh: undefined, log: false });
    const steps = stepsOf(fake);
    await fake.client.request('/surfaces');
    await fake.client.request('/passes', { options: { bypass: true } });
    fake.api.intercept = () => Promise.reject(new Error('reset'));
    await fake.client.request('/fails').catch(() => {});
    expect(steps.map(line)).toEqual([
      '#1.0 sent',
      '#1.0 refused 401 no-refresh',
      '#1.0 surfaced no-refresh',
      '#2.0 passed bypassed',
      '#3.0 sent',
      '#3.0 failed',
    ]);
  });

  test('tell a request that is held before it goes out', async () => {
    const renewal = deferred<string>();
    const fake = createFakeApi({ refresh: () => renewal.promise });
    const first = fake.client.request('/first');
    await settled();
    const steps = stepsOf(fake);
    const second = fake.client.request('/second');
    await settled();
    expect(steps.map(line)).toEqual(['#1.0 held']);
    renewal.resolve('new');
    await Promise.all([first, second]);
    expect(steps.filter(({ url }) => url.endsWith('second')).map(({ what }) => what)).toEqual([
      'held',
      'sent',
      'answered',
    ]);
  });
});

describe('a request that ends where it waits', () => {
  test('for a refresh, or for its replay, has failed', async () => {
    const fake = createFakeApi({ refresh: () => new Promise<string>(() => {}) });
    const steps = stepsOf(fake);
    const controller = new AbortController();
    const { signal } = controller;
    const refused = fake.client.request('/refused', { signal });
    await settled();
    const held = fake.client.request('/held', { signal });
    await settled();
    controller.abort();
    await Promise.allSettled([refused, held]);
    expect(steps.map(line)).toEqual([
      '#1.0 sent',
      '#1.0 refused 401 refresh',
      '#1.0 held',
      '#2.0 held',
      '#2.0 failed',
      '#1.0 failed',
    ]);
  });

  test('for the store, for its credential, or for the next user, has failed', async () => {
    const never = new Promise<never>(() => {});
    const signal = AbortSignal.abort();
    const reading = createFakeApi({ store: { read: () => never, write: () => true } });
    const making = createFakeApi({ scheme: { name: 'Bearer', credential: () => never } });
    const leaving = createFakeApi({ refresh: () => never });
    void leaving.session.refresh().catch(() => {});
    await settled();
    const told = [reading, making, leaving].map(stepsOf);
    const waiting = leaving.client.request('/x');
    await leaving.session.signIn('other');
    await Promise.allSettled([
      reading.client.request('/x', { signal }),
      making.client.request('/x', { signal }),
      waiting,
    ]);
    expect(told.map((steps) => steps.map(({ what }) => what))).toEqual([
      ['held', 'failed'],
      ['failed'],
      ['held', 'failed'],
    ]);
  });
});

describe('a flight', () => {
  test.each<[FlightTrace['outcome'], Parameters<typeof createFakeApi>[0]]>([
    ['renewed', {}],
    ['failed', { refresh: () => Promise.reject(new Error('lost')) }],
    ['ended', { refresh: () => new Response('{"error":"invalid_grant"}', { status: 400 }) }],
    ['nobody', { refresh: () => null as never }],
  ])('begins, and ends as %s', async (outcome, options) => {
    const fake = createFakeApi({ now: () => 7000, ...options });
    const flights = flightsOf(fake);
    await fake.client.request('/x');
    await settled();
    expect(flights).toEqual([
      { id: 1, startedAtMs: 7000, blocking: true, generation: expect.any(Number) },
      { id: 1, startedAtMs: 7000, endedAtMs: 7000, blocking: true, generation: expect.any(Number), outcome },
    ]);
    await fake.session.refresh().catch(() => {});
    expect(flights.at(-1)?.id ?? 0).toBe(outcome === 'ended' || outcome === 'nobody' ? 1 : 2);
  });

  test('that a sign-in overtook is told as discarded, once', async () => {
    const renewal = deferred<string>();
    const fake = createFakeApi({ refresh: () => renewal.promise });
    const flights = flightsOf(fake);
    fake.session.refresh().catch(() => {});
    await settled();
    await fake.session.signIn('other');
    renewal.resolve('late');
    await settled();
    expect(flights.map(({ outcome }) => outcome)).toEqual([undefined, 'discarded']);
  });
});

test('a timeline that throws breaks no request', async () => {
  const { session, client } = createFakeApi({ log: false });
  for (const name of ['step', 'flight'] as const) {
    session.on(name, () => {
      throw new Error('mine');
    });
  }
  expect((await client.request('/x')).status).toBe(200);
});
