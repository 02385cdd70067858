/// <reference path="./oidc-provider.d.ts" />
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type AdapterConstructor, type ClientMetadata, type Configuration } from 'oidc-provider';
import MemoryAdapter from 'oidc-provider/lib/adapters/memory_adapter.js';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** What went to the server, as the client sent it. */
export interface Sent {
  readonly path: string;
  readonly body: URLSearchParams;
  readonly headers: Headers;
}

/** A certified OpenID provider on loopback: refresh tokens rotate, and one that is used twice revokes its family. */
export interface TestProvider {
  readonly issuer: string;
  readonly provider: Provider;
  /** What `fetch` has sent, in order. */
  readonly sent: Sent[];
  /** For the option `fetch`: remembers what it sends. */
  readonly fetch: typeof fetch;
  readonly counts: { refreshes: number; reuses: number; revocations: number };
  /** The next request to that path is answered by the handler, before the provider sees it. */
  intercept(path: string, handler: Handler): void;
  /** Tokens as a sign-in would have brought them. */
  signIn(options?: {
    scope?: string;
    clientId?: string;
    accountId?: string;
    resource?: string;
    jkt?: string;
  }): Promise<{ access_token: string; refresh_token: string }>;
  expire(accessToken: string): Promise<void>;
  /** What is known of an access token that is still good. */
  find(accessToken: string): Promise<Record<string, unknown> | undefined>;
  /** What the last login was, by account. */
  readonly logins: Map<string, string>;
  /** The bodies that went to the token endpoint. */
  tokenRequests(): URLSearchParams[];
  close(): Promise<void>;
}

export interface TestProviderOptions {
  readonly clients?: readonly ClientMetadata[];
  readonly configuration?: Configuration;
  /** Further addresses that the client `app` is sent back to. */
  readonly redirectUris?: readonly string[];
  /** How long an access token lives, in seconds; default 60. */
  readonly lifetimeSec?: number;
}

const appClient = (issuer: string, redirectUris: readonly string[] = []): ClientMetadata => ({
  client_id: 'app',
  token_endpoint_auth_method: 'none',
  application_type: 'native',
  grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
  id_token_signed_response_alg: 'ES256',
  redirect_uris: [`${issuer}/signed-in`, 'http://127.0.0.1/callback', ...redirectUris],
  post_logout_redirect_uris: [`${issuer}/signed-out`],
});

export async function startProvider(options: TestProviderOptions = {}): Promise<TestProvider> {
  const counts = { refreshes: 0, reuses: 0, revocations: 0 };
  const sent: Sent[] = [];
  const logins = new Map<string, string>();
  const intercepts: { path: string; handler: Handler }[] = [];
  let handle: Handler = () => {};
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname;
    const index = intercepts.findIndex((one) => one.path === path);
    const [intercept] = index < 0 ? [] : intercepts.splice(index, 1);
    if (intercept) intercept.handler(request, response);
    else if (path.startsWith('/interaction/')) void interact(request, response);
    else handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { lifetimeSec = 60, configuration } = options;
  const provider = new Provider(issuer, {
    adapter: class extends MemoryAdapter {} as unknown as AdapterConstructor,
    clients: [appClient(issuer, options.redirectUris), ...(options.clients ?? [])],
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
    rotateRefreshToken: true,
    issueRefreshToken: async () => true,
    scopes: ['openid', 'offline_access', 'orders:read', 'orders:write'],
    ttl: {
      AccessToken: lifetimeSec,
      ClientCredentials: lifetimeSec,
      IdToken: 3600,
      RefreshToken: 3600,
      Grant: 3600,
      Interaction: 60,
      Session: 3600,
      DeviceCode: 60,
    },
    cookies: { keys: ['test'] },
    jwks: { keys: [await signingKey()] },
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    acrValues: ['silver', 'gold'],
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    ...configuration,
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true, allowedPolicy: async () => true },
      clientCredentials: { enabled: true },
      rpInitiatedLogout: { enabled: true },
      deviceFlow: { enabled: true },
      ...configuration?.features,
    },
  } satisfies Configuration);
  provider.on('grant.success', () => counts.refreshes++);
  provider.on('grant.revoked', () => counts.reuses++);
  handle = provider.callback();

  /** A user who signs in and agrees to everything, without a page. */
  async function interact(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { params, prompt, grantId } = await provider.interactionDetails(request, response);
    const accountId = String(params.login_hint ?? 'ada');
    const clientId = String(params.client_id);
    const grant = (grantId && (await provider.Grant.find(grantId))) || new provider.Grant({ accountId, clientId });
    grant.addOIDCScope(String(params.scope ?? ''));
    if (params.resource) grant.addResourceScope(String(params.resource), String(params.scope ?? ''));
    if (prompt.name === 'login') logins.set(accountId, String(params.acr_values ?? 'silver').split(' ')[0] ?? '');
    const login = { accountId, acr: String(params.acr_values ?? 'silver').split(' ')[0] ?? 'silver', remember: true };
    const result = prompt.name === 'login' ? { login } : { consent: { grantId: await grant.save() } };
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true });
  }

  return {
    issuer,
    provider,
    sent,
    logins,
    counts,
    async fetch(input, init) {
      const url = new URL(String(input));
      sent.push({
        path: url.pathname,
        body: new URLSearchParams(String(init?.body ?? '')),
        headers: new Headers(init?.headers),
      });
      return fetch(input, init);
    },
    intercept: (path, handler) => void intercepts.push({ path, handler }),
    async signIn({ scope = 'openid offline_access', clientId = 'app', accountId = 'ada', resource, jkt } = {}) {
      const client = await provider.Client.find(clientId);
      if (!client) throw new Error(`There is no client ${clientId}.`);
      const grant = new provider.Grant({ accountId, clientId });
      grant.addOIDCScope(scope);
      if (resource) grant.addResourceScope(resource, scope);
      const grantId = await grant.save();
      const common = { accountId, client, grantId, gty: 'authorization_code', scope, ...(jkt && { jkt }) };
      const accessToken = new provider.AccessToken(common as never);
      const refreshToken = new provider.RefreshToken({ ...common, ...(resource && { resource }) } as never);
      return { access_token: await accessToken.save(), refresh_token: await refreshToken.save() };
    },
    async expire(accessToken) {
      await (await provider.AccessToken.find(accessToken))?.destroy();
    },
    async find(accessToken) {
      const token =
        (await provider.AccessToken.find(accessToken)) ?? (await provider.ClientCredentials.find(accessToken));
      return token?.isValid ? (token as unknown as Record<string, unknown>) : undefined;
    },
    tokenRequests: () => sent.filter(({ path }) => path === '/token').map(({ body }) => body),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers with JSON. */
export function answer(status: number, body: unknown, headers: Record<string, string> = {}): Handler {
  return (request, response) => {
    request.resume();
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
}

async function signingKey(): Promise<JsonWebKey> {
  const { privateKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ]);
  const { key_ops: _uses, ext: _ext, ...jwk } = await crypto.subtle.exportKey('jwk', privateKey);
  return { ...jwk, alg: 'ES256', use: 'sig', kid: 'test' } as JsonWebKey;
}
