import { describe, expect, test } from 'vitest';
import { harEntry } from '../har/har-entry.ts';
import { type EntryOptions, entry } from '../test-support/recording.ts';
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

  test('holds the requests that went out together, not those that went one after the other before and behind', () => {
    const sequential = (from: number, count: number, more: EntryOptions = {}) =>
      range(count, (index) => refused(index, { atMs: from + index * 31, ...more }));
    const parallel = (from: number, count: number) => range(count, (index) => refused(index, { atMs: from + index }));
    expect(kinds(find(...sequential(0, 12), ...parallel(372, 6)))).toEqual(['storm 12,13,14,15,16,17']);
    expect(kinds(find(...parallel(0, 6), ...sequential(40, 12)))).toEqual(['storm 0,1,2,3,4,5']);
    expect(find(...sequential(0, 18))).toEqual([]);
  });

  test('is told apart from the retries of one request right before it', () => {
    const same = { url: 'https://api.example.com/items' };
    const found = find(
      ...range(12, (index) => refused(0, { ...same, atMs: index * 31 })),
      ...range(6, () => refused(0, { ...same, atMs: 372 })),
    );
    expect(kinds(found)).toEqual(['loop 0,1,2,3,4,5,6,7,8,9,10,11', 'storm 12,13,14,15,16,17']);
  });

  test('is two where the second burst was sent when the first was answered', () => {
    const burst = (atMs: number) => range(5, (index) => refused(index, { atMs: atMs + index }));
    expect(kinds(find(...burst(0), refresh({ atMs: 36, timeMs: 20 }), ...burst(60)))).toEqual([
      'storm 0,1,2,3,4',
      'storm 6,7,8,9,10',
    ]);
  });

  test('is not a long poll with ordinary requests beside it, nor the rounding of the clock', () => {
    const beside = range(20, (index) => refused(index, { atMs: 5 + index * 35 }));
    expect(find(refused(99, { timeMs: 30_000 }), ...beside)).toEqual([]);
    const rounded = range(21, (index) => refused(index, { atMs: index * 30, timeMs: 30.7 }));
    expect(find(...rounded)).toEqual([]);
    const burst = range(6, (index) => refused(index, { atMs: 630 }));
    expect(kinds(find(...rounded, ...burst))).toEqual(['storm 21,22,23,24,25,26']);
    expect(find(...range(6, (index) => refused(index, { timeMs: 0.4 })))).toHaveLength(1);
  });

  test('goes on while most of it is still under way, as behind a limit of connections', () => {
    const limited = range(40, (index) => refused(index, { atMs: Math.floor(index / 6) * 30 + (index % 6) * 5 }));
    expect(find(...limited)[0]?.indexes).toHaveLength(40);
  });

  test('is found where nobody measured how long requests took', () => {
    expect(kinds(find(...range(5, (index) => refused(index, { atMs: index * 4, timeMs: 0 }))))).toEqual([
      'storm 0,1,2,3,4',
    ]);
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

  test('is not two sessions that refresh at the same time, nor one refresh that is redirected or retried', () => {
    const other = { postData: 'grant_type=refresh_token&refresh_token=r-two-22' };
    expect(find(refresh({ timeMs: 200 }), refresh({ atMs: 50, timeMs: 200, ...other }))).toEqual([]);
    expect(find(refresh({ status: 307 }), refresh({ atMs: 40, url: 'https://auth.example.com/oauth/token/' }))).toEqual(
      [],
    );
    expect(find(refresh({ status: 503 }), refresh({ atMs: 40 }))).toEqual([]);
  });

  test('is found across two addresses and whatever the query, and says how the refreshes ran', () => {
    const elsewhere = refresh({ atMs: 50, url: 'https://auth.example.com/v2/token' });
    expect(kinds(find(refresh({ timeMs: 200 }), elsewhere))).toEqual(['refresh-race 0,1']);
    const byCookie = (query: string, atMs: number): EntryOptions => ({
      method: 'POST',
      url: `https://api.example.com/auth/refresh?t=${query}`,
      atMs,
      timeMs: 100,
    });
    expect(kinds(find(byCookie('1', 0), byCookie('2', 20)))).toEqual(['refresh-race 0,1']);
    expect(find(refresh(), refresh({ atMs: 4_000 }))[0]?.text).toContain('2 refreshes ran one after the other with');
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

  test('is not a race of refreshes of which one wins, nor different operations at one address', () => {
    const racing = range(5, (index) => refresh({ atMs: index, timeMs: 100, status: index === 0 ? 200 : 400 }));
    expect(kinds(find(...racing))).toEqual(['refresh-race 0,1,2,3,4']);
    const operations = range(8, (index) =>
      refused(0, {
        method: 'POST',
        url: 'https://api.example.com/graphql',
        atMs: index * 100,
        postData: `{"id":${index}}`,
      }),
    );
    expect(find(...operations)).toEqual([]);
  });

  test('is told of a storm that comes back after each refresh', () => {
    const burst = (atMs: number) => range(4, () => refused(1, { atMs }));
    const renew = (atMs: number) =>
      refresh({ atMs, postData: `grant_type=refresh_token&refresh_token=r-${atMs}-token` });
    const found = find(...burst(0), renew(40), ...burst(100), renew(140), ...burst(200));
    const loop = found.find(({ kind }) => kind === 'loop');
    expect(found.map(({ kind }) => kind).sort()).toEqual(['loop', 'storm', 'storm', 'storm']);
    expect(loop?.text).toContain('refused 12 times, in 3 rounds with a refresh between them');
  });

  test('counts a refresh only when it was over before the next try', () => {
    const rounds = (timeMs: number) =>
      range(3, (index) => [
        refused(1, { atMs: index * 100 }),
        refresh({
          atMs: index * 100 + 40,
          timeMs,
          postData: `grant_type=refresh_token&refresh_token=r-${index}-token`,
        }),
      ]).flat();
    expect(kinds(find(...rounds(50)))).toEqual(['loop 0,1,2,3,4']);
    expect(find(...rounds(5_000))).toEqual([]);
  });

  test('says so when the refreshes in it were refused', () => {
    const rounds = range(3, (index) => [
      refused(1, { atMs: index * 1_000 }),
      refresh({ atMs: index * 1_000 + 100, status: 400 }),
    ]).flat();
    expect(find(...rounds).map(({ text }) => text)[0]).toContain('Each refresh was refused');
  });

  test('names how many credentials were tried', () => {
    const tries = range(6, (index) =>
      refused(1, { atMs: index * 2_000, requestHeaders: { Authorization: `Bearer ${index % 2}` } }),
    );
    expect(find(...tries)[0]?.text).toContain('6 times in a row with 2 credentials, without a refresh in between');
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
  const storm = trail.map((step) => ({
    ...step,
    startMs: step.startMs / 1e6,
    endMs: 1e13,
    isRefresh: false,
    isRefused: true,
  }));
  const startMs = performance.now();
  patternsOf(trail);
  patternsOf(storm);
  expect(performance.now() - startMs).toBeLessThan(10_000);
}, 60_000);
