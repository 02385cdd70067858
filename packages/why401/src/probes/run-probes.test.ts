import { createServer } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runCli } from '../test-support/run-cli.ts';
import { answerWith, headerOf, serve } from '../test-support/serve.ts';
import { jwt, opaque } from '../test-support/tokens.ts';
import { Prober } from './prober.ts';

const probe = async (url: string, token: string, more: string[] = []) => {
  const result = await runCli([url, '--probe', '--token-env', 'T', '--json', ...more], { env: { T: token } });
  return { ...result, report: result.json() };
};
const unauthorized = answerWith(
  401,
  { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
  { message: 'Unauthorized' },
);

/** An issuer with one key, and its tokens. */
const issuer = async () => {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const other = await generateKeyPair('ES256');
  const key = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' };
  const server = await serve((seen, response) => {
    if (seen.url === '/.well-known/openid-configuration')
      return answerWith(200, {}, { issuer: server.url, jwks_uri: `${server.url}/jwks` })(seen, response);
    return seen.url === '/jwks'
      ? answerWith(200, {}, { keys: [key] })(seen, response)
      : answerWith(404)(seen, response);
  });
  const sign = (kid: string, by = privateKey) =>
    new SignJWT({ scope: 'a' })
      .setProtectedHeader({ alg: 'ES256', kid, typ: 'at+jwt' })
      .setIssuer(server.url)
      .setAudience('api')
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(by);
  return { server, sign, otherKey: other.privateKey };
};

describe('--probe', () => {
  test('makes only safe requests, shows its progress, and counts them in the report', async () => {
    const server = await serve(unauthorized);
    const { report, stderr } = await probe(`${server.url}/a/b`, opaque);
    expect(server.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /a/b',
      'GET /a/b',
      'OPTIONS /a/b',
      'GET /a/b',
      'GET /a/b/',
    ]);
    expect(report.probes?.map(({ name, status }) => [name, status])).toEqual([
      ['the same without credentials', 401],
      ['the preflight of a browser', 401],
      ['the same from a page of another origin', 401],
      ['with a slash at the end', 401],
    ]);
    expect(stderr.split('\n').filter((line) => line.startsWith('probe: '))).toHaveLength(4);
    expect(stderr).not.toContain(opaque);
  });

  test('makes none without the option', async () => {
    const server = await serve(unauthorized);
    await runCli([server.url, '--token-env', 'T'], { env: { T: opaque } });
    expect(server.seen).toHaveLength(1);
  });

  test('leaves credentials of every kind out of the request without credentials', async () => {
    const server = await serve(unauthorized);
    await runCli([
      `${server.url}/x?api_key=${opaque}&page=2`,
      '--probe',
      '-H',
      `Authorization: Bearer ${opaque}`,
      '-H',
      `X-Api-Key: ${opaque}`,
      '-b',
      `sid=${opaque}`,
    ]);
    const bare = server.seen.filter((seen) => headerOf(seen, 'authorization') === undefined);
    expect(bare.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /x?page=2', 'OPTIONS /x?page=2']);
    expect(JSON.stringify(bare)).not.toContain(opaque);
  });

  test('never repeats a request that changes something', async () => {
    const server = await serve(unauthorized);
    await runCli(['curl', server.url, '-d', 'a=1', '--probe', '-H', `Authorization: Bearer ${opaque}`]);
    expect(server.seen.map(({ method }) => method)).toEqual(['POST', 'OPTIONS']);
  });

  test('cannot be made to send another method, or a body', async () => {
    const server = await serve(unauthorized);
    const prober = new Prober(
      { insecure: false, addresses: new Map(), tls: {} },
      { method: 'GET', url: server.url, headers: [] },
      1_000,
      () => {},
    );
    await expect(prober.ask('x', { method: 'POST', url: server.url, headers: [] })).rejects.toThrow(TypeError);
    await expect(
      prober.ask('x', { method: 'GET', url: server.url, headers: [], body: Buffer.from('x') }),
    ).rejects.toThrow(TypeError);
    expect(server.seen).toEqual([]);
  });

  test('follows a redirect without the credential, and explains what is at its end', async () => {
    const away = await serve(unauthorized);
    const server = await serve((seen, response) =>
      (seen.url === '/a' && seen.method === 'GET' ? answerWith(308, { Location: `${away.url}/b` }) : unauthorized)(
        seen,
        response,
      ),
    );
    const { report } = await probe(`${server.url}/a`, opaque);
    expect(report.cause?.row).toBe('A03');
    expect(report.response).toMatchObject({ status: 401, url: `${away.url}/b` });
    expect(JSON.stringify(away.seen)).not.toContain(opaque);
  });

  test('asks the issuer for its documents without a credential, and takes a good signature for good', async () => {
    const { server: auth, sign } = await issuer();
    const api = await serve(unauthorized);
    const { report } = await probe(api.url, await sign('k1'));
    expect(auth.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /.well-known/openid-configuration',
      'GET /jwks',
    ]);
    expect(auth.seen.every((seen) => headerOf(seen, 'authorization') === undefined)).toBe(true);
    expect(['D16', 'D17']).not.toContain(report.cause?.row);
  });

  test('tells a token whose key the issuer no longer has', async () => {
    const { sign, otherKey } = await issuer();
    const api = await serve(unauthorized);
    expect((await probe(api.url, await sign('k0', otherKey))).report.cause?.row).toBe('D16');
  });

  test('tells a token whose signature is wrong', async () => {
    const { sign, otherKey } = await issuer();
    const api = await serve(unauthorized);
    expect((await probe(api.url, await sign('k1', otherKey))).report.cause?.row).toBe('D17');
  });

  test('reads the metadata of the resource where the server names it', async () => {
    const metadata = await serve(
      answerWith(200, {}, { resource: 'https://mcp.example.com', authorization_servers: ['https://auth.invalid'] }),
    );
    const api = await serve(
      answerWith(401, {
        'WWW-Authenticate': `Bearer resource_metadata="${metadata.url}/.well-known/oauth-protected-resource"`,
      }),
    );
    const { json } = await runCli([api.url, '--probe', '--json']);
    expect(json().cause?.row).toBe('E07');
    expect(metadata.seen).toHaveLength(1);
  });

  test('takes a key in the query to no other origin, wherever a server puts it', async () => {
    const away = await serve(answerWith(404));
    const key = 'k3y-of-the-query';
    const named = await serve(
      answerWith(401, { 'WWW-Authenticate': `Bearer resource_metadata="${away.url}/.well-known/x?k=${key}"` }),
    );
    await runCli([`${named.url}/a?api_key=${key}`, '--probe', '--json']);
    const redirecting = await serve((seen, response) =>
      answerWith(302, { Location: `${away.url}${seen.url}` })(seen, response),
    );
    await runCli([`${redirecting.url}/a?api_key=${key}`, '--probe', '--json']);
    await runCli([`${redirecting.url}/a?api_key=${key}`, '-L', '--json']);
    expect(away.seen.map(({ url }) => url)).toEqual(['/.well-known/x', '/a', '/a']);
    expect(JSON.stringify(away.seen)).not.toContain(key);
  });

  test('asks no issuer that is no https URL, and no document by another protocol', async () => {
    const api = await serve(answerWith(401, { 'WWW-Authenticate': 'Bearer resource_metadata="file:///etc/passwd"' }));
    for (const iss of ['http://issuer.invalid', 'file:///etc', 'not a url', 5, 'https://[']) {
      const { report } = await probe(api.url, jwt({ iss }));
      expect(report.probes?.map(({ name }) => name).join()).not.toMatch(/issuer|metadata/);
    }
  });

  test('notes a clock that is wrong', async () => {
    const hourAgo = new Date(Date.now() - 3_600_000);
    const server = await serve((seen, response) =>
      answerWith(401, { Date: hourAgo.toUTCString(), 'WWW-Authenticate': 'Bearer error="invalid_token"' })(
        seen,
        response,
      ),
    );
    const nowSec = Math.floor(Date.now() / 1000);
    const { report } = await probe(server.url, jwt({ iat: nowSec - 60, nbf: nowSec - 60, exp: nowSec + 3_000 }));
    expect(['D02', 'D03', 'D06']).toContain(report.cause?.row);
  });

  test('goes on when an extra request gets no answer', async () => {
    let count = 0;
    const server = await serve((seen, response) => {
      count += 1;
      if (count === 2) response.socket?.destroy();
      else unauthorized(seen, response);
    });
    const { report } = await probe(server.url, opaque);
    expect(report.probes?.[0]).toMatchObject({ name: 'the same without credentials', status: 0 });
    expect(report.probes?.length).toBeGreaterThan(2);
  });

  test('has a deadline for each request', async () => {
    let count = 0;
    const server = createServer((socket) => {
      count += 1;
      socket.on('error', () => {});
      socket.once('data', () => {
        if (count === 1) socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const startMs = Date.now();
    const { report } = await probe(`http://127.0.0.1:${(server.address() as { port: number }).port}/`, opaque, [
      '-m',
      '0.3',
    ]);
    expect(report.response?.status).toBe(401);
    expect(report.probes?.every(({ status }) => status === 0)).toBe(true);
    expect(Date.now() - startMs).toBeLessThan(5_000);
  });
});
