import { describe, expect, test } from 'vitest';
import type { TokenPrinted } from '../output/token-text.ts';
import { runCli } from '../test-support/run-cli.ts';
import { jwt, key, opaque } from '../test-support/tokens.ts';

const nowMs = Date.UTC(2026, 2, 10, 9, 30);
const nowSec = nowMs / 1000;
const claims = {
  iss: 'https://auth.example.com',
  aud: 'https://api.example.com',
  sub: 'user-42',
  email: 'anna@example.com',
  name: 'Anna Example',
  iat: nowSec - 60,
  exp: nowSec + 3_540,
  scope: 'orders:read',
};
const inspect = async (stdin: string, argv: string[] = [], env: Record<string, string> = {}) => {
  const result = await runCli(['token', ...argv, '--json'], { stdin, env, nowMs });
  return { ...result, report: result.json<TokenPrinted>() };
};

describe('why401 token', () => {
  test('shows what a healthy token says, and nothing personal', async () => {
    const { code, report, stdout } = await inspect(`${jwt(claims)}\n`);
    expect([code, report.schema, report.kind, report.problems]).toEqual([0, 1, 'jwt', []]);
    expect(report.claims).toEqual({
      iss: claims.iss,
      aud: claims.aud,
      iat: claims.iat,
      exp: claims.exp,
      scope: 'orders:read',
    });
    expect(report.header).toEqual({ alg: 'RS256', typ: 'JWT', kid: 'k1' });
    expect(stdout).not.toMatch(/anna|user-42/i);
    expect(stdout).not.toContain(jwt(claims).split('.')[1]);
  });

  test('shows all claims when they are asked for', async () => {
    expect((await inspect(jwt(claims), ['--claims'])).report.claims).toMatchObject({
      email: 'anna@example.com',
      name: 'Anna Example',
    });
  });

  test('finds what is wrong with one', async () => {
    expect((await inspect(jwt({ ...claims, exp: nowSec - 840 }))).report.problems[0]?.row).toBe('D01');
    expect((await inspect(jwt(claims), ['--audience', 'https://other.example.com'])).report.problems[0]?.row).toBe(
      'D07',
    );
    expect((await inspect(jwt(claims), ['--issuer', 'https://auth.example.com/'])).report.problems[0]?.row).toBe('D08');
    expect((await inspect(jwt(claims).slice(0, -60))).code).toBe(1);
    expect((await inspect(`"${jwt(claims)}"`)).report.problems[0]?.row).toBe('C07');
    expect((await inspect(jwt(claims, { alg: 'none' }))).report.problems[0]?.row).toBe('D15');
  });

  test('knows vendors’ tokens by their prefix, without repeating them', async () => {
    const { code, report, stdout } = await inspect(key('gh', 'p_', opaque, '0000'));
    expect([code, report.kind, report.label, report.problems[0]?.row]).toEqual([
      1,
      'vendor',
      'a GitHub personal access token (classic)',
      'C11',
    ]);
    expect(stdout).not.toContain(opaque);
  });

  test('reads it from a variable', async () => {
    expect((await inspect('', ['--token-env', 'T'], { T: jwt(claims) })).report.kind).toBe('jwt');
  });

  test('takes it from the arguments, and says where it stays', async () => {
    const { report } = await inspect('', [jwt(claims)]);
    expect([report.kind, report.notes[0]]).toEqual(['jwt', expect.stringContaining('history')]);
  });

  test('prints for a person, with times in words', async () => {
    const { stdout } = await runCli(['token'], { stdin: jwt({ ...claims, exp: nowSec - 840 }), nowMs });
    expect(stdout.split('\n')[0]).toBe('A JWT; one problem.');
    expect(stdout).toContain('exp: 1773134160 (2026-03-10T09:16:00.000Z, 14 min ago)');
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  test.each<[string, string[], string]>([
    ['nothing', [], 'no token'],
    ['a variable that is not set', ['--token-env', 'NONE'], 'NONE is not set'],
    ['two tokens', [opaque, opaque], 'one token'],
    ['an option of another mode', ['--probe'], '--probe is not known'],
  ])('refuses %s on one line', async (_, argv, message) => {
    const { code, stdout, stderr } = await runCli(['token', ...argv]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^why401: [^\n]*\n$/);
    expect(stderr).toContain(message);
  });
});
