import { expect, test } from 'vitest';
import { isNewer, isVersion, newest, readVersion } from './version.ts';

test('a later login is newer than any renewal of an earlier one', () => {
  expect(isNewer([2, 0, 1], [1, 9, 9])).toBe(true);
  expect(isNewer([1, 9, 9], [2, 0, 1])).toBe(false);
});

test('a later renewal of one login is newer, whatever its generation', () => {
  expect(isNewer([1, 2, 3], [1, 1, 9])).toBe(true);
  expect(isNewer([1, 1, 9], [1, 2, 3])).toBe(false);
});

test('of two that were written at the same moment one is newer, and always the same one', () => {
  expect([isNewer([1, 1, 7], [1, 1, 5]), isNewer([1, 1, 5], [1, 1, 7])]).toEqual([true, false]);
});

test('nothing is newer than itself, and anything is newer than nothing', () => {
  expect(isNewer([1, 1, 1], [1, 1, 1])).toBe(false);
  expect(isNewer([0, 0, 0], undefined)).toBe(true);
  expect(isNewer(undefined, [0, 0, 0])).toBe(false);
  expect(isNewer(undefined, undefined)).toBe(false);
});

test('finds the newest of many', () => {
  expect(newest([])).toBeUndefined();
  expect(newest([[1, 0, 4], undefined, [1, 2, 0], [1, 1, 9]])).toEqual([1, 2, 0]);
});

test('reads back what it wrote, and nothing else', () => {
  expect(readVersion([3, 0, 123].join('.'))).toEqual([3, 0, 123]);
  for (const text of ['', '1.2', '1.2.x', '1.2.3.4', '1.2.1e99']) expect(readVersion(text)).toBeUndefined();
  for (const value of [null, 'a', [1, 2], [1, 2, '3'], { length: 3 }]) expect(isVersion(value)).toBe(false);
});
