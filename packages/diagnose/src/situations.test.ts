import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, request as httpRequest, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errors, jwtVerify, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { diagnose } from './diagnose.ts';
import type { Exchange, HeaderList, RedirectStep } from './exchange.ts';

const secret = new TextEncoder().encode('a secret of this test alone, long enough for HS256');
const servers: Server[] = [];

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A token of the test's own issuer. */
const issue = (scope: string, expiresInSec = 300) =>
  new SignJWT({ scope })
    .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
    .setIssuer('https://issuer.example.com')
    .setAudience('orders')
    .setIssuedAt(Math.floor(Date.now() / 1_000) + expiresInSec - 600)
    .setExpirationTime(Math.floor(Date.now() / 1_000) + expiresInSec)
    .sign(secret);

/** A resource server after RFC 6750: verifies with jose, wants `orders:read`, and lets nobody into /admin. */
const api: RequestListener = async (request, response) => {
  const refuse = (status: number, challenge?: string, body: object = {}) => {
    response.writeHead(status, {
      'content-type': 'application/json',
      ...(challenge && { 'www-authenticate': challenge }),
    });
    response.end(JSON.stringify(body));
  };
  if (request.method === 'OPTIONS') return refuse(401, 'Bearer');
  if (request.url === '/moved') {
    response.writeHead(307, { location: `${elsewhere}/orders` });
    return response.end();
  }
  if (request.url === '/token')
    return refuse(400, undefined, { error: 'invalid_grant', error_description: 'Refresh token has been revoked' });
  const match = /^Bearer ([\w.~+/-]+=*)$/i.exec(request.headers.authorization ?? '');
  if (!match?.[1]) return refuse(401, request.headers.authorization ? 'Bearer error="invalid_request"' : 'Bearer');
  try {
    const { payload } = await jwtVerify(match[1], secret, { issuer: 'https://issuer.example.com', audience: 'orders' });
    if (request.url === '/admin') return refuse(403, undefined, { message: 'Forbidden: administrators only' });
    if (payload.scope !== 'orders:read') return refuse(403, 'Bearer error="insufficient_scope", scope="orders:read"');
    return refuse(200, undefined, { orders: [] });
  } catch (error) {
    return refuse(
      401,
      `Bearer error="invalid_token", error_description="${error instanceof errors.JOSEError ? error.message.replaceAll('"', "'") : 'invalid'}"`,
    );
  }
};

let origin: string;
let elsewhere: string;
let gated: string;

beforeAll(async () => {
  elsewhere = await serve(api);
  origin = await serve(api);
  gated = await serve((_, response) => {
    response.writeHead(401, {
      server: 'nginx/1.26.2',
      'www-authenticate': 'Basic realm="Staging"',
      'content-type': 'text/html',
    });
    response.end(
      '<html>\r\n<head><title>401 Authorization Required</title></head>\r\n<body>\r\n<center><h1>401 Authorization Required</h1></center>\r\n<hr><center>nginx/1.26.2</center>\r\n</body>\r\n</html>\r\n',
    );
  });
});
afterAll(() => Promise.all(servers.map((server) => new Promise((closed) => server.close(closed)))));

/** Makes the request with the platform's fetch, walks redirects by hand as it would, and writes down what happened. */
async function exchange(
  url: string,
  authorization?: string,
  more: { method?: string; body?: string; headers?: HeaderList } = {},
): Promise<Exchange> {
  const { method = 'GET', body } = more;
  const headers: [string, string][] = [
    ...(authorization === undefined ? [] : [['Authorization', authorization] as [string, string]]),
    ...(more.headers ?? []).map(([name, value]): [string, string] => [name, value]),
  ];
  const request = { method, url, headers, ...(body !== undefined && { body }) };
  try {
    const redirects: RedirectStep[] = [];
    let at = url;
    let sent = headers;
    let response = await fetch(at, { method, headers: sent, redirect: 'manual', ...(body !== undefined && { body }) });
    while (response.status >= 300 && response.status < 400) {
      const to = new URL(response.headers.get('location') ?? '', at).href;
      const crosses = new URL(to).origin !== new URL(at).origin;
      if (crosses) sent = sent.filter(([name]) => name !== 'Authorization');
      redirects.push({ from: at, to, status: response.status, ...(crosses && { headersDropped: ['authorization'] }) });
      at = to;
      response = await fetch(at, { method, headers: sent, redirect: 'manual' });
    }
    return {
      request,
      response: { status: response.status, headers: [...response.headers], body: await response.text(), url: at },
      redirects,
      receivedAtMs: Date.now(),
    };
  } catch (error) {
    return { request, error, receivedAtMs: Date.now() };
  }
}

