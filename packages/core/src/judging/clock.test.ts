import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  assumedErrorMs,
  type Clock,
  clockAfterAcceptance,
  clockAfterCure,
  clockAfterReceipt,
  clockAfterSignIn,
} from './clock.ts';
import { toTokenSet } from './token-set.ts';

const part = (value: unknown) =>
  btoa(JSON.stringify(value)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
const jwt = (claims: unknown) => `${part({ alg: 'none' })}.${part(claims)}.sig`;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** An issuer, an API that lets a token in until its very end, a cache in between, and our clock, which may be wrong. */
class World {
  trueMs = 1_700_000_000_000;
  errorMs = 0;
  clock: Clock | undefined;
  expMs = 0;
  token = '';
  believedEndMs: number | undefined;
  refreshes = 0;
  refusals = 0;
  readonly lifetimeMs: number;
  readonly backdatedMs: number;
  readonly hasIat: boolean;

  constructor({ lifetimeMs = hourMs, backdatedMs = 0, hasIat = true } = {}) {
    this.lifetimeMs = lifetimeMs;
    this.backdatedMs = backdatedMs;
    this.hasIat = hasIat;
  }

  get nowMs() {
    return this.trueMs + this.errorMs;
  }

  issue() {
    this.expMs = Math.floor((this.trueMs + this.lifetimeMs) / 1000) * 1000;
    const iat = Math.floor((this.trueMs - this.backdatedMs) / 1000);
    this.token = jwt({ exp: this.expMs / 1000, ...(this.hasIat && { iat }) });
  }

  /** A call of `refresh` that hands out what the cache holds, or a new token. */
  refresh(isCached: boolean, latencyMs: number) {
    const startedAtMs = this.nowMs;
    this.trueMs += latencyMs / 2;
    if (!isCached || this.token === '' || this.trueMs >= this.expMs) this.issue();
    this.trueMs += latencyMs / 2;
    this.receive(startedAtMs);
    this.refreshes++;
  }

  /** The cache's owner renews on its own. */
  renewBehindOurBack() {
    this.issue();
  }

  receive(startedAtMs: number | undefined) {
    const { nowMs, clock } = this;
    const tokens = toTokenSet(this.token, { nowMs, fresh: startedAtMs !== undefined, startedAtMs, clock });
    this.clock = clockAfterReceipt(clock, this.token, nowMs, startedAtMs);
    this.believedEndMs = tokens.expiresAtMs;
    this.held = { token: this.token, expMs: this.expMs };
  }

  held = { token: '', expMs: 0 };

  request(latencyMs: number) {
    const { token, expMs } = this.held;
    this.trueMs += latencyMs / 2;
    const isAccepted = this.trueMs < expMs;
    const atMs = this.nowMs;
    this.trueMs += latencyMs / 2;
    if (isAccepted) {
      this.clock = clockAfterAcceptance(this.clock, token, atMs);
      return;
    }
    this.refusals++;
    const refusedAtMs = this.nowMs;
    this.refresh(false, latencyMs);
    this.clock = clockAfterCure(this.clock, token, refusedAtMs);
  }

  revoke(latencyMs: number) {
    const { token } = this.held;
    const refusedAtMs = this.nowMs;
    this.refresh(false, latencyMs);
    this.clock = clockAfterCure(this.clock, token, refusedAtMs);
  }
}

type Step = { readonly kind: string; readonly waitMs: number; readonly latencyMs: number };
const steps = fc.array(
  fc.record<Step>({
    kind: fc.constantFrom('refresh', 'cached', 'behind', 'found', 'request', 'request', 'revoke', 'sign-in'),
    waitMs: fc.oneof(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 0, max: 3 * hourMs })),
    latencyMs: fc.oneof(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 5 * minuteMs })),
  }),
  { minLength: 1, maxLength: 40 },
);
const issuers = fc.record({
  lifetimeMs: fc.constantFrom(20_000, 5 * minuteMs, hourMs, 24 * hourMs),
  backdatedMs: fc.constantFrom(0, 5 * minuteMs),
  hasIat: fc.boolean(),
});

