import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestServer, type TestServer } from '@freshkey/testing/server';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { writeStartPage } from './write-start-page.ts';

let server: TestServer;
let home: string;
const folder = writeStartPage('node');

beforeAll(async () => {
  server = await createTestServer();
  home = mkdtempSync(join(tmpdir(), 'freshkey-start-'));
});

afterAll(async () => {
  await server.close();
  rmSync(home, { recursive: true, force: true });
});

interface Ended {
  readonly code: number;
  readonly said: string;
}

function orders(args: readonly string[], password = 'lovelace'): Promise<Ended> {
  const env = {
    PATH: process.env.PATH,
    API_URL: server.url,
    ORDERS_HOME: join(home, 'orders'),
    ORDERS_USER: 'ada',
    ORDERS_PASSWORD: password,
  };
  return new Promise((resolve) => {
    const options = { cwd: folder, env, timeout: 30_000 };
    execFile(process.execPath, ['--no-warnings', 'orders.ts', ...args], options, (error, stdout, stderr) => {
      const code = typeof error?.code === 'number' ? error.code : error ? -1 : 0;
      // Where it went well, what stands on stderr is for the developer: that a refresh is slow, on a slow machine.
      resolve({ code, said: (code === 0 ? stdout : `${stdout}${stderr}`).trim() });
    });
  });
}

beforeEach(async () => {
  expect(await orders(['login'])).toEqual({ code: 0, said: 'Signed in.' });
  server.journal.clear();
});

test('says that a password is wrong without a refresh', async () => {
  await orders(['logout']);
  expect(await orders(['login'], 'wrong')).toEqual({ code: 1, said: 'Wrong user or password.' });
  server.journal.expectRefreshes(0);
});

test('refreshes once when four commands meet an expired token together', async () => {
  server.tokens.expireAll();
  const ended = await Promise.all([1, 2, 3, 4].map(() => orders(['list'])));
  for (const { code, said } of ended) {
    expect(code, said).toBe(0);
    expect(said.split('\n')).toEqual(Array.from({ length: 20 }, (_, index) => `Order ${index + 1} of ada`));
  }
  server.journal.expectRefreshes(1);
  server.journal.expectNoReuse();
});

test('sends an upload again, byte for byte', async () => {
  server.tokens.expireAll();
  const path = join(home, 'a.bin');
  writeFileSync(path, Buffer.alloc(50_000, 'freshkey'));
  expect(await orders(['upload', path])).toEqual({ code: 0, said: `${path} is uploaded.` });
  const sent = server.journal.entries.filter((entry) => entry.path === '/api/echo');
  expect(sent.map(({ status }) => status)).toEqual([401, 200]);
  expect(sent[0]?.body.bytes).toBeGreaterThan(50_000);
  expect(sent[1]?.body.bytes).toBe(sent[0]?.body.bytes);
});

test('tells the server of a sign-out and leaves no token behind', async () => {
  expect(await orders(['logout'])).toEqual({ code: 0, said: 'Signed out.' });
  server.journal.expectRequests(1, { kind: 'logout' });
  server.journal.expectRequests(0, { kind: 'api' });
  const kept = readdirSync(home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.parentPath.includes('orders'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  expect(kept.join('\n')).not.toMatch(/accessToken|refreshToken/);
  expect(await orders(['list'])).toEqual({ code: 1, said: 'Sign in with "orders login".' });
});

test('says why the session ended, to every later run', async () => {
  server.tokens.revokeRefresh();
  server.tokens.expireAll();
  const { code, said } = await orders(['list']);
  expect(code).toBe(1);
  expect(said).toMatch(/invalid_grant/);
  expect((await orders(['list'])).said).toMatch(/^Sign in with "orders login"\. .*invalid_grant/);
});
