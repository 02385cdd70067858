import { expect, test } from 'vitest';
import { driverOf, type RedisClient } from './client.ts';

const answers = () => Promise.resolve(null);

test('recognises node-redis by its shape, and hands scripts on in its way', async () => {
  const calls: unknown[][] = [];
  const client = {
    evalSha: (...args: unknown[]) => Promise.resolve(calls.push(args)),
    eval: answers,
    duplicate: () => client,
    subscribe: answers,
  };
  await driverOf(client).evalSha('sha', ['k'], ['a', 'b']);
  expect(calls).toEqual([['sha', { keys: ['k'], arguments: ['a', 'b'] }]]);
});

test('recognises ioredis and iovalkey by their shape, and hands scripts on in their way', async () => {
  const calls: unknown[][] = [];
  const client = {
    evalsha: (...args: unknown[]) => Promise.resolve(calls.push(args)),
    eval: answers,
    duplicate: () => client,
  };
  await driverOf(client).evalSha('sha', ['k', 'l'], ['a']);
  expect(calls).toEqual([['sha', 2, 'k', 'l', 'a']]);
});

test.each([undefined, null, 'redis://localhost', {}, { get: answers, set: answers }])(
  'refuses what is no client: %s',
  (client) => {
    expect(() => driverOf(client as unknown as RedisClient)).toThrow(TypeError);
    expect(() => driverOf(client as unknown as RedisClient)).toThrow(/expected a client of node-redis/);
  },
);

test('refuses a pool, which cannot listen', () => {
  const pool = { evalSha: answers, eval: answers, duplicate: () => pool };
  expect(() => driverOf(pool)).toThrow(/a pool cannot listen/);
});
