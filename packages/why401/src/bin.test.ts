import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { entry, recording } from './test-support/recording.ts';
import { answerWith, headerOf, serve } from './test-support/serve.ts';
import { opaque } from './test-support/tokens.ts';

const bin = fileURLToPath(new URL('../dist/bin.js', import.meta.url));
beforeAll(() => {
  if (!existsSync(bin)) throw new Error('The built command is not there: run the build of this package first');
});

const spawned = (argv: string[], env: Record<string, string> = {}) =>
  spawn(process.execPath, [bin, ...argv], { env: { PATH: process.env.PATH ?? '', ...env }, stdio: 'pipe' });

const execute = (argv: string[], { stdin = '', env = {} }: { stdin?: string; env?: Record<string, string> } = {}) =>
  new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve, reject) => {
    const child = spawned(argv, env);
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => {
      stdout += String(chunk);
    });
    child.stderr.on('data', (chunk) => {
      stderr += String(chunk);
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    child.stdin.on('error', () => {});
    child.stdin.end(stdin);
  });

describe('the built command', () => {
  test('explains a request, and exits with what it found', async () => {
    const server = await serve(
      answerWith(401, { 'WWW-Authenticate': 'Bearer error="invalid_token", error_description="expired"' }),
    );
    const { code, stdout, stderr } = await execute([server.url, '--token-env', 'API_TOKEN', '--json'], {
      env: { API_TOKEN: opaque },
    });
    expect([code, stderr]).toEqual([1, '']);
    expect(JSON.parse(stdout)).toMatchObject({ schema: 1, status: 'explained' });
    expect(headerOf(server.seen[0] as never, 'authorization')).toBe(`Bearer ${opaque}`);
  });

  test('reads a command and a token from standard input', async () => {
    const server = await serve(answerWith(200));
    expect((await execute(['curl'], { stdin: `curl '${server.url}/a' -H 'X: y'` })).code).toBe(0);
    expect((await execute(['token', '--json'], { stdin: `${opaque}\n` })).stdout).toContain('"kind": "opaque"');
  });

  test('complains on one line, and exits with 2', async () => {
    const { code, stdout, stderr } = await execute(['--nonsense']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^why401: [^\n]*\n$/);
  });

  test('prints its help and its version', async () => {
    expect((await execute(['--help'])).stdout).toContain('why401 <url>');
    expect((await execute(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test('ends at once on Ctrl-C', async () => {
    const server = await serve(() => {});
    const child = spawned([server.url]);
    while (server.seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    const startMs = Date.now();
    const ended = new Promise<NodeJS.Signals | null>((resolve) => child.on('exit', (_code, signal) => resolve(signal)));
    child.kill('SIGINT');
    expect(await ended).toBe('SIGINT');
    expect(Date.now() - startMs).toBeLessThan(1_000);
  });

  test('ends quietly when its reader goes away', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'why401-bin-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const path = join(folder, 'big.har');
    // So many reasons that the report does not fit into a pipe.
    const entries = Array.from({ length: 1_500 }, (_, index) =>
      entry({
        url: `https://h${index}.example.com/x`,
        status: 401,
        requestHeaders: { Authorization: `Bearer ${opaque}` },
      }),
    );
    writeFileSync(path, recording(entries));
    const child = spawned(['--har', path, '--json']);
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += String(chunk);
    });
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    child.stdout.once('data', () => child.stdout.destroy());
    expect([0, 1, 3]).toContain(await ended);
    expect(stderr).toBe('');
  });
});
