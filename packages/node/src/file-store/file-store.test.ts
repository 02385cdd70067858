import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { createSession, type SessionRecord } from '@freshkey/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TemporaryFolder } from '../test-support/temporary-folder.ts';
import { type FileStoreOptions, fileStore } from './file-store.ts';
import { identityOf, systemFacts } from './process-identity.ts';

let folder: TemporaryFolder;

beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => folder.remove());

const open = (more: Partial<FileStoreOptions> = {}) =>
  fileStore({ path: folder.path, key: 's', leaseMs: 300, ...more });
const recordOf = (generation: number): SessionRecord => ({
  generation,
  loginId: 'l',
  tokens: { accessToken: `access-${generation}`, refreshToken: `refresh-${generation}`, receivedAtMs: 1 },
});

/** The files of the one session that the folder holds. */
function filesOf(path = folder.path): { name: string; path: string }[] {
  const [id = ''] = readdirSync(path);
  return readdirSync(join(path, id)).map((name) => ({ name, path: join(path, id, name) }));
}

function newestOf(key: string): { number: number; text: string; in: string } {
  const path = fileStoreFolder(key);
  const number = Math.max(0, ...readdirSync(path).map(Number).filter(Number.isInteger));
  return { number, text: number === 0 ? '{}' : readFileSync(join(path, String(number)), 'utf8'), in: path };
}

function fileStoreFolder(key: string): string {
  const path = join(folder.path, createHash('sha256').update(key).digest('hex'));
  mkdirSync(path, { recursive: true, mode: 0o700 });
  return path;
}

/** Somebody else's hand. */
function put(key: string, content: string): void {
  const { number, in: path } = newestOf(key);
  writeFileSync(join(path, String(number + 1)), content);
}

function change(key: string, changes: Record<string, unknown>): void {
  const document = JSON.parse(newestOf(key).text) as Record<string, unknown>;
  put(key, JSON.stringify({ ...document, beat: Number(document.beat ?? 0) + 1, ...changes }));
}

test('makes folders and files for this user alone, whatever the umask', async () => {
  const before = process.umask(0);
  try {
    const path = join(folder.path, 'deep', 'in');
    await open({ path }).write(recordOf(1), undefined);
    const [id = ''] = readdirSync(path);
    for (const made of [path, join(path, id)]) expect(statSync(made).mode & 0o777).toBe(0o700);
    for (const file of filesOf(path)) expect(statSync(file.path).mode & 0o777).toBe(0o600);
  } finally {
    process.umask(before);
  }
});

test('refuses a folder that others may open, and says what to do', async () => {
  const store = open();
  await store.write(recordOf(1), undefined);
  const other = open({ key: 'other' });
  chmodSync(fileStoreFolder('other'), 0o755);
  await expect(other.write(recordOf(1), undefined)).rejects.toMatchObject({
    code: 'store-failed',
    message: expect.stringMatching(/is open to others: give it to this user alone \(mode 0700\)/),
  });
});

test('names no session and leaves no token behind after a sign-out', async () => {
  const store = open({ key: 'ada@example.com' });
  for (let generation = 1; generation < 6; generation++) {
    await store.write(recordOf(generation), generation === 1 ? undefined : generation - 1);
  }
  await store.write({ generation: 6, loginId: 'm', tokens: null }, 5);
  expect(readdirSync(folder.path).join()).not.toContain('ada');
  for (const { path } of filesOf()) expect(readFileSync(path, 'utf8')).not.toMatch(/access|refresh/);
  expect(filesOf().length).toBeLessThan(10);
});

test('shows no token where it is sealed', async () => {
  await open({ encryptionKey: { id: 'k1', key: new Uint8Array(32).fill(7) } }).write(recordOf(1), undefined);
  const text = filesOf()
    .map(({ path }) => readFileSync(path, 'utf8'))
    .join();
  expect(text).toContain('enc.k1.');
  expect(text).not.toContain('access-1');
});

