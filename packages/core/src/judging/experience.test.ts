import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  afterCure,
  afterGoodAnswer,
  afterRefresh,
  afterRefusal,
  afterUselessRefresh,
  type Experience,
  hasLearned,
  keyOf,
  remedyOf,
} from './experience.ts';

test.each([
  ['get', 'https://api.test/items/17?page=2', 'GET https://api.test/items/*'],
  ['GET', 'https://API.test:443/items/0f8fad5b-d9cb-469f-a165-70867728950e', 'GET https://api.test/items/*'],
  ['GET', 'https://api.test/items/01ARZ3NDEKTSV4RRFFQ69G5FAV/parts/9', 'GET https://api.test/items/*/parts/*'],
  ['GET', 'https://api.test/people/me@example.com', 'GET https://api.test/people/me@example.com'],
  ['GET', 'https://api.test/people/ann2@example.com', 'GET https://api.test/people/*'],
  ['POST', 'https://user:pw@api.test/v2/password#x', 'POST https://api.test/v2/password'],
  ['GET', 'http://127.0.0.1:8080/', 'GET http://127.0.0.1:8080/'],
  ['GET', 'https://api.test', 'GET https://api.test'],
  ['GET', '/items/17', 'GET /items/*'],
])('the key of %s %s is %s', (method, url, key) => {
  expect(keyOf(method, url)).toBe(key);
});

/** A session that sends one request after another, as the loop does, and a server that says which generation it accepts. */
class Simulation {
  experience: Experience | undefined;
  nowMs = 1_700_000_000_000;
  generation = 1;
  refreshes = 0;
  sent = 0;
  largest = 0;
  readonly #accepts: (key: string, generation: number) => boolean;

  constructor(accepts: (key: string, generation: number) => boolean) {
    this.#accepts = accepts;
  }

  #send(key: string): boolean {
    this.sent++;
    return this.#accepts(key, this.generation);
  }

  /** True: the caller got a good answer. */
  ask(key: string): boolean {
    const isGood = this.#ask(key);
    this.largest = Math.max(this.largest, this.experience?.keys.size ?? 0);
    return isGood;
  }

  #ask(key: string): boolean {
    if (this.#send(key)) {
      this.experience = afterGoodAnswer(this.experience, key);
      return true;
    }
    this.experience = afterRefusal(this.experience, key);
    let remedy = remedyOf(this.experience, key, this.nowMs, false);
    if (remedy === 'resend') {
      if (this.#send(key)) return true;
      remedy = remedyOf(this.experience, key, this.nowMs, true);
    }
    if (remedy !== 'refresh') return false;
    this.refreshes++;
    this.generation++;
    this.experience = afterRefresh(this.experience, this.nowMs);
    const isCured = this.#send(key);
    this.experience = isCured
      ? afterCure(this.experience, key, this.generation)
      : afterUselessRefresh(this.experience, key, this.generation, this.nowMs);
    return isCured;
  }
}

