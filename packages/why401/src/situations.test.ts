import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestServer } from '@freshkey/testing/server';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runCli } from './test-support/run-cli.ts';
import { answerWith, headerOf, serve } from './test-support/serve.ts';
import { jwt, opaque } from './test-support/tokens.ts';

const nowSec = Math.floor(Date.now() / 1000);
const accessToken = (more: Record<string, unknown> = {}) =>
  jwt({
    iss: 'https://auth.example.com',
    sub: 'user-1',
    aud: 'https://api.example.com',
    iat: nowSec - 600,
    exp: nowSec + 3_000,
    scope: 'orders:read',
    ...more,
  });

/** An API that takes exactly one credential. */
const api = (accepted: string) =>
  serve((request, response) => {
    const authorization = headerOf(request, 'authorization');
    if (authorization === accepted) return answerWith(200, {}, { ok: true })(request, response);
    const error = authorization?.startsWith('Bearer ') ? ', error="invalid_token"' : '';
    return answerWith(
      401,
      { 'WWW-Authenticate': `Bearer realm="api"${error}` },
      { message: 'Unauthorized' },
    )(request, response);
  });

const explain = async (argv: string[], options: Parameters<typeof runCli>[1] = {}) => {
  const result = await runCli([...argv, '--json'], options);
  return { ...result, report: result.json() };
};