function walk(world: World, { kind, waitMs, latencyMs }: Step) {
  world.trueMs += waitMs;
  if (kind === 'refresh') world.refresh(false, latencyMs);
  else if (kind === 'cached') world.refresh(true, latencyMs);
  else if (kind === 'behind') world.renewBehindOurBack();
  else if (kind === 'request') world.request(latencyMs);
  else if (kind === 'revoke') world.revoke(latencyMs);
  else if (kind === 'sign-in') {
    world.clock = clockAfterSignIn(world.clock);
    world.issue();
    world.trueMs += waitMs;
    world.receive(undefined);
  } else {
    if (world.token === '') world.issue();
    world.receive(undefined);
  }
}

describe('in any history', () => {
  test('no token is believed beyond exp while the clock is right', () => {
    fc.assert(
      fc.property(issuers, steps, (issuer, history) => {
        const world = new World(issuer);
        world.refresh(false, 100);
        for (const step of history) {
          walk(world, step);
          expect(world.believedEndMs ?? 0).toBeLessThanOrEqual(world.held.expMs);
          expect(assumedErrorMs(world.clock)).toBeLessThanOrEqual(0);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('what a refresh brought is never dead on arrival, whatever the clock does', () => {
    const jumps = fc.array(fc.integer({ min: -25 * hourMs, max: 25 * hourMs }), { minLength: 40, maxLength: 40 });
    fc.assert(
      fc.property(issuers, steps, jumps, (issuer, history, errorsMs) => {
        const world = new World(issuer);
        for (const [index, step] of history.entries()) {
          world.errorMs = errorsMs[index] ?? 0;
          const { refreshes } = world;
          walk(world, step);
          if (world.refreshes > refreshes) {
            expect(world.believedEndMs ?? Number.POSITIVE_INFINITY).toBeGreaterThan(world.nowMs);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  test('where the clock is wrong by one amount, it stays possible', () => {
    fc.assert(
      fc.property(
        issuers,
        steps.map((all) => all.filter(({ kind }) => kind !== 'revoke')),
        fc.integer({ min: -25 * hourMs, max: 25 * hourMs }),
        (issuer, history, errorMs) => {
          const world = new World(issuer);
          world.errorMs = errorMs;
          for (const step of history) {
            walk(world, step);
            const { leastMs = errorMs, mostMs = errorMs } = world.clock ?? {};
            expect(leastMs).toBeLessThanOrEqual(errorMs);
            expect(mostMs).toBeGreaterThanOrEqual(errorMs);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});

/** Polls for so many lifetimes, refreshing where the token must be; what the wrong clock cost. */
function refusalsOver(world: World, lifetimes: number): number {
  const endMs = world.trueMs + lifetimes * world.lifetimeMs;
  world.refresh(false, 100);
  while (world.trueMs < endMs) {
    world.trueMs += world.lifetimeMs / 60;
    if (world.believedEndMs !== undefined && world.nowMs >= world.believedEndMs - 5000) world.refresh(false, 100);
    world.request(100);
  }
  return world.refusals;
}

describe('a clock that is wrong', () => {
  test.each([
    ['slow by an hour', -hourMs, 0],
    ['slow by a day', -24 * hourMs, 0],
    ['fast by ten minutes', 10 * minuteMs, 0],
    ['fast by two hours', 2 * hourMs, 1],
    ['right', 0, 0],
  ])('%s costs few refusals over twenty lifetimes of an hour', (_name, errorMs, most) => {
    const world = new World();
    world.errorMs = errorMs;
    expect(refusalsOver(world, 20)).toBeLessThanOrEqual(most);
    expect(world.refreshes).toBeLessThanOrEqual(26);
  });

  test('and that is put right costs two refusals at most', () => {
    const world = new World();
    for (const errorMs of [2 * hourMs, 0, -2 * hourMs, 0]) {
      world.errorMs = errorMs;
      world.refusals = 0;
      expect(refusalsOver(world, 10)).toBeLessThanOrEqual(2);
    }
  });
});

describe('what is seen', () => {
  const nowMs = 1_700_000_000_000;
  const sec = nowMs / 1000;

  test('leaves a clock of which nothing is known alone, where tokens are opaque', () => {
    expect(clockAfterReceipt(undefined, 'opaque', nowMs, undefined)).toBeUndefined();
    expect(clockAfterCure(undefined, 'opaque', nowMs)).toBeUndefined();
    expect(clockAfterAcceptance(undefined, 'opaque', nowMs)).toBeUndefined();
    expect(assumedErrorMs(undefined)).toBe(0);
  });

  test('is the value nearest zero', () => {
    expect(assumedErrorMs({ leastMs: 5, mostMs: 9, seenAtMs: 0 })).toBe(5);
    expect(assumedErrorMs({ leastMs: -9, mostMs: -5, seenAtMs: 0 })).toBe(-5);
    expect(assumedErrorMs({ leastMs: -9, mostMs: 5, seenAtMs: 0 })).toBe(0);
  });

  test('of a token that is the same again says nothing about when it was issued', () => {
    const token = jwt({ iat: sec - 600, exp: sec + 3000 });
    const first = clockAfterReceipt(undefined, token, nowMs, nowMs);
    const again = clockAfterReceipt(first, token, nowMs + 1000, nowMs + 1000);
    expect(again?.leastMs).toBe(Number.NEGATIVE_INFINITY);
  });

  test('of a token that came from elsewhere says nothing about the calls of refresh', () => {
    const first = clockAfterReceipt(undefined, jwt({ iat: sec - 600, exp: sec + 3000 }), nowMs, nowMs - 500);
    const found = clockAfterReceipt(first, jwt({ iat: sec - 7200, exp: sec + 60 }), nowMs + 1000, undefined);
    expect(found).toMatchObject({ leastMs: Number.NEGATIVE_INFINITY, call: first?.call });
  });

  test('of a token that differs in its end alone says that it is another one', () => {
    const first = clockAfterReceipt(undefined, jwt({ iat: sec - 60, exp: sec + 3000 }), nowMs, nowMs);
    const next = clockAfterReceipt(first, jwt({ iat: sec - 60, exp: sec + 3600 }), nowMs + 1, nowMs + 1);
    expect(next?.leastMs).toBe(60_000 - 360_000);
  });

  test('of another one says that it was issued after the previous call, less six minutes', () => {
    const first = clockAfterReceipt(undefined, jwt({ iat: sec - 600, exp: sec + 3000 }), nowMs, nowMs - 500);
    const next = clockAfterReceipt(first, jwt({ iat: sec - 60, exp: sec + 3540 }), nowMs + 9000, nowMs + 8000);
    expect(next).toMatchObject({ leastMs: 60_000 - 500 - 360_000, mostMs: 69_000 });
    const other = clockAfterReceipt(clockAfterSignIn(first), jwt({ iat: sec - 60 }), nowMs + 9000, nowMs + 8000);
    expect(other?.leastMs).toBe(Number.NEGATIVE_INFINITY);
  });

  test('in contradiction to what was seen before takes its place', () => {
    const clock = { leastMs: hourMs, mostMs: 2 * hourMs, seenAtMs: 0 };
    expect(clockAfterReceipt(clock, jwt({ iat: sec }), nowMs, undefined)).toMatchObject({
      leastMs: Number.NEGATIVE_INFINITY,
      mostMs: 0,
    });
    expect(clockAfterCure(clock, jwt({ exp: sec }), nowMs)).toMatchObject({ mostMs: 0 });
  });

  test('of a cure counts for nothing where the token that cured it says otherwise', () => {
    const clock = { leastMs: -360_000, mostMs: 100, seenAtMs: nowMs };
    expect(clockAfterCure(clock, jwt({ exp: sec + 86_000 }), nowMs)).toBe(clock);
  });

  test('of an acceptance contradicts nothing: public answers never look at a token', () => {
    const clock = { leastMs: -360_000, mostMs: 100, seenAtMs: 0 };
    expect(clockAfterAcceptance(clock, jwt({ exp: sec - 3600 }), nowMs)).toBe(clock);
    expect(clockAfterAcceptance(undefined, jwt({ exp: sec - 3600 }), nowMs)).toMatchObject({ leastMs: hourMs });
  });
});
