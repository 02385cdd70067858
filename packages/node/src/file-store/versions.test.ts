import { readdirSync, writeFileSync } from 'node:fs';
import { link } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TemporaryFolder } from '../test-support/temporary-folder.ts';
import { numberIn, Versions } from './versions.ts';

let folder: TemporaryFolder;

beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => folder.remove());

const authors = { id: 'me', isDead: () => false };
const open = (linkFile?: typeof link) => new Versions(folder.path, authors, linkFile);

test('publishes a version after the one that it replaces, and no other', async () => {
  const versions = open();
  expect(await versions.newest()).toBeUndefined();
  expect(await versions.publish('a', 0)).toBe(1);
  expect(await versions.publish('b', 0)).toBeUndefined();
  expect(await versions.publish('b', 2)).toBeUndefined();
  expect(await versions.publish('b', 1)).toBe(2);
  expect(await versions.newest()).toEqual({ number: 2, text: 'b' });
  expect(readdirSync(folder.path)).toEqual(['2']);
});

test('lets one of many win who publish at once', async () => {
  const all = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      open()
        .publish(String(index), 0)
        .catch(() => 0),
    ),
  );
  expect(all.filter((number) => number === 1)).toHaveLength(1);
  expect((await open().newest())?.text).toBe(String(all.indexOf(1)));
});

test('does not say that it has published what slept until others had replaced and swept its place', async () => {
  await open().publish('a', 0);
  const sleeper = open(async (from, to) => {
    await open().publish('b', 1);
    await open().publish('c', 2);
    await link(from, to);
  });
  await expect(sleeper.publish('late', 1)).rejects.toThrow(/Others were quicker at the same moment/);
  expect(await open().newest()).toEqual({ number: 3, text: 'c' });
  await open().publish('d', 3);
  expect(readdirSync(folder.path)).toEqual(['4']);
});

test('leaves nothing behind when it is refused at the last moment', async () => {
  await open().publish('a', 0);
  const slow = open(async (from, to) => {
    await open().publish('b', 1);
    await link(from, to);
  });
  expect(await slow.publish('late', 1)).toBeUndefined();
  expect(readdirSync(folder.path)).toEqual(['2']);
});

test('takes no other file for a version', async () => {
  for (const name of ['README', '0', '01', '1.bak', '-1', '1e3']) writeFileSync(join(folder.path, name), '');
  expect(await open().newest()).toBeUndefined();
  expect(await open().publish('a', 0)).toBe(1);
  expect(numberIn('12')).toBe(12);
});
