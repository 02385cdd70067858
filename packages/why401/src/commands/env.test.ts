import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { EnvPrinted } from '../output/env-text.ts';
import { runCli } from '../test-support/run-cli.ts';
import { key, opaque } from '../test-support/tokens.ts';

const folder = mkdtempSync(join(tmpdir(), 'why401-env-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (content: string) => {
  const path = join(folder, `${randomUUID()}.env`);
  writeFileSync(path, content);
  return path;
};

describe('why401 --env', () => {
  test('tells every problem of a file by name, row and fix, and no value', async () => {
    const path = file(
      `API_TOKEN="Bearer ${opaque}"\nDB_PASSWORD=\nVITE_API_SECRET=${opaque}\nWEBHOOK_SECRET=abc#${opaque}\nPORT=80\nSTRIPE_KEY=<your key>\nNPM_TOKEN='"${opaque}"'\n`,
    );
    const { code, stdout, stderr, json } = await runCli(['--env', path, '--json']);
    expect([code, stderr]).toEqual([1, '']);
    expect(json<EnvPrinted>()).toMatchObject({ schema: 1, status: 'problems' });
    expect(json<EnvPrinted>().problems.map(({ name, row }) => [name, row])).toEqual([
      ['API_TOKEN', 'C03'],
      ['DB_PASSWORD', 'G01'],
      ['VITE_API_SECRET', 'G03'],
      ['WEBHOOK_SECRET', 'G05'],
      ['STRIPE_KEY', 'C10'],
      ['NPM_TOKEN', 'G07'],
    ]);
    for (const problem of json<EnvPrinted>().problems)
      expect(Object.keys(problem)).toEqual(expect.arrayContaining(['name', 'row', 'title', 'fix']));
    expect(stdout).not.toContain(opaque);
  });

  test('finds nothing in a healthy file', async () => {
    const { code, json } = await runCli(['--env', file(`API_TOKEN=${opaque}\n`), '--json']);
    expect([code, json<EnvPrinted>().status, json<EnvPrinted>().problems]).toEqual([0, 'ok', []]);
    expect((await runCli(['--env', file(`API_TOKEN=${opaque}\n`)])).stdout).toMatch(
      /^No problem with the credentials in\s/,
    );
  });

  test('checks the environment when no file is named', async () => {
    const { code, json } = await runCli(['--env', '--json'], {
      env: { API_TOKEN: `${opaque}\n`, HOME: '/root', PATH: '/bin' },
    });
    expect(code).toBe(1);
    expect(json<EnvPrinted>().problems.map(({ name, row }) => [name, row])).toEqual([['API_TOKEN', 'C08']]);
    expect(json<EnvPrinted>().sources[0]).toBe('environment');
  });

  test('says where the environment has another value than the file', async () => {
    const path = file(`API_TOKEN=${opaque}\n`);
    const { json } = await runCli(['--env', path, '--json'], {
      env: { API_TOKEN: `other-${opaque}`, OTHER_TOKEN: '' },
    });
    expect(json<EnvPrinted>().problems.map(({ name, row }) => [name, row])).toEqual([['API_TOKEN', 'G09']]);
  });

  test('tells a test key where live ones are needed', async () => {
    const path = file(`STRIPE_SECRET_KEY=${key('sk', '_test_', opaque)}\n`);
    expect((await runCli(['--env', path])).code).toBe(0);
    expect((await runCli(['--env', path, '--live', '--json'])).json<EnvPrinted>().problems[0]?.row).toBe('G10');
  });

  test('takes --env=FILE for the same', async () => {
    expect((await runCli([`--env=${file('API_TOKEN=\n')}`, '--json'])).code).toBe(1);
  });

  test('prints for a person in 80 columns', async () => {
    const { stdout } = await runCli(['--env', file(`API_TOKEN="Bearer ${opaque}"\nDB_PASSWORD=\n`)]);
    expect(stdout.split('\n')[0]).toContain('2 problems with the credentials in');
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      'API_TOKEN holds the scheme “Bearer” in front of the credential (C03).',
    );
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  test.each<[string, string[], string]>([
    ['a file that is not there', ['--env', join(folder, 'none')], 'There is no file'],
    ['a folder', ['--env', folder], 'EISDIR'],
    ['an option that is not known', ['--env', '--probe'], '--probe is not known'],
  ])('refuses %s on one line', async (_, argv, message) => {
    const { code, stdout, stderr } = await runCli(argv);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^why401: [^\n]*\n$/);
    expect(stderr).toContain(message);
  });
});
