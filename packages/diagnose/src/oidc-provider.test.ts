import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import Provider from 'oidc-provider';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { diagnose } from './diagnose.ts';
import type { HeaderList } from './exchange.ts';

let server: Server;
let origin: string;

beforeAll(async () => {
  // It warns of its store in memory, which is what this test wants.
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(origin, {
    clients: [
      {
        client_id: 'shop',
        client_secret: 'right-one',
        grant_types: ['client_credentials'],
        redirect_uris: [],
        response_types: [],
      },
    ],
    features: { clientCredentials: { enabled: true }, devInteractions: { enabled: false } },
    jwks: { keys: [{ ...(await exportJWK(privateKey)), kid: 'k1', use: 'sig', alg: 'RS256' }] },
    cookies: { keys: ['for this test alone'] },
    ttl: { ClientCredentials: 600 },
  });
  server.on('request', provider.callback());
  warn.mockRestore();
});
afterAll(() => new Promise((closed) => server.close(closed)));

async function ask(path: string, headers: Record<string, string>, form?: string) {
  const method = form === undefined ? 'GET' : 'POST';
  const sent = form === undefined ? headers : { ...headers, 'Content-Type': 'application/x-www-form-urlencoded' };
  const response = await fetch(origin + path, { method, headers: sent, ...(form !== undefined && { body: form }) });
  const list: HeaderList = Object.entries(sent);
  return diagnose({
    request: { method, url: origin + path, headers: list, ...(form !== undefined && { body: form }) },
    response: { status: response.status, headers: [...response.headers], body: await response.text() },
    receivedAtMs: Date.now(),
  });
}

test('a request without a token is told which schemes are offered', async () => {
  const { cause } = await ask('/me', {});
  expect(cause).toMatchObject({ row: 'A01', evidence: expect.arrayContaining([expect.stringMatching(/Bearer/)]) });
});

test('a token that the provider does not know is likely wrong, revoked or of another provider', async () => {
  const { status, cause, alsoCheck } = await ask('/me', {
    Authorization: 'Bearer no-token-of-this-provider-0123456789',
  });
  expect({ status, row: cause?.row, confidence: cause?.confidence }).toEqual({
    status: 'explained',
    row: 'D22',
    confidence: 'likely',
  });
  expect(JSON.stringify(alsoCheck)).not.toContain('no-token-of-this-provider');
});

test('a wrong client secret is told from a wrong token', async () => {
  const { cause } = await ask(
    '/token',
    { Authorization: `Basic ${btoa('shop:wrong-one')}` },
    'grant_type=client_credentials',
  );
  expect(cause?.row).toBe('E13');
});

test('the right secret gets a token, and nothing is to be explained', async () => {
  const { status } = await ask(
    '/token',
    { Authorization: `Basic ${btoa('shop:right-one')}` },
    'grant_type=client_credentials',
  );
  expect(status).toBe('not-refused');
});