describe('the situations that bring people here', () => {
  test('a missing “Bearer ”', async () => {
    const token = accessToken();
    const server = await api(`Bearer ${token}`);
    const { code, report } = await explain([`${server.url}/orders`, '-H', `Authorization: ${token}`]);
    expect([code, report.status, report.cause?.row]).toEqual([1, 'explained', 'C04']);
    expect(report.cause?.fix).toContain('Bearer');
  });

  test('a double scheme', async () => {
    const server = await api(`Bearer ${opaque}`);
    const { code, report } = await explain([`${server.url}/orders`, '--token-env', 'API_TOKEN'], {
      env: { API_TOKEN: `Bearer ${opaque}` },
    });
    expect([code, report.status, report.cause?.row]).toEqual([1, 'explained', 'C03']);
    expect(headerOf(server.seen[0] as never, 'authorization')).toBe(`Bearer Bearer ${opaque}`);
  });

  test('a header that is sent twice', async () => {
    const server = await api('none');
    const { code, report } = await explain([
      `${server.url}/orders`,
      '-H',
      `Authorization: Bearer ${opaque}`,
      '-H',
      `Authorization: Bearer ${opaque}`,
    ]);
    expect([code, report.status, report.cause?.row]).toEqual([1, 'explained', 'C14']);
    expect(server.seen[0]?.headers.filter(([name]) => name === 'Authorization')).toHaveLength(2);
  });

  test('a malformed header: quotes around the token', async () => {
    const server = await api(`Bearer ${opaque}`);
    const { code, report } = await explain([`${server.url}/orders`, '-H', `Authorization: Bearer "${opaque}"`]);
    expect([code, report.status, report.cause?.row]).toEqual([1, 'explained', 'C07']);
  });

  test('a newline from a secret file, in a variable', async () => {
    const server = await api(`Bearer ${opaque}`);
    const { code, report } = await explain([`${server.url}/orders`, '--token-env', 'API_TOKEN'], {
      env: { API_TOKEN: `${opaque}\n` },
    });
    expect([code, report.status, report.cause?.row, report.response]).toEqual([1, 'explained', 'C08', null]);
    expect(server.seen).toEqual([]);
  });

  test('a newline from a secret file, packed into Basic', async () => {
    const server = await api(`Basic ${btoa('anna:pass-word-1')}`);
    const { code, report } = await explain([
      `${server.url}/orders`,
      '-H',
      `Authorization: Basic ${btoa('anna:pass-word-1\n')}`,
    ]);
    expect([code, report.status, report.cause?.row]).toEqual([1, 'explained', 'C16']);
  });

  test('an expired JWT, with the advice to refresh ahead', async () => {
    const token = accessToken({ iat: nowSec - 8_000, exp: nowSec - 840 });
    const server = await api('none');
    const { code, report } = await explain([`${server.url}/orders`, '--token-stdin'], { stdin: `${token}\n` });
    expect([code, report.status, report.cause?.row]).toEqual([1, 'explained', 'D01']);
    expect(report.cause?.evidence.join(' ')).toMatch(/14 min/);
    expect(report.cause?.fix).toMatch(/refresh/i);
    expect(report.cause?.fix).toMatch(/before|ahead|exp/i);
  });

  test('a refresh token that was revoked', async () => {
    const server = await serve(
      answerWith(400, {}, { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' }),
    );
    const { code, report } = await explain([
      'curl',
      `${server.url}/oauth/token`,
      '-d',
      'grant_type=refresh_token',
      '-d',
      `refresh_token=r-${opaque}`,
      '-d',
      'client_id=web',
    ]);
    expect([code, report.status, report.cause?.row]).toEqual([1, 'explained', 'E14']);
    expect(server.seen[0]?.body).toContain(`refresh_token=r-${opaque}`);
    expect(JSON.stringify(report)).not.toContain(opaque);
  });

  test('a refresh token that a rotating server revoked after it was used twice', async () => {
    const server = await createTestServer();
    onTestFinished(() => server.close());
    const { refresh_token: token = '' } = server.tokens.issue();
    const words = [
      'curl',
      `${server.url}/oauth/token`,
      '-d',
      'grant_type=refresh_token',
      '-d',
      `refresh_token=${token}`,
    ];
    expect((await runCli([...words, '--json'])).code).toBe(0);
    const { code, report, stdout } = await explain(words);
    expect([code, report.status, report.cause?.row]).toEqual([1, 'explained', 'E15']);
    expect(stdout).not.toContain(token);
  });

  test('a valid token without the scope', async () => {
    const token = accessToken();
    const server = await serve(
      answerWith(401, { 'WWW-Authenticate': 'Bearer error="insufficient_scope", scope="orders:write"' }, {}),
    );
    const { code, report } = await explain([`${server.url}/orders`, '-X', 'POST', '--token-env', 'T'], {
      env: { T: token },
    });
    expect([code, report.status, report.cause?.row]).toEqual([1, 'explained', 'E02']);
    expect(`${report.cause?.evidence} ${report.cause?.fix}`).toContain('orders:write');
  });

  test('a valid token without the scope that an option names', async () => {
    const server = await serve(answerWith(401, { 'WWW-Authenticate': 'Bearer' }, { message: 'Unauthorized' }));
    const { code, report } = await explain([`${server.url}/orders`, '--scope', 'orders:write', '--token-env', 'T'], {
      env: { T: accessToken() },
    });
    expect([code, report.status, report.cause?.row]).toEqual([1, 'explained', 'D19']);
  });

  test('a 403 taken for a 401', async () => {
    const server = await serve(answerWith(403, {}, { message: 'User is not allowed to do this' }));
    const { code, report } = await explain([`${server.url}/admin`, '--token-env', 'T'], { env: { T: accessToken() } });
    expect(report.response?.status).toBe(403);
    expect([code, report.status, report.cause?.row]).toEqual([1, 'explained', 'E02']);
    expect(report.cause?.title).toContain('This is a 403, not a 401');
    expect(report.cause?.fix).toContain('permission');
  });

  test('a header dropped by a redirect to another host', async () => {
    const target = await api(`Bearer ${opaque}`);
    const host = `http://localhost:${target.port}`;
    const server = await serve(answerWith(302, { Location: `${host}/orders` }));
    const { code, report } = await explain(['-L', `${server.url}/orders`, '--token-env', 'T'], { env: { T: opaque } });
    expect([code, report.status, report.cause?.row]).toEqual([1, 'explained', 'A03']);
    expect(report.cause?.fix).toContain(`${host}/orders`);
    expect(report.redirects[0]).toMatchObject({ status: 302, headersDropped: ['Authorization'] });
    expect(headerOf(target.seen[0] as never, 'authorization')).toBeUndefined();
  });

  test('a header dropped by a redirect that only --probe follows', async () => {
    const target = await api(`Bearer ${opaque}`);
    const server = await serve(answerWith(301, { Location: `http://localhost:${target.port}/orders` }));
    const { code, report } = await explain([`${server.url}/orders`, '--probe', '--token-env', 'T'], {
      env: { T: opaque },
    });
    expect([code, report.status, report.cause?.row]).toEqual([1, 'explained', 'A03']);
    for (const seen of target.seen) expect(headerOf(seen, 'authorization')).toBeUndefined();
  });

  test('a variable that was not loaded', async () => {
    const server = await api(`Bearer ${opaque}`);
    const { code, report } = await explain([`${server.url}/orders`, '--token-env', 'API_TOKEN']);
    expect([code, report.status, report.cause?.row]).toEqual([1, 'explained', 'G01']);
    expect(`${report.cause?.title} ${report.cause?.evidence}`).toContain('API_TOKEN');
  });

  test('a variable that was not loaded, sent as the word undefined', async () => {
    const server = await api(`Bearer ${opaque}`);
    const { code, report } = await explain([`${server.url}/orders`, '-H', 'Authorization: Bearer undefined']);
    expect([code, report.status, report.cause?.row]).toEqual([1, 'explained', 'C01']);
  });

  test('a secret that a .env file cut at #', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'why401-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, '.env'), `API_KEY=abcdef123456#${opaque}\n`);
    const server = await api('none');
    const { code, report } = await explain([
      `${server.url}/orders`,
      '--token-env',
      'API_KEY',
      '--dotenv',
      join(folder, '.env'),
      '--token-header',
      'X-Api-Key',
    ]);
    expect([code, report.status, report.cause?.row]).toEqual([1, 'explained', 'G05']);
    expect(headerOf(server.seen[0] as never, 'x-api-key')).toBe('abcdef123456');
  });

  test('nothing wrong at all', async () => {
    const server = await api(`Bearer ${opaque}`);
    const { code, report } = await explain([`${server.url}/orders`, '--token-env', 'T'], { env: { T: opaque } });
    expect([code, report.status, report.cause, report.alsoCheck]).toEqual([0, 'not-refused', null, []]);
  });
});