test('takes the lock at once from a process that was killed, and clears away what it left', async () => {
  const victim = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  await once(victim, 'spawn');
  const identity = identityOf(victim.pid as number, systemFacts());
  await open().write(recordOf(1), undefined);
  change('s', { owner: 'victim', process: identity });
  const left = join(fileStoreFolder('s'), `.new-${Buffer.from(identity).toString('base64url')}-${crypto.randomUUID()}`);
  writeFileSync(left, 'a token');
  victim.kill('SIGKILL');
  await once(victim, 'exit');
  const beganMs = performance.now();
  const wait = { signal: new AbortController().signal, timeoutMs: 20_000 };
  await open({ leaseMs: 10_000 }).lock.run(async () => {}, wait);
  expect(performance.now() - beganMs).toBeLessThan(2000);
  expect(filesOf().filter(({ name }) => name.startsWith('.'))).toEqual([]);
});

test('leaves alone what a process that lives is writing', async () => {
  const mine = `.new-${Buffer.from(identityOf(process.pid, systemFacts())).toString('base64url')}-${crypto.randomUUID()}`;
  const theirs = `.new-${Buffer.from('7 8 elsewhere').toString('base64url')}-${crypto.randomUUID()}`;
  for (const name of [mine, theirs]) writeFileSync(join(fileStoreFolder('s'), name), '');
  await open().write(recordOf(1), undefined);
  expect(filesOf().map(({ name }) => name)).toEqual(expect.arrayContaining([mine, theirs, '1']));
});

test('tells a running session what another process wrote', async () => {
  const [one, other] = [createSession({ store: open() }), createSession({ store: open() })];
  await Promise.all([one.ready, other.ready]);
  await one.signIn({ accessToken: 'new' });
  await expect.poll(() => other.status).toBe('active');
  await one.signOut();
  await expect.poll(() => other.status).toBe('signed-out');
  one.dispose();
  other.dispose();
});

test('follows no link to a folder of somebody else', async () => {
  const elsewhere = new TemporaryFolder();
  chmodSync(elsewhere.path, 0o777);
  const path = fileStoreFolder('s');
  rmdirSync(path);
  symlinkSync(elsewhere.path, path);
  await expect(open().write(recordOf(1), undefined)).rejects.toMatchObject({
    code: 'store-failed',
  });
  expect(readdirSync(elsewhere.path)).toEqual([]);
  elsewhere.remove();
});

test('says what is wrong with a path that cannot be used', async () => {
  writeFileSync(join(folder.path, 'file'), '');
  const store = open({ path: join(folder.path, 'file') });
  await expect(store.write(recordOf(1), undefined)).rejects.toMatchObject({
    code: 'store-failed',
    message: expect.stringMatching(
      /could not be used \((ENOTDIR|EEXIST)\)\. A part of it is a file: choose another "path"/,
    ),
  });
});

test('says where the file lies that is no session', async () => {
  const store = open();
  await store.write(recordOf(1), undefined);
  writeFileSync(join(fileStoreFolder('s'), '2'), 'rubbish');
  await expect(store.read()).rejects.toMatchObject({
    code: 'store-corrupt',
    message: expect.stringContaining(`It is in the folder ${fileStoreFolder('s')}.`),
  });
});

test.each<[unknown, RegExp]>([
  [undefined, /fileStore: "options" expects one options object/],
  [{ key: 'a' }, /fileStore: "path" expects a string that is not empty/],
  [{ path: '~/.tool', key: 'a' }, /"path" expects a path that Node.js knows: os.homedir\(\) instead of "~"/],
  [{ path: '/tmp', key: '' }, /"key" expects a string that is not empty/],
  [{ path: '/tmp', key: 'a', leaseMS: 1 }, /fileStore: there is no option "leaseMS"\. Did you mean "leaseMs"\?/],
  [{ path: '/tmp', key: 'a', leaseMs: 1 }, /fileStore: "leaseMs" expects milliseconds/],
  [{ path: '/tmp', key: 'a', encryptionKey: 'very secret' }, /"encryptionKey" expects .* got a value of type string/],
])('names a wrong option and shows no secret: %j', (options, message) => {
  const make = () => fileStore(options as FileStoreOptions);
  expect(make).toThrow(TypeError);
  expect(make).toThrow(message);
  expect(make).not.toThrow(/very secret/);
});
