import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
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

/** What lies in the folder, by its name. */
const contents = () =>
  Object.fromEntries(readdirSync(folder.path).map((name) => [name, readFileSync(join(folder.path, name), 'utf8')]));
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
  expect(contents()).toEqual({ 1: '', 2: 'b' });
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

test('is refused who slept until others had replaced its place', async () => {
  await open().publish('a', 0);
  const sleeper = open(async (from, to) => {
    await open().publish('b', 1);
    await open().publish('c', 2);
    await link(from, to);
  });
  expect(await sleeper.publish('late', 1)).toBeUndefined();
  expect(contents()).toEqual({ 1: '', 2: '', 3: 'c' });
});

test('has published what others have replaced in the same moment', async () => {
  await open().publish('a', 0);
  const quick = open(async (from, to) => {
    await link(from, to);
    await open().publish('c', 2);
  });
  expect(await quick.publish('b', 1)).toBe(2);
  expect(contents()).toEqual({ 1: '', 2: '', 3: 'c' });
});

test('does not say that it has published what slept until its place was free again', async () => {
  await open().publish('a', 0);
  const sleeper = open(async (from, to) => {
    for (let number = 1; number < 12; number++) await open().publish(`by others ${number}`, number);
    await link(from, to);
  });
  await expect(sleeper.publish('late', 1)).rejects.toThrow(/Others were quicker again and again/);
  expect(await open().newest()).toEqual({ number: 12, text: 'by others 11' });
  await open().publish('next', 12);
  expect(Object.values(contents()).filter((text) => text !== '')).toEqual(['next']);
  expect(Object.keys(contents()).length).toBeLessThan(10);
});

test('takes no other file for a version', async () => {
  for (const name of ['README', '0', '01', '1.bak', '-1', '1e3']) writeFileSync(join(folder.path, name), '');
  expect(await open().newest()).toBeUndefined();
  expect(await open().publish('a', 0)).toBe(1);
  expect(numberIn('12')).toBe(12);
});