describe('simulated', () => {
  test('60 polls, one every two seconds, of an endpoint that always refuses cost 5 refreshes', () => {
    const world = new Simulation((key) => key !== 'bad');
    for (let poll = 0; poll < 60; poll++, world.nowMs += 2000) {
      world.ask('bad');
      world.ask('good');
    }
    expect(world.refreshes).toBe(5);
  });

  test('20 polls in a second cost one refresh and 21 requests', () => {
    const world = new Simulation(() => false);
    for (let poll = 0; poll < 20; poll++, world.nowMs += 50) world.ask('bad');
    expect([world.refreshes, world.sent]).toEqual([1, 21]);
  });

  test('a day of polls every ten seconds is down to one refresh in five minutes', () => {
    const world = new Simulation(() => false);
    for (let poll = 0; poll < 8640; poll++, world.nowMs += 10_000) world.ask('bad');
    expect(world.refreshes).toBeLessThan(8640 / 30 + 8);
    expect(world.refreshes).toBeGreaterThan(280);
  });

  test('200 paths that refuse cost 8 refreshes', () => {
    const world = new Simulation(() => false);
    for (let path = 0; path < 200; path++, world.nowMs += 100) world.ask(`path ${path}`);
    expect(world.refreshes).toBe(8);
  });

  test('200 paths, each a refusal in ten minutes, still get a refresh now and then', () => {
    const world = new Simulation(() => false);
    for (let path = 0; path < 20; path++, world.nowMs += 600_000) world.ask(`path ${path}`);
    expect(world.refreshes).toBe(20);
  });

  test('20 real revocations of one URL are all cured', () => {
    let valid = 1;
    const world = new Simulation((_, generation) => generation >= valid);
    let cured = 0;
    for (let revocation = 0; revocation < 20; revocation++, world.nowMs += 1000) {
      valid = world.generation + 1;
      if (world.ask('one')) cured++;
    }
    expect([cured, world.refreshes]).toEqual([20, 20]);
  });

  test('20 real revocations are all cured beside an endpoint that always refuses', () => {
    let valid = 1;
    const world = new Simulation((key, generation) => key !== 'bad' && generation >= valid);
    let cured = 0;
    for (let revocation = 0; revocation < 20; revocation++, world.nowMs += 60_000) {
      world.ask('bad');
      world.ask('good');
      valid = world.generation + 1;
      if (world.ask('good')) cured++;
      world.ask('bad');
    }
    expect(cured).toBe(20);
  });

  test('an account that is locked after everything worked costs a handful of refreshes, not one a path', () => {
    let isLocked = false;
    const world = new Simulation((key) => !isLocked && key !== 'bad');
    for (let round = 0; round < 40; round++, world.nowMs += 10_000) {
      world.ask('bad');
      for (let path = 0; path < 50; path++) world.ask(`path ${path}`);
    }
    const before = world.refreshes;
    isLocked = true;
    for (let path = 0; path < 50; path++) world.ask(`path ${path}`);
    expect(world.refreshes - before).toBeLessThanOrEqual(2);
  });

  test('a wrong current password costs a refresh the first time, and only rows of refusals after', () => {
    let isRight = false;
    const world = new Simulation(() => isRight);
    world.ask('password');
    isRight = true;
    world.ask('password');
    isRight = false;
    world.ask('password');
    expect(world.refreshes).toBe(1);
    world.ask('password');
    expect(world.refreshes).toBe(2);
    for (let wrong = 0; wrong < 3; wrong++) world.ask('password');
    expect(world.refreshes).toBe(2);
    world.ask('password');
    expect(world.refreshes).toBe(3);
  });

  test('one of ten requests refused at random by a faulty node is sent again, not refreshed for, after three refreshes', () => {
    let count = 0;
    const world = new Simulation(() => ++count % 10 !== 0);
    let good = 0;
    for (let request = 0; request < 90; request++, world.nowMs += 100) if (world.ask('one')) good++;
    expect([good, world.refreshes]).toEqual([90, 3]);
  });

  test('a fourth real revocation within a minute is sent again once, then refreshed for', () => {
    let valid = 1;
    const world = new Simulation((_, generation) => generation >= valid);
    for (let revocation = 0; revocation < 4; revocation++) {
      valid = world.generation + 1;
      world.ask('one');
    }
    expect([world.refreshes, world.sent]).toEqual([4, 9]);
    world.nowMs += 60_000;
    valid = world.generation + 1;
    world.ask('one');
    expect([world.refreshes, world.sent]).toEqual([5, 11]);
  });

  test('a clock that is set back ends the pauses', () => {
    const world = new Simulation(() => false);
    world.ask('bad');
    world.nowMs -= 3_600_000;
    world.ask('bad');
    expect(world.refreshes).toBe(2);
  });
});

