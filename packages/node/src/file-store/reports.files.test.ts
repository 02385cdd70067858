/**
 * What people have reported of tokens in files that several processes share, tried here. Beside each address stands what
 * came of the first try.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSession } from '@freshkey/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TemporaryFolder } from '../test-support/temporary-folder.ts';
import { fileStore } from './file-store.ts';

let folder: TemporaryFolder;

beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => folder.remove());

const open = () => fileStore({ path: folder.path, key: 's', leaseMs: 300 });
const wait = { signal: new AbortController().signal, timeoutMs: 20_000 };
const recordOf = (generation: number, accessToken = `access-${generation}`) => ({
  generation,
  loginId: 'l',
  tokens: { accessToken, refreshToken: `refresh-${generation}`, receivedAtMs: 1 },
});

function newest(): { number: number; path: string; text: string } {
  const [id = ''] = readdirSync(folder.path);
  const number = Math.max(...readdirSync(join(folder.path, id)).map(Number).filter(Number.isInteger));
  const path = join(folder.path, id, String(number));
  return { number, path, text: readFileSync(path, 'utf8') };
}

/** Somebody else's hand. */
function put(text: string): void {
  const { number, path } = newest();
  writeFileSync(join(path, '..', String(number + 1)), text);
}

function change(changes: object): void {
  const document = JSON.parse(newest().text) as { beat: number };
  put(JSON.stringify({ ...document, beat: document.beat + 1, ...changes }));
}

/** A server whose refresh tokens are good once. */
function rotating() {
  const spent: string[] = [];
  const refresh = async ({ tokens }: { tokens: unknown }) => {
    const { refreshToken } = tokens as { refreshToken: string };
    spent.push(refreshToken);
    await new Promise((resolve) => setTimeout(resolve, 50));
    return { accessToken: `of-${refreshToken}`, refreshToken: `${refreshToken}x` };
  };
  return { spent, refresh };
}

// https://github.com/AzureAD/microsoft-authentication-library-for-js/issues/7148: passed.
test('needs nobody to delete what a process left that was ended while it held the lock', async () => {
  await open().write(recordOf(1), undefined);
  change({ owner: 'ended', process: '1 2 of another boot' });
  expect(await open().lock.run(async () => 'free', wait)).toBe('free');
});

// https://github.com/Softeria/ms-365-mcp-server/issues/545: passed.
test('spends in a process that runs for long what its sibling was given last', async () => {
  const { spent, refresh } = rotating();
  const [one, sibling] = [createSession({ store: open(), refresh }), createSession({ store: open(), refresh })];
  await one.signIn({ accessToken: 'a', refreshToken: 'r' });
  await expect.poll(() => sibling.status).toBe('active');
  for (const session of [one, sibling, sibling, one]) {
    // Whoever has not heard of the last renewal yet adopts it instead of renewing once more.
    await expect.poll(() => session.getTokens()?.refreshToken).toBe(`r${'x'.repeat(spent.length)}`);
    await session.refresh();
  }
  expect(spent).toEqual(['r', 'rx', 'rxx', 'rxxx']);
  one.dispose();
  sibling.dispose();
});

// https://github.com/AzureAD/microsoft-authentication-extensions-for-dotnet/issues/110: passed.
test('serves 150 who need a token at once with one refresh, and refuses none for the lock', async () => {
  const { spent, refresh } = rotating();
  const first = createSession({ store: open(), refresh });
  await first.signIn({ accessToken: 'a', refreshToken: 'r', expiresAtMs: 1 });
  const all = [first, ...Array.from({ length: 9 }, () => createSession({ store: open(), refresh }))];
  const asked = all.flatMap((session) => Array.from({ length: 15 }, () => session.getAccessToken()));
  expect(new Set(await Promise.all(asked))).toEqual(new Set(['of-r']));
  expect(spent).toEqual(['r']);
  for (const session of all) session.dispose();
});

// https://github.com/earendil-works/pi/issues/1322: did not end the process; its failed refresh surfaced, though another
// process had renewed. Since then whoever has lost the lock adopts that.
test('neither ends nor fails in a process whose lock was taken while the machine slept', async () => {
  await open().write(recordOf(1), undefined);
  const session = createSession({
    store: open(),
    refresh: () => {
      // No timer fires, and nothing is heard, in a process that sleeps.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 400);
      change({ owner: undefined, generation: 2, record: JSON.stringify(recordOf(2)) });
      throw new Error('the gateway gave up');
    },
  });
  await session.ready;
  await session.refresh();
  expect(await session.getAccessToken()).toBe('access-2');
  session.dispose();
});

// https://github.com/kirodotdev/Kiro/issues/10475: passed.
test('reads a short record right after a long one', async () => {
  const store = open();
  await store.write(recordOf(1, 'long'.repeat(1000)), undefined);
  await store.write(recordOf(2, 's'), 1);
  expect((await open().read())?.tokens?.accessToken).toBe('s');
});

// https://github.com/activeloopai/hivemind/pull/283: passed.
test('never shows half a record, or none, to who reads while others write', async () => {
  const store = open();
  await store.write(recordOf(1), undefined);
  let isOver = false;
  const reading = (async () => {
    const seen: (number | undefined)[] = [];
    while (!isOver) seen.push((await open().read())?.generation);
    return seen;
  })();
  for (let generation = 2; generation < 60; generation++) await store.write(recordOf(generation), generation - 1);
  isOver = true;
  const seen = await reading;
  expect(seen).not.toContain(undefined);
  expect(seen).toEqual(seen.toSorted((one, other) => Number(one) - Number(other)));
});

// https://github.com/synthetic-sciences/openscience/issues/54: passed.
test('does not take a damaged file for an empty one, and writes nothing over it but a sign-in', async () => {
  await open().write(recordOf(1), undefined);
  put('{"beat":9,"gen');
  const { spent, refresh } = rotating();
  const session = createSession({ store: open(), refresh, tokens: { accessToken: 'seed', refreshToken: 'seed' } });
  await session.ready;
  await expect(session.refresh()).rejects.toThrow();
  expect(spent).toEqual([]);
  expect(newest().text).toBe('{"beat":9,"gen');
  session.dispose();
});
