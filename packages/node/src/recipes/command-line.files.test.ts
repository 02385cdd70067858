import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createTestServer, type TestServer } from '@freshkey/testing/server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fromSource } from '../../../../scripts/fleet/fleet.ts';
import { TemporaryFolder } from '../test-support/temporary-folder.ts';

const program = fileURLToPath(new URL('../test-support/my-cli.ts', import.meta.url));
let folder: TemporaryFolder;
let api: TestServer;

beforeEach(async () => {
  folder = new TemporaryFolder();
  api = await createTestServer({ latencyMs: { token: 50 } });
});
afterEach(async () => {
  await api.close();
  folder.remove();
});

/** Runs `my-cli` with these arguments; what it printed and how it ended. */
function myCli(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  // A tool that is installed tells developers nothing.
  const env = { NODE_ENV: 'production', PATH: process.env.PATH, API_URL: api.url, MY_CLI_HOME: folder.path };
  const child = spawn(process.execPath, [...fromSource, program, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].on('data', (chunk) => {
      said[name] += String(chunk);
    });
  }
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...said })));
}

test('of a command that runs eight times at once on an expired login one refreshes, all answer, and a log-out reaches all', async () => {
  expect(await myCli('report', '0')).toMatchObject({ code: 1, stderr: expect.stringContaining('my-cli login') });
  expect(await myCli('login', JSON.stringify(api.tokens.issue()))).toEqual({ code: 0, stdout: '', stderr: '' });
  api.tokens.expireAll();
  const runs = await Promise.all(Array.from({ length: 8 }, (_, index) => myCli('report', String(index))));
  expect(runs.map(({ code, stderr }) => [code, stderr])).toEqual(runs.map(() => [0, '']));
  expect(runs.every(({ stdout }) => stdout.length > 0)).toBe(true);
  api.journal.expectRefreshes(1);
  api.journal.expectNoReuse();
  expect((await myCli('logout')).code).toBe(0);
  expect(await myCli('report', '1')).toMatchObject({ code: 1, stderr: expect.stringContaining('my-cli login') });
});