describe('what is learned', () => {
  test('is nothing from refusals and good answers before something was useless', () => {
    expect(afterRefusal(undefined, 'a')).toBeUndefined();
    expect(afterGoodAnswer(undefined, 'a')).toBeUndefined();
    expect(afterCure(undefined, 'a', 1)).toBeUndefined();
    const refreshed = afterRefresh(undefined, 5);
    expect(hasLearned(refreshed)).toBe(false);
    expect(afterGoodAnswer(afterRefusal(refreshed, 'a'), 'a')).toBe(refreshed);
  });

  test('is one useless refresh, however large the wave', () => {
    let experience: Experience | undefined;
    for (const key of ['a', 'a', 'b', 'c', 'd']) experience = afterUselessRefresh(experience, key, 2, 0);
    expect(experience?.useless).toBe(1);
    expect(experience?.keys.get('a')).toMatchObject({ useless: 1 });
    expect(remedyOf(experience, 'e', 0, false)).toBe('refresh');
    expect(remedyOf(experience, 'd', 4999, false)).toBe('surface');
    expect(remedyOf(experience, 'd', 5000, false)).toBe('refresh');
  });

  test('is forgotten with the last key that a cure clears', () => {
    const useless = afterUselessRefresh(undefined, 'a', 2, 0);
    const cured = afterCure(afterGoodAnswer(useless, 'b'), 'a', 3);
    expect(hasLearned(cured)).toBe(false);
    expect(remedyOf(cured, 'a', 1, false)).toBe('refresh');
  });

  test('a cure of one key leaves the pause of another, and lifts the brake', () => {
    let experience: Experience | undefined;
    for (const [index, key] of ['a', 'b', 'c'].entries()) experience = afterUselessRefresh(experience, key, index, 0);
    expect(remedyOf(experience, 'd', 1, false)).toBe('surface');
    experience = afterCure(experience, 'a', 9);
    expect(remedyOf(experience, 'd', 1, false)).toBe('refresh');
    expect(remedyOf(experience, 'a', 1, false)).toBe('refresh');
    expect(remedyOf(experience, 'b', 1, false)).toBe('surface');
  });

  test('a wave that was cured for one and useless for another brakes nobody', () => {
    let experience: Experience | undefined = afterUselessRefresh(undefined, 'a', 2, 0);
    experience = afterCure(experience, 'b', 2);
    experience = afterUselessRefresh(experience, 'c', 2, 0);
    expect(experience?.useless).toBe(0);
    expect(afterUselessRefresh(experience, 'b', 2, 0)).toBe(experience);
  });

  test('lets every fourth refusal through after three useless refreshes, then every eighth', () => {
    const world = new Simulation(() => false);
    const refreshed: number[] = [];
    for (let refusal = 1; refusal <= 15; refusal++) {
      const before = world.refreshes;
      world.ask(`path ${refusal}`);
      if (world.refreshes > before) refreshed.push(refusal);
    }
    expect(refreshed).toEqual([1, 2, 3, 7, 15]);
  });

  test('is kept for 64 keys, and the oldest leaves', () => {
    let experience: Experience | undefined = afterUselessRefresh(undefined, 'first', 2, 0);
    for (let key = 0; key < 63; key++) experience = afterGoodAnswer(experience, String(key));
    expect([experience?.keys.size, experience?.keys.has('first')]).toEqual([64, true]);
    experience = afterGoodAnswer(experience, 'one more');
    expect([experience?.keys.size, experience?.keys.has('first')]).toEqual([64, false]);
  });

  test('a good answer that says nothing new changes nothing', () => {
    const useless = afterUselessRefresh(undefined, 'a', 2, 0);
    const good = afterGoodAnswer(useless, 'b');
    expect(good).not.toBe(useless);
    expect(afterGoodAnswer(good, 'b')).toBe(good);
  });
});

type Step = { readonly key: string; readonly waitMs: number; readonly accepts: boolean };
const histories = fc.array(
  fc.record<Step>({
    key: fc.integer({ min: 0, max: 90 }).map(String),
    waitMs: fc.oneof(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 0, max: 600_000 })),
    accepts: fc.boolean(),
  }),
  { minLength: 1, maxLength: 300 },
);

describe('in any history', () => {
  test('at most 64 keys are remembered, and no value is changed in place', () => {
    fc.assert(
      fc.property(histories, (steps) => {
        let accepts = true;
        const world = new Simulation(() => accepts);
        for (const step of steps) {
          accepts = step.accepts;
          world.nowMs += step.waitMs;
          const before = world.experience && structuredClone(world.experience);
          const held = world.experience;
          world.ask(step.key);
          expect(held).toEqual(before);
        }
        expect(world.largest).toBeLessThanOrEqual(64);
      }),
      { numRuns: 60 },
    );
  });

  test('where nothing was useless since the last clearing, every refusal is refreshed for', () => {
    fc.assert(
      fc.property(histories, (steps) => {
        let valid = 1;
        const world = new Simulation((_, generation) => generation >= valid);
        for (const step of steps) {
          if (!step.accepts) valid = world.generation + 1;
          world.nowMs += step.waitMs;
          expect(world.ask(step.key)).toBe(true);
        }
      }),
    );
  });

  test('a server that refuses everything is refreshed for a bounded number of times', () => {
    fc.assert(
      fc.property(histories, (steps) => {
        const world = new Simulation(() => false);
        const startMs = world.nowMs;
        for (const step of steps) {
          world.nowMs += step.waitMs;
          world.ask(step.key);
        }
        const spanMs = world.nowMs - startMs;
        const rows = 3 + Math.log2(steps.length + 1);
        expect(world.refreshes).toBeLessThanOrEqual(rows + (rows + spanMs / 300_000) * Math.min(64, steps.length));
      }),
    );
  });

  test('one key that always refuses gets at most a refresh for each doubling of its pause', () => {
    fc.assert(
      fc.property(histories, (steps) => {
        const world = new Simulation(() => false);
        const startMs = world.nowMs;
        for (const { waitMs } of steps) {
          world.nowMs += waitMs;
          world.ask('bad');
        }
        const spanMs = world.nowMs - startMs;
        expect(world.refreshes).toBeLessThanOrEqual(1 + Math.log2(spanMs / 5000 + 1) + spanMs / 300_000);
      }),
    );
  });
});
