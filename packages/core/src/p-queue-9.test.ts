import { expect, test, vi } from 'vitest';
import { deferred, settled } from './test-support/deferred.ts';
import { createFakeApi } from './test-support/fake-api.ts';

// React Native has no EventTarget, which p-queue 10 is made of; with 9 the session is the same.
vi.mock('p-queue', () => import('p-queue-9'));

test('is really the other version', async () => {
  const { default: PQueue } = await import('p-queue');
  expect(typeof (new PQueue() as unknown as { once: unknown }).once).toBe('function');
});

test('refreshes once for ten requests that are refused together', async () => {
  const { client, refreshes } = createFakeApi();
  const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => client.request(`/${index}`)));
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  expect(refreshes()).toBe(1);
});

test('holds, and sends by priority within the limit', async () => {
  const renewal = deferred<string>();
  const { client, api } = createFakeApi({ refresh: () => renewal.promise, replay: { concurrency: 1 } });
  const refused = client.request('/refused');
  await settled();
  const held = [0, 5, 0].map((priority, index) => client.request(`/${index}`, { options: { priority } }));
  renewal.resolve('new');
  await Promise.all([refused, ...held]);
  expect(api.log.slice(1)).toEqual(['GET /1 new', 'GET /refused new', 'GET /0 new', 'GET /2 new']);
});
