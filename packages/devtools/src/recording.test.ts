import { createFetch, createSession } from '@freshkey/fetch';
import { createTestFetch } from '@freshkey/testing';
import { expect, test } from 'vitest';
import { Recording } from './recording.ts';
import { createTold, tellRefreshed } from './test-support/told.ts';
import { flightWords, nameOf, outcomeOf, wayOf } from './words.ts';

const record = (now: () => number = () => 1000) => {
  let changes = 0;
  const recording = new Recording(() => changes++, now);
  return { recording, changes: () => changes };
};

test('tells the way of every request of a real session, from the refusal to the answer of its replay', async () => {
  const backend = createTestFetch();
  const session = createSession({ tokens: backend.tokens.issue(), refresh: backend.refresh });
  const api = createFetch(session, { fetch: backend.fetch, baseUrl: backend.url });
  const { recording } = record(Date.now);
  const off = recording.watch(session, 'this tab');
  backend.tokens.expireAll();
  await Promise.all([1, 2, 3].map((id) => api(`${backend.url}/api/orders?id=${id}`)));
  await session.settled();

  expect(recording.requests.map((request) => nameOf(request))).toEqual(
    Array.from({ length: 3 }, () => 'GET https://api.test/api/orders'),
  );
  for (const request of recording.requests) {
    expect(wayOf(request, recording).replace(/\d+ ms/g, 'n ms')).toBe(
      'sent with token 1, refused 401 after n ms; held n ms; sent with token 2, answered 200 after n ms',
    );
    expect(request.end).toBe('answered');
  }
  expect(recording.flights.map((flight) => flightWords(flight, recording).replace(/\d+ ms/, 'n ms'))).toEqual([
    'Refresh, with requests waiting: brought token 2 after n ms',
  ]);
  expect(recording.isLive()).toBe(false);
  off();
  await api(`${backend.url}/api/orders`);
  expect(recording.requests).toHaveLength(3);
  session.dispose();
  await backend.close();
});

test('holds no token, whatever the session sends', async () => {
  const backend = createTestFetch();
  const tokens = backend.tokens.issue();
  const session = createSession({ tokens, refresh: backend.refresh });
  const { recording } = record(Date.now);
  recording.watch(session, 'this tab');
  await createFetch(session, { fetch: backend.fetch, baseUrl: backend.url })('/api/orders?key=planted-secret');
  const told = recording.requests.map((request) => JSON.stringify({ ...request, lane: undefined })).join();
  expect(told).not.toContain('planted-secret');
  expect(told).not.toContain(JSON.parse(JSON.stringify(tokens)).access_token ?? 'no-token');
  session.dispose();
  await backend.close();
});

test('gives requests that run together rows of their own, and a later one the first row that is free', () => {
  const told = createTold();
  const { recording } = record();
  recording.watch(told, 'a');
  told.step({ id: 1, what: 'sent', atMs: 0 });
  told.step({ id: 2, what: 'sent', atMs: 1 });
  told.step({ id: 1, what: 'answered', atMs: 5, status: 200 });
  told.step({ id: 3, what: 'sent', atMs: 6 });
  expect(recording.requests.map(({ row }) => row)).toEqual([0, 1, 0]);
});

test('counts tokens in the order in which they are seen, for all sessions together', () => {
  const [one, other] = [createTold(), createTold()];
  const { recording } = record();
  recording.watch(one, 'Tab A');
  recording.watch(other, 'Tab B');
  tellRefreshed(one, 1, 0);
  tellRefreshed(other, 1, 400);
  expect(recording.requests.map((request) => wayOf(request, recording))).toEqual(
    Array.from(
      { length: 2 },
      () => 'sent with token 1, refused 401 after 100 ms; held 200 ms; sent with token 2, answered 200 after 50 ms',
    ),
  );
});

test.for([
  ['surfaced', { status: 403, reason: 'insufficient-scope' }, '403 after 20 ms: insufficient-scope'],
  ['failed', {}, 'no answer after 10 ms'],
  ['passed', { reason: 'bypassed' }, 'left alone: bypassed'],
] as const)('says what became of a request that %s', ([what, more, words]) => {
  const told = createTold();
  const { recording } = record();
  recording.watch(told, 'a');
  told.step({ what: 'sent', atMs: 0, generation: 1 });
  if (what === 'surfaced') {
    told.step({ what: 'refused', atMs: 10, ...more });
    told.step({ what, atMs: 20, reason: more.reason });
  } else told.step({ what, atMs: 10, ...more });
  const [request] = recording.requests;
  expect(request && outcomeOf(request, 99)).toBe(words);
  expect(recording.isLive()).toBe(false);
});

test('is live while a request or a refresh is under way, and no longer than half a minute after the last word', () => {
  let nowMs = 1000;
  const told = createTold();
  const { recording } = record(() => nowMs);
  recording.watch(told, 'a');
  expect(recording.isLive()).toBe(false);
  told.step({ what: 'sent', atMs: 1000 });
  expect(recording.isLive()).toBe(true);
  told.step({ what: 'answered', atMs: 1000, status: 200 });
  expect(recording.isLive()).toBe(false);
  told.flight({ startedAtMs: 1000 });
  expect(recording.isLive()).toBe(true);
  nowMs += 31_000;
  expect(recording.isLive()).toBe(false);
});

test('gives up a request that was held and never heard of again, once no refresh is under way', () => {
  let nowMs = 1000;
  const told = createTold();
  const { recording } = record(() => nowMs);
  recording.watch(told, 'a');
  told.flight({ startedAtMs: 1000 });
  told.step({ what: 'held', atMs: 1000 });
  nowMs += 12_000;
  expect(recording.isLive()).toBe(true);
  told.flight({ startedAtMs: 1000, endedAtMs: 13_000, outcome: 'failed' });
  nowMs += 12_000;
  expect(recording.isLive()).toBe(false);
  const [request] = recording.requests;
  expect(request && outcomeOf(request, nowMs)).toBe('given up after 24000 ms');
});

test('clears what is over, and keeps what is under way', () => {
  const told = createTold();
  const { recording, changes } = record();
  recording.watch(told, 'a');
  tellRefreshed(told, 1, 0);
  told.step({ id: 2, what: 'sent', atMs: 400 });
  const before = changes();
  recording.clear();
  expect(recording.requests).toHaveLength(1);
  expect(changes()).toBe(before + 1);
});

test('keeps at most two thousand requests of a session', () => {
  const told = createTold();
  const { recording } = record();
  recording.watch(told, 'a');
  for (let id = 1; id <= 2600; id++) {
    told.step({ id, what: 'sent', atMs: id });
    told.step({ id, what: 'answered', atMs: id, status: 200 });
  }
  expect(recording.requests.length).toBeLessThanOrEqual(2000);
  expect(recording.requests.at(-1)?.fromMs).toBe(2600);
});

test('reads instants by the clock of the session', () => {
  const told = createTold();
  const { recording } = record(() => 1000);
  recording.watch(told, 'a');
  told.step({ what: 'sent', atMs: 61_000 });
  expect(recording.nowMs).toBe(61_000);
});
