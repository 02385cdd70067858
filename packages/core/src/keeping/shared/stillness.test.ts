import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Stillness } from './stillness.ts';

test('counts the time in which it could be seen to stand still', () => {
  const stillness = new Stillness(100);
  stillness.observe('a', 1000);
  stillness.observe('a', 1060);
  stillness.observe('a', 1120);
  expect(stillness.stoodMs).toBe(120);
});

test('begins anew with every change', () => {
  const stillness = new Stillness(100);
  stillness.observe('a', 0);
  stillness.observe('a', 80);
  stillness.observe('b', 100);
  expect(stillness.stoodMs).toBe(0);
  stillness.observe('a', 150);
  expect(stillness.stoodMs).toBe(0);
});

test('counts no time in which the store did not answer', () => {
  const stillness = new Stillness(100);
  stillness.observe('a', 0);
  stillness.observe('a', 50);
  stillness.interrupt();
  stillness.observe('a', 90);
  stillness.observe('a', 120);
  expect(stillness.stoodMs).toBe(80);
});

test('counts no time that was slept through', () => {
  const stillness = new Stillness(100);
  stillness.observe('a', 0);
  stillness.observe('a', 3_600_000);
  expect(stillness.stoodMs).toBe(100);
});

test('counts no clock that was set back', () => {
  const stillness = new Stillness(100);
  stillness.observe('a', 1000);
  stillness.observe('a', 500);
  expect(stillness.stoodMs).toBe(0);
});

test('never counts more than has passed since the last change', () => {
  const looks = fc.array(fc.record({ mark: fc.constantFrom('a', 'b'), afterMs: fc.nat(300), isDown: fc.boolean() }));
  fc.assert(
    fc.property(looks, (all) => {
      const stillness = new Stillness(150);
      let atMs = 0;
      let changedAtMs = 0;
      let last: string | undefined;
      for (const { mark, afterMs, isDown } of all) {
        atMs += afterMs;
        if (isDown) {
          stillness.interrupt();
          continue;
        }
        if (mark !== last) changedAtMs = atMs;
        last = mark;
        stillness.observe(mark, atMs);
        expect(stillness.stoodMs).toBeLessThanOrEqual(atMs - changedAtMs);
      }
    }),
  );
});
