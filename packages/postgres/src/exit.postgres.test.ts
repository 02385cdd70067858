import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fromSource } from '../../../scripts/fleet/fleet.ts';
import { families } from './test-support/clients.ts';
import { Database } from './test-support/database.ts';

let database: Database;

beforeAll(async () => {
  database = await Database.start();
});
afterAll(() => database.stop());

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** A command line that closes its own client and does not think of the session. */
const program = (family: string, url: string) => `
  const { createSession } = await import('@freshkey/core');
  const { postgres } = await import('@freshkey/postgres');
  const { clients } = await import(${JSON.stringify(at('./test-support/clients.ts'))});
  const { client, close } = clients[${JSON.stringify(family)}](${JSON.stringify(url)});
  const session = createSession({
    store: postgres(client, { key: 'cli' }),
    tokens: { accessToken: 'one', refreshToken: 'two' },
    refresh: () => ({ accessToken: 'three', refreshToken: 'four' }),
  });
  await session.refresh();
  await new Promise((resolve) => setTimeout(resolve, 200));
  console.log(await session.getAccessToken());
  await close();
`;

test.each(families)('keeps no process alive whose own client is closed, with %s', async (family) => {
  await database.empty();
  const args = [...fromSource, '--input-type=module', '-e', program(family, database.urlFor(family))];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 10_000 });
  expect(stdout).toBe('three\n');
});
