/// <reference path="./oidc-provider.d.ts" />
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type AdapterConstructor, type Configuration } from 'oidc-provider';
import MemoryAdapter from 'oidc-provider/lib/adapters/memory_adapter.js';

/** How long an access token lives, in seconds. Short, so that one sees it end. */
export const lifetimeSec = 2;

const clientId = 'demo';
const accountId = 'ada';

/** A certified OpenID provider on loopback: refresh tokens rotate, and one that is used twice revokes its family. */
export interface DemoProvider {
  readonly issuer: string;
  readonly clientId: string;
  /** Tokens as a sign-in would have brought them. */
  signIn(): Promise<{ access_token: string; refresh_token: string }>;
  isValid(accessToken: string): Promise<boolean>;
  /** Ends an access token before its time. */
  expire(accessToken: string): Promise<void>;
  /** The next call of the token endpoint is answered 503 before the provider sees it. */
  failNextRefresh(): void;
  readonly counts: { refreshes: number; failures: number; reuseDetected: number };
  close(): Promise<void>;
}

export async function startProvider({ accessLifetimeSec = lifetimeSec } = {}): Promise<DemoProvider> {
  const counts = { refreshes: 0, failures: 0, reuseDetected: 0 };
  let mustFail = false;
  let handle: (request: IncomingMessage, response: ServerResponse) => void = () => {};
  const server = createServer((request, response) => {
    if (mustFail && request.url === '/token') {
      mustFail = false;
      counts.failures++;
      response.writeHead(503, { 'retry-after': '1' }).end();
      return;
    }
    handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const provider = new Provider(issuer, {
    adapter: class extends MemoryAdapter {} as unknown as AdapterConstructor,
    clients: [
      {
        client_id: clientId,
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
        id_token_signed_response_alg: 'ES256',
        redirect_uris: [`${issuer}/signed-in`],
      },
    ],
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
    rotateRefreshToken: true,
    ttl: { AccessToken: accessLifetimeSec, IdToken: 3600, RefreshToken: 3600, Grant: 3600 },
    cookies: { keys: ['demo'] },
    jwks: { keys: [await signingKey()] },
    features: { devInteractions: { enabled: false } },
  } satisfies Configuration);
  provider.on('grant.success', () => counts.refreshes++);
  provider.on('grant.revoked', () => counts.reuseDetected++);
  handle = provider.callback();

  return {
    issuer,
    clientId,
    counts,
    async signIn() {
      const client = await provider.Client.find(clientId);
      if (!client) throw new Error('The demo client is not registered.');
      const grant = new provider.Grant({ accountId, clientId });
      grant.addOIDCScope('openid offline_access');
      const grantId = await grant.save();
      const common = { accountId, client, grantId, gty: 'authorization_code', scope: 'openid offline_access' };
      const accessToken = new provider.AccessToken(common as never);
      const refreshToken = new provider.RefreshToken(common as never);
      return { access_token: await accessToken.save(), refresh_token: await refreshToken.save() };
    },
    isValid: async (accessToken) => (await provider.AccessToken.find(accessToken))?.isValid === true,
    async expire(accessToken) {
      await (await provider.AccessToken.find(accessToken))?.destroy();
    },
    failNextRefresh() {
      mustFail = true;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function signingKey(): Promise<JsonWebKey> {
  const { privateKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ]);
  return { ...(await crypto.subtle.exportKey('jwk', privateKey)), alg: 'ES256', use: 'sig', kid: 'demo' } as JsonWebKey;
}