describe('the situations that bring people here', () => {
  test('Bearer is missing', async () => {
    expect(diagnose(await exchange(`${origin}/orders`, await issue('orders:read'))).cause?.row).toBe('C04');
  });

  test('the scheme stands there twice', async () => {
    expect(diagnose(await exchange(`${origin}/orders`, `Bearer Bearer ${await issue('orders:read')}`)).cause?.row).toBe(
      'C03',
    );
  });

  test('the header is malformed', async () => {
    expect(diagnose(await exchange(`${origin}/orders`, `Bearer "${await issue('orders:read')}"`)).cause?.row).toBe(
      'C07',
    );
  });

  test('a secret file ends with a newline', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'freshkey-'));
    await writeFile(join(folder, 'token'), `${await issue('orders:read')}\n`);
    const token = await readFile(join(folder, 'token'), 'utf8');
    await rm(folder, { recursive: true });
    const headers: HeaderList = [['authorization', `Bearer ${token}`]];
    let error: unknown;
    try {
      httpRequest(`${origin}/orders`, { headers: Object.fromEntries(headers) }).end();
    } catch (thrown) {
      error = thrown;
    }
    const { status, cause } = diagnose({ request: { method: 'GET', url: `${origin}/orders`, headers }, error });
    expect(status).toBe('no-answer');
    expect(cause).toMatchObject({ row: 'C08', fix: expect.stringContaining('.trim()') });
    expect(JSON.stringify(cause)).not.toContain(token.trim());
  });

  test('the JWT has expired', async () => {
    const { cause } = diagnose(await exchange(`${origin}/orders`, `Bearer ${await issue('orders:read', -840)}`));
    expect(cause).toMatchObject({ row: 'D01', confidence: 'proof', fix: expect.stringContaining('before it expires') });
    expect(cause?.evidence[0]).toMatch(/14 minutes ago by the server’s clock/);
  });

  test('the refresh token was revoked', async () => {
    const made = await exchange(`${origin}/token`, undefined, {
      method: 'POST',
      body: 'grant_type=refresh_token&refresh_token=0123456789abcdef',
      headers: [['Content-Type', 'application/x-www-form-urlencoded']],
    });
    const diagnosis = diagnose(made);
    expect(diagnosis.cause?.row).toBe('E14');
    expect(JSON.stringify(diagnosis)).not.toContain('0123456789abcdef');
  });

  test('the token is valid and lacks the scope', async () => {
    const { cause } = diagnose(await exchange(`${origin}/orders`, `Bearer ${await issue('profile')}`));
    expect(cause?.row).toBe('E02');
    expect(JSON.stringify(cause)).toContain('orders:read');
  });

  test('a 403 is taken for a 401', async () => {
    const { cause } = diagnose(await exchange(`${origin}/admin`, `Bearer ${await issue('orders:read')}`));
    expect(cause).toMatchObject({ row: 'E02', title: expect.stringContaining('403') });
  });

  test('a redirect drops the header', async () => {
    const { cause } = diagnose(await exchange(`${origin}/moved`, `Bearer ${await issue('orders:read')}`));
    expect(cause).toMatchObject({ row: 'A03', fix: expect.stringContaining(`${elsewhere}/orders`) });
  });

  test('the variable was not loaded', async () => {
    const made = await exchange(`${origin}/orders`, `Bearer ${process.env.FRESHKEY_NEVER_SET}`);
    expect(diagnose(made).cause?.row).toBe('C01');
    const { cause } = diagnose({
      ...made,
      sources: { authorization: { variable: 'FRESHKEY_NEVER_SET', from: 'environment' } },
      environment: { referenced: ['FRESHKEY_NEVER_SET'], variables: [] },
    });
    expect(cause).toMatchObject({
      row: 'G01',
      evidence: expect.arrayContaining([expect.stringContaining('FRESHKEY_NEVER_SET')]),
    });
  });

  test('a password gate stands in front of a bearer API', async () => {
    expect(diagnose(await exchange(`${gated}/orders`, `Bearer ${await issue('orders:read')}`)).cause?.row).toBe('A12');
  });

  test('the API answers the preflight with a 401', async () => {
    const preflight: HeaderList = [
      ['Origin', 'https://app.example.org'],
      ['Access-Control-Request-Method', 'GET'],
      ['Access-Control-Request-Headers', 'authorization'],
    ];
    expect(
      diagnose(await exchange(`${origin}/orders`, undefined, { method: 'OPTIONS', headers: preflight })).cause?.row,
    ).toBe('B01');
  });

  test('everything is right', async () => {
    expect(diagnose(await exchange(`${origin}/orders`, `Bearer ${await issue('orders:read')}`))).toEqual({
      schema: 1,
      status: 'not-refused',
      cause: null,
      alsoCheck: [],
    });
  });
});
