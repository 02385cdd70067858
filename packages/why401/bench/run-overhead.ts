/**
 * What it costs a program to be watched: processor time a request, bare and under the recorder, through fetch and
 * `node:http`, successful and refused; the start of a program; and memory with a thousand large refusals in flight. Run it
 * from this folder's package after a build; it prints a table and fails above what is promised.
 */
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** In microseconds of processor time a request, and in megabytes. */
const promised = { success: 80, refused: 250, heldMb: 20 };
const rounds = 7;

const recorder = fileURLToPath(new URL('../dist/register.cjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'run-overhead-'));
const watchedOptions = { NODE_OPTIONS: `--require ${recorder}`, WHY401_RUN: `0123456789abcdef:${folder}` };

const large = 'x'.repeat(100_000);
const server = createServer((request, response) => {
  const isRefused = request.url?.startsWith('/refused') ?? false;
  const isHeld = request.url === '/held';
  response.writeHead(isRefused || isHeld ? 401 : 200, {
    'content-type': 'application/json',
    ...(isRefused && { 'www-authenticate': 'Bearer error="invalid_token", error_description="expired"' }),
  });
  // All but the end: the answer stays in flight.
  if (isHeld) response.write(large);
  else response.end(isRefused ? '{"message":"The token has expired"}' : '{"fine":true}');
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const env = {
  PATH: process.env.PATH ?? '',
  API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  API_TOKEN: 'abcdefghij0123456789',
};

const program = (name: string) => fileURLToPath(new URL(`programs/${name}`, import.meta.url));

/** The number that a program prints. */
const measure = (name: string, args: string[], isWatched: boolean): Promise<number> =>
  new Promise((resolve, reject) => {
    const options = { env: { ...env, ...(isWatched && watchedOptions) } };
    execFile(process.execPath, ['--expose-gc', program(name), ...args], options, (error, stdout) =>
      error ? reject(error) : resolve(Number(stdout)),
    );
  });

/** The least of several, bare and watched in turn: what other programs disturbed least. */
const compare = async (name: string, args: string[]): Promise<{ bare: number; watched: number }> => {
  let [bare, watched] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < rounds; round += 1) {
    bare = Math.min(bare, await measure(name, args, false));
    watched = Math.min(watched, await measure(name, args, true));
  }
  return { bare, watched };
};

const startMs = (isWatched: boolean): number => {
  const begin = performance.now();
  execFileSync(process.execPath, ['-e', ''], { env: { ...env, ...(isWatched && watchedOptions) } });
  return performance.now() - begin;
};

let isKept = true;
const show = (what: string, bare: number, watched: number, unit: string, limit: number) => {
  const added = watched - bare;
  const verdict = added <= limit ? '' : `  more than ${limit}`;
  if (added > limit) isKept = false;
  console.log(
    `${what.padEnd(26)} ${bare.toFixed(1).padStart(8)} ${watched.toFixed(1).padStart(8)} ${`+${added.toFixed(1)}`.padStart(8)} ${unit}${verdict}`,
  );
};

try {
  console.log(`${' '.repeat(26)}     bare  watched    added`);
  for (const client of ['fetch', 'http']) {
    const fine = await compare('asks.mjs', [client, '/fine']);
    show(`${client}, successful`, fine.bare, fine.watched, 'µs', promised.success);
    const refused = await compare('asks.mjs', [client, '/refused']);
    show(`${client}, refused`, refused.bare, refused.watched, 'µs', promised.refused);
  }
  const starts = { bare: Number.POSITIVE_INFINITY, watched: Number.POSITIVE_INFINITY };
  for (let round = 0; round < 20; round += 1) {
    starts.bare = Math.min(starts.bare, startMs(false));
    starts.watched = Math.min(starts.watched, startMs(true));
  }
  show('start of a program', starts.bare, starts.watched, 'ms', Math.max(5, starts.bare * 0.1));
  const held = await compare('holds.mjs', []);
  show('1,000 refusals of 100 kB', held.bare, held.watched, 'MB', promised.heldMb);
} finally {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
}
if (!isKept) process.exitCode = 1;
