import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createTestServer, type TestServer } from '@freshkey/testing/server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fromSource } from '../../../scripts/fleet/fleet.ts';
import { type RecordDatabase, startRecordDatabase } from './test-support/record-database.ts';

const program = fileURLToPath(new URL('./test-support/shutdown-program.ts', import.meta.url));

let api: TestServer;
let database: RecordDatabase;
let children: ChildProcess[] = [];

beforeEach(async () => {
  [api, database] = await Promise.all([createTestServer({ accessLifetimeMs: 3_600_000 }), startRecordDatabase()]);
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  children = [];
  await Promise.all([api.close(), database.close()]);
});

const tokensOfTenMinutes = () => {
  const issued = api.tokens.issue();
  return { accessToken: issued.access_token, refreshToken: issued.refresh_token, expiresInSec: 600 };
};

function start(kind: string, tokens: object | null): ChildProcess {
  const child = fork(program, [kind, api.url, database.url, JSON.stringify(tokens)], {
    execArgv: fromSource,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  children.push(child);
  return child;
}

const said = async (child: ChildProcess): Promise<string> => String((await once(child, 'message'))[0]);
const exited = async (child: ChildProcess): Promise<number | null> =>
  child.exitCode ?? ((await once(child, 'exit'))[0] as number | null);

/** The next process of the application: its request, and what became of its tokens. */
async function expectTheNextToWork(): Promise<void> {
  api.tokens.expireAll();
  const child = start('worked', null);
  expect(await said(child)).toBe('200');
  api.journal.expectNoReuse();
}

/** What platforms do with most functions that they freeze. */
async function freezeAndThrowAway(child: ChildProcess, meanwhile = () => {}): Promise<void> {
  child.kill('SIGSTOP');
  meanwhile();
  await new Promise((resolve) => setTimeout(resolve, 400));
  child.kill('SIGKILL');
  await exited(child);
}

test('a shutdown in the middle of a background refresh hands its tokens to the next process', async () => {
  const gate = api.faults.hold('token', 'after');
  const child = start('terminated', tokensOfTenMinutes());
  expect(await said(child)).toBe('200');
  await gate.arrived();
  const closed = said(child);
  child.kill('SIGTERM');
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(child.exitCode).toBeNull();
  gate.open();
  expect(await closed).toBe('{"unfinished":[]}');
  expect(await exited(child)).toBe(0);
  await expectTheNextToWork();
  api.journal.expectRefreshes(2);
});

test('a shutdown while the database refuses writes waits until it takes them', async () => {
  const gate = api.faults.hold('token', 'after');
  const child = start('terminated', tokensOfTenMinutes());
  expect(await said(child)).toBe('200');
  await gate.arrived();
  database.refusals = 3;
  const closed = said(child);
  child.kill('SIGTERM');
  gate.open();
  expect(await closed).toBe('{"unfinished":[]}');
  expect(database.refused).toBe(3);
  expect(await exited(child)).toBe(0);
  await expectTheNextToWork();
});

test('a shutdown that waits for nothing loses the tokens of a refresh under way', async () => {
  const gate = api.faults.hold('token', 'after');
  const child = start('terminated-in-a-hurry', tokensOfTenMinutes());
  expect(await said(child)).toBe('200');
  await gate.arrived();
  child.kill('SIGTERM');
  expect(await exited(child)).toBe(0);
  gate.open();
  expect(api.tokens.look(database.record?.tokens?.refreshToken ?? '')).toMatchObject({ state: 'used' });
});

test('a process that ends by itself stays until a write that failed once is made', async () => {
  const gate = api.faults.hold('token', 'after');
  const child = start('ends-by-itself', tokensOfTenMinutes());
  await gate.arrived();
  database.refusals = 1;
  gate.open();
  expect(await said(child)).toBe('refreshed');
  expect(await exited(child)).toBe(0);
  expect(database.refused).toBe(1);
  await expectTheNextToWork();
});

test('a function that is frozen right after its answer keeps its tokens where waitUntil is told of the refresh', async () => {
  api.settings.latencyMs = { token: 200, api: 0 };
  database.delayMs = 100;
  const child = start('frozen-with-wait-until', tokensOfTenMinutes());
  expect(await said(child)).toBe('200');
  expect(await said(child)).toBe('freeze me');
  await freezeAndThrowAway(child);
  api.journal.expectRefreshes(1);
  expect(api.tokens.look(database.record?.tokens?.refreshToken ?? '')).toMatchObject({ state: 'valid' });
  await expectTheNextToWork();
});

test('a function that is frozen in the middle of a refresh that nobody was told of loses its tokens', async () => {
  const gate = api.faults.hold('token', 'after');
  const child = start('frozen', tokensOfTenMinutes());
  await gate.arrived();
  await freezeAndThrowAway(child, () => gate.open());
  api.journal.expectRefreshes(1);
  expect(api.tokens.look(database.record?.tokens?.refreshToken ?? '')).toMatchObject({ state: 'used' });
});
