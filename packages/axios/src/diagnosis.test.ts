import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { diagnose } from '@freshkey/diagnose';
import { createWorld } from '@freshkey/testing';
import axios from 'axios';
import { afterEach, expect, test } from 'vitest';
import { attach, createSession, type SessionOptions } from './index.ts';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = (claims: object) => `${part({ alg: 'RS256', typ: 'at+jwt' })}.${part(claims)}.${'s'.repeat(40)}`;

async function refusedBy(handler: RequestListener, options: SessionOptions, headers: Record<string, string> = {}) {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(() => server.close());
  const lines: string[] = [];
  const session = createSession({ diagnose, log: (line) => lines.push(line), ...options } as SessionOptions);
  const api = axios.create({ baseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  attach(api, session);
  const heard: unknown[] = [];
  session.on('unauthorized', ({ diagnosis }) => heard.push(diagnosis?.cause?.id));
  const error = await api.get('/v1/data', { headers }).catch((thrown: unknown) => thrown);
  await api.get('/v1/data', { headers }).catch(() => {});
  return {
    explanation: session.explain(error),
    lines,
    heard,
    printed: inspect([session.explain(error), lines], { depth: 20 }),
  };
}

const nowSec = Math.floor(Date.now() / 1000);

test('an expired token without a refresh is named, once on the console, with what to do and no secret', async () => {
  const token = jwt({ iss: 'https://issuer.test/', iat: nowSec - 7200, exp: nowSec - 3600 });
  const { explanation, lines, heard, printed } = await refusedBy(
    (_request, response) => response.writeHead(401, { 'www-authenticate': 'Bearer error="invalid_token"' }).end(),
    { tokens: token },
  );
  expect(explanation).toMatchObject({
    reason: 'no-refresh',
    diagnosis: { status: 'explained', cause: { id: 'token-expired', row: 'D01' } },
  });
  expect(heard).toEqual(['token-expired', 'token-expired']);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('GET http://127.0.0.1');
  expect(printed).not.toContain(token);
});

test('a missing scope is named with the scope', async () => {
  const { explanation } = await refusedBy(
    (_request, response) =>
      response.writeHead(403, { 'www-authenticate': 'Bearer error="insufficient_scope", scope="orders:write"' }).end(),
    { tokens: jwt({ exp: nowSec + 600, scope: 'orders:read' }), refresh: async () => 'x' },
  );
  expect(explanation).toMatchObject({
    reason: 'insufficient-scope',
    status: 403,
    diagnosis: { cause: { row: 'E02' } },
  });
  expect(JSON.stringify(explanation)).toContain('orders:write');
});

test('another gate in front of the API is named', async () => {
  const { explanation } = await refusedBy(
    (_request, response) =>
      response
        .writeHead(401, { server: 'nginx', 'www-authenticate': 'Basic realm="staging"', 'content-type': 'text/html' })
        .end('<h1>401 Authorization Required</h1>'),
    { tokens: jwt({ exp: nowSec + 600 }), refresh: async () => 'x' },
  );
  expect(explanation).toMatchObject({ reason: 'other-scheme', diagnosis: { cause: { row: 'A12' } } });
});

test('an ended session carries the diagnosis of the refusal that ended it, and no token', async () => {
  const session = createSession({
    diagnose,
    tokens: { accessToken: 'planted-access-token', refreshToken: 'planted-refresh-token' },
    refresh: async () => Response.json({ error: 'invalid_grant', error_description: 'used twice' }, { status: 400 }),
  });
  await expect(session.refresh()).rejects.toMatchObject({ code: 'refresh-refused' });
  const snapshot = session.getSnapshot();
  expect(snapshot).toMatchObject({ status: 'ended', ended: { diagnosis: { cause: { row: 'E15' } } } });
  expect(JSON.stringify(snapshot)).not.toContain('planted');
  await session.signIn('next');
  expect(session.getSnapshot()).not.toHaveProperty('ended');
});

test('a token of the test server that is only expired is called expired, and not damaged', async () => {
  const { tokens } = createWorld({ tokenFormat: 'jwt', now: () => Date.now() - 7_200_000 });
  const { explanation } = await refusedBy(
    (_request, response) => response.writeHead(401, { 'www-authenticate': 'Bearer error="invalid_token"' }).end(),
    { tokens: tokens.issue().access_token },
  );
  expect(explanation?.diagnosis?.cause?.id).toBe('token-expired');
});
