import { describe, expect, test } from 'vitest';
import { type EntryOptions, entry } from '../test-support/recording.ts';
import { harEntry } from './har-entry.ts';
import type { Pattern } from './pattern.ts';
import { patternsOf } from './patterns.ts';
import { trailStep } from './trail.ts';

const refresh = (more: EntryOptions = {}): EntryOptions => ({
  method: 'POST',
  url: 'https://auth.example.com/oauth/token',
  postData: 'grant_type=refresh_token&refresh_token=r-one-1',
  ...more,
});
const find = (...entries: EntryOptions[]): Pattern[] =>
  patternsOf(
    entries.map((options, index) => {
      const read = harEntry(entry(options), index);
      if (!read) throw new Error('no entry');
      return trailStep(read, options.status === 401);
    }),
  );
const kinds = (patterns: Pattern[]) => patterns.map(({ kind, indexes }) => `${kind} ${indexes.join()}`);
const range = <Value>(count: number, make: (index: number) => Value) =>
  Array.from({ length: count }, (_, index) => make(index));
const refused = (index: number, more: EntryOptions = {}): EntryOptions => ({
  url: `https://api.example.com/items/${index}`,
  status: 401,
  ...more,
});

describe('a storm', () => {
  test('is many requests that were refused together', () => {
    const [storm, ...others] = find(
      ...range(12, (index) => refused(index, { atMs: index * 3 })),
      refresh({ atMs: 60 }),
    );
    expect(others).toEqual([]);
    expect(storm?.kind).toBe('storm');
    expect(storm?.indexes).toEqual(range(12, (index) => index));
    expect(storm?.text).toContain('12 requests to https://api.example.com were sent within 33 ms');
    expect(storm?.text).toContain('one refresh followed');
  });

  test('is found once for each time that it happens, whatever the order of the entries', () => {
    const both = [
      ...range(5, (index) => refused(index, { atMs: 60_000 })),
      ...range(5, (index) => refused(index, { atMs: 0 })),
    ];
    expect(kinds(find(...both))).toEqual(['storm 0,1,2,3,4', 'storm 5,6,7,8,9']);
  });

  test('is not three requests, nor many over a long time, nor many to as many hosts', () => {
    expect(find(...range(3, (index) => refused(index)))).toEqual([]);
    expect(find(...range(10, (index) => refused(index, { atMs: index * 5_000 })))).toEqual([]);
    expect(find(...range(6, (index) => refused(index, { url: `https://h${index}.example.com/` })))).toEqual([]);
  });

  test('is not looked for where the recording has no times', () => {
    const read = range(9, (index) => harEntry({ ...entry(refused(index)), startedDateTime: 'yesterday' }, index));
    expect(patternsOf(read.map((one) => trailStep(one as NonNullable<typeof one>, true)))).toEqual([]);
  });
});

describe('a refresh race', () => {
  test('is two refreshes at the same time', () => {
    const [race] = find(refresh({ atMs: 0, timeMs: 200 }), refresh({ atMs: 50, status: 400 }));
    expect([race?.kind, race?.indexes]).toEqual(['refresh-race', [0, 1]]);
    expect(race?.text).toContain('2 refreshes ran at the same time with the same refresh token, 1 of them refused');
  });

  test('is the same refresh token spent again within seconds', () => {
    expect(kinds(find(refresh({ atMs: 0 }), refresh({ atMs: 4_000 })))).toEqual(['refresh-race 0,1']);
  });

  test('is not one refresh after the other with tokens of their own', () => {
    expect(
      find(refresh({ atMs: 0 }), refresh({ atMs: 4_000, postData: 'grant_type=refresh_token&refresh_token=r-two-22' })),
    ).toEqual([]);
    expect(find(refresh({ atMs: 0 }), refresh({ atMs: 60_000 }))).toEqual([]);
  });

  test('is found at paths and in bodies of all kinds', () => {
    for (const one of [
      { url: 'https://api.example.com/auth/refresh' },
      { url: 'https://api.example.com/v1/refresh-token' },
      { url: 'https://x.example/api/token', postData: '{"refreshToken":"r-one-1"}' },
    ]) {
      const options = { method: 'POST', timeMs: 100, postData: '{}', ...one };
      expect(kinds(find(options, { ...options, atMs: 10 }))).toEqual(['refresh-race 0,1']);
    }
    const orders = { method: 'POST', url: 'https://api.example.com/orders', postData: 'a=1', timeMs: 100 };
    expect(find(orders, orders)).toEqual([]);
  });
});

describe('a loop', () => {
  test('is one request refused again after each refresh', () => {
    const rounds = range(3, (index) => [
      refused(1, { atMs: index * 1_000 }),
      refresh({ atMs: index * 1_000 + 100, postData: `grant_type=refresh_token&refresh_token=r-${index}-token` }),
    ]).flat();
    const [loop, ...others] = find(...rounds);
    expect(others).toEqual([]);
    expect([loop?.kind, loop?.indexes]).toEqual(['loop', [0, 1, 2, 3, 4]]);
    expect(loop?.text).toContain('refused 3 times, with a refresh before each new try');
  });

  test('is one request retried with the same credential', () => {
    const requestHeaders = { Authorization: 'Bearer one' };
    const [loop] = find(...range(6, (index) => refused(1, { atMs: index * 2_000, requestHeaders })));
    expect([loop?.kind, loop?.indexes.length]).toEqual(['loop', 6]);
    expect(loop?.text).toContain('6 times in a row with the same credential');
  });

  test('is a refresh that is refused again and again', () => {
    const failed = range(4, (index) =>
      refresh({ atMs: index * 1_000, status: 400, postData: `grant_type=refresh_token&refresh_token=r-one-1` }),
    );
    const [loop, ...others] = find(...failed);
    expect(others).toEqual([]);
    expect([loop?.kind, loop?.indexes]).toEqual(['loop', [0, 1, 2, 3]]);
    expect(loop?.text).toContain('The refresh itself was refused 4 times in a row');
  });

  test('is not a request that succeeds after its refresh, however often', () => {
    const rounds = range(5, (index) => [
      refused(1, { atMs: index * 60_000 }),
      refresh({ atMs: index * 60_000 + 100, postData: `grant_type=refresh_token&refresh_token=r-${index}-token` }),
      { ...refused(1, { atMs: index * 60_000 + 200 }), status: 200 },
    ]).flat();
    expect(find(...rounds)).toEqual([]);
  });
});

test('takes time in proportion to the recording', () => {
  const many = range(60_000, (index) =>
    index % 2
      ? refused(index % 7, { atMs: index * 700 })
      : refresh({ atMs: index * 700, timeMs: 900, postData: `grant_type=refresh_token&refresh_token=r-${index}` }),
  );
  const trail = many.map((options, index) =>
    trailStep(harEntry(entry(options), index) as NonNullable<ReturnType<typeof harEntry>>, options.status === 401),
  );
  const startMs = performance.now();
  patternsOf(trail);
  expect(performance.now() - startMs).toBeLessThan(2_000);
});
