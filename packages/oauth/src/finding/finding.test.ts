import { createSession, type Session } from '@freshkey/core';
import { createFetch } from '@freshkey/fetch';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  askUser,
  authorizationUrl,
  callback,
  issuerOfResource,
  type OAuthOptions,
  oauth,
  type RegisteredClient,
  type RegisterOptions,
  register,
} from '../index.ts';
import { browse } from '../test-support/browse.ts';
import { listen } from '../test-support/listen.ts';
import { answer, startProvider, type TestProvider } from '../test-support/provider.ts';

let provider: TestProvider;
let api: { url: string; close(): Promise<void> };
let metadata: object | number;
let metadataPlace: string;
let need: string;
const redirectUri = 'http://127.0.0.1/callback';
const sessions: Session[] = [];

/** An API of which only the address is known: its 401 says where its metadata are. */
beforeEach(async () => {
  provider = await startProvider({
    configuration: {
      features: {
        registration: { enabled: true },
        resourceIndicators: {
          enabled: true,
          getResourceServerInfo: (_context, resource) => ({
            scope: 'orders:read orders:write',
            audience: resource,
            accessTokenFormat: 'opaque',
          }),
          useGrantedResource: () => true,
        },
      },
    },
  });
  need = '';
  metadataPlace = '/.well-known/oauth-protected-resource/mcp';
  api = await listen((request, response) => {
    const path = new URL(request.url ?? '/', 'http://api').pathname;
    if (path.startsWith('/.well-known/')) {
      if (path !== metadataPlace || typeof metadata === 'number')
        return void response.writeHead(typeof metadata === 'number' ? metadata : 404).end();
      return answer(200, metadata)(request, response);
    }
    void provider.find(request.headers.authorization?.replace('Bearer ', '') ?? '').then((token) => {
      const where = `resource_metadata="${api.url}${metadataPlace}"`;
      if (!token) return response.writeHead(401, { 'www-authenticate': `Bearer ${where}` }).end();
      const lacks = need && !String(token.scope).split(' ').includes(need);
      const challenge = `Bearer error="insufficient_scope", scope="${need}", ${where}`;
      if (lacks) return response.writeHead(403, { 'www-authenticate': challenge }).end();
      return response.writeHead(200).end('{}');
    });
  });
  metadata = {
    resource: `${api.url}/mcp`,
    authorization_servers: [provider.issuer],
    scopes_supported: ['orders:read'],
  };
});
afterEach(async () => {
  for (const session of sessions.splice(0)) session.dispose();
  await Promise.all([provider.close(), api.close()]);
});

function start(more: Partial<OAuthOptions> = {}, registering: RegisterOptions = {}) {
  const asked: string[] = [];
  const auth = oauth({
    resource: `${api.url}/mcp`,
    findIssuer: issuerOfResource,
    registration: register({ client_name: 'A tool' }, registering),
    redirectUri,
    allowHttp: true,
    fetch: provider.fetch,
    authorize: askUser(({ url }) => {
      asked.push(url);
      return browse(url, redirectUri);
    }),
    ...more,
  });
  const session = createSession({ ...auth.options, origins: [api.url], log: false });
  sessions.push(session);
  const apiFetch = createFetch(session);
  return { auth, session, asked, get: async () => (await apiFetch(`${api.url}/mcp`)).status };
}

describe('from an address alone to a session', () => {
  test('ten requests ask once, and all are answered', async () => {
    const { session, asked, get } = start();
    expect(await Promise.all(Array.from({ length: 10 }, get))).toEqual(Array(10).fill(200));
    expect(asked).toHaveLength(1);
    expect(provider.sent.filter(({ path }) => path === '/reg')).toHaveLength(1);
    const { scope, binding } = session.getTokens() ?? {};
    expect(scope?.split(' ')).toContain('orders:read');
    expect(binding?.issuer).toBe(provider.issuer);
  });

  test('the resource is named at every request', async () => {
    const { session, asked, get } = start();
    await get();
    await session.refresh();
    const resources = provider.tokenRequests().map((body) => [body.get('grant_type'), body.get('resource')]);
    expect(resources).toEqual([
      ['authorization_code', `${api.url}/mcp`],
      ['refresh_token', `${api.url}/mcp`],
    ]);
    expect(new URL(asked[0] ?? '').searchParams.get('resource')).toBe(`${api.url}/mcp`);
  });

  test('a scope that a later request lacks is united with what was asked for', async () => {
    const { session, asked, get } = start();
    await get();
    need = 'orders:write';
    expect(await get()).toBe(200);
    const scope = new URL(asked[1] ?? '').searchParams.get('scope')?.split(' ');
    expect(scope).toEqual(expect.arrayContaining(['orders:read', 'orders:write', 'offline_access']));
    expect(session.getTokens()?.refreshToken).toBeDefined();
  });

  test('the API may be a part of what the metadata are of', async () => {
    metadataPlace = '/.well-known/oauth-protected-resource';
    metadata = { ...(metadata as object), resource: `${api.url}/` };
    expect(await start().get()).toBe(200);
    expect(provider.tokenRequests()[0]?.get('resource')).toBe(`${api.url}/`);
  });

  test('without a challenge the metadata are looked for at the well-known addresses', async () => {
    const { auth } = start();
    expect((await authorizationUrl(auth)).url).toContain(provider.issuer);
    metadataPlace = '/.well-known/oauth-protected-resource';
    expect((await authorizationUrl(start().auth)).url).toContain(provider.issuer);
  });

  test('an API without metadata is its own authorization server', async () => {
    metadata = 404;
    const error = await authorizationUrl(start().auth).catch((reason) => reason);
    expect(error.message).toContain(`metadata of ${api.url}/ were answered with 404`);
  });

  test.each<[string, () => object | number, RegExp]>([
    [
      'another resource',
      () => ({ resource: 'https://evil.example.com/mcp' }),
      /of another resource, https:\/\/evil\.example\.com\/mcp/,
    ],
    ['a neighbour', () => ({ resource: `${api.url}/mc` }), /of another resource/],
    ['nobody', () => ({}), /of another resource, without a name/],
    ['a server that is down', () => 503, /answered with 503/],
  ])('metadata of %s are refused, and the session stays as it is', async (_name, make, words) => {
    metadata = make();
    const { session, get } = start();
    const failures: string[] = [];
    session.on('unauthorized', ({ error }: { error?: Error }) =>
      failures.push(String((error?.cause as Error)?.message)),
    );
    expect(await get()).toBe(401);
    await expect(authorizationUrl(start().auth)).rejects.toThrow(words);
    expect(session.getTokens()).toBeUndefined();
  });

  test('plain http is refused before anything is sent, where nobody allowed it', async () => {
    const { auth } = start({ allowHttp: false });
    await expect(authorizationUrl(auth)).rejects.toThrow(/is no https address: nothing was sent.*"allowHttp: true"/);
    metadata = { ...(metadata as object), authorization_servers: ['not an address'] };
    await expect(authorizationUrl(start().auth)).rejects.toThrow(/is no https address: nothing was sent/);
    expect(provider.sent.filter(({ path }) => path.includes('openid'))).toEqual([]);
  });
});

describe('a registration', () => {
  test('is made once for all who need it, outlives the process, and names no resource', async () => {
    const kept = new Map<string, RegisteredClient | undefined>();
    const store = {
      read: (issuer: string) => kept.get(issuer),
      write: (issuer: string, client: RegisteredClient | undefined) => void kept.set(issuer, client),
    };
    const { auth } = start({}, { store });
    await Promise.all([authorizationUrl(auth), authorizationUrl(auth)]);
    await authorizationUrl(start({}, { store }).auth);
    expect(provider.sent.filter(({ path }) => path === '/reg')).toHaveLength(1);
    expect(kept.get(provider.issuer)).toMatchObject({ client_name: 'A tool', application_type: 'native' });
    expect(JSON.stringify(kept.get(provider.issuer))).not.toContain('resource');
  });

  test('whose secret has ended is made anew', async () => {
    const ended = { client_id: 'old', client_secret: 's', client_secret_expires_at: 1 };
    const store = { read: () => ended, write: () => {} };
    const { url } = await authorizationUrl(start({}, { store }).auth);
    expect(new URL(url).searchParams.get('client_id')).not.toBe('old');
  });

  test.each(['client_secret_basic', 'client_secret_post'])('with a secret is used with %s', async (method) => {
    const registration = register({ token_endpoint_auth_method: method });
    expect(await start({ registration }).get()).toBe(200);
    const { headers, body } = provider.sent.find(({ path }) => path === '/token') ?? {};
    expect([headers?.has('authorization'), body?.has('client_secret')]).toEqual(
      method === 'client_secret_basic' ? [true, false] : [false, true],
    );
  });

  test('that the server has dropped ends the session, and the next sign-in registers anew', async () => {
    const { auth, session, get } = start();
    await get();
    const { clientId = '' } = session.getTokens()?.binding ?? {};
    await (
      provider.provider as unknown as { Client: { adapter: { destroy(id: string): Promise<void> } } }
    ).Client.adapter.destroy(clientId);
    await expect(session.refresh()).rejects.toThrow(/does not know the registered client any longer/);
    expect(session.getSnapshot().ended?.code).toBe('invalid_client');
    const { url, transaction } = await authorizationUrl(auth, { scope: 'orders:read' });
    await session.signIn(await callback(auth, await browse(url, redirectUri), transaction));
    expect(await get()).toBe(200);
    expect(session.getTokens()?.binding?.clientId).not.toBe(clientId);
  });

  test('that the server refuses is told in its words', async () => {
    provider.intercept('/reg', answer(400, { error: 'invalid_redirect_uri', error_description: 'Not this one.' }));
    await expect(authorizationUrl(start().auth)).rejects.toThrow(
      /\/reg answered invalid_redirect_uri \(400\): "Not this one"/,
    );
  });

  test('that is answered with 200 counts, and one without a client id does not', async () => {
    provider.intercept('/reg', answer(200, { client_id: 'mine' }));
    expect((await authorizationUrl(start().auth)).url).toContain('client_id=mine');
    provider.intercept('/reg', answer(201, { client_name: 'x' }));
    await expect(authorizationUrl(start().auth)).rejects.toThrow(/what is no registration/);
  });

  test('is not made where the client id is a metadata document that the server reads', async () => {
    const clientId = 'https://tool.example.com/client.json';
    const discovered = await (await fetch(`${provider.issuer}/.well-known/openid-configuration`)).json();
    const reads = { ...discovered, client_id_metadata_document_supported: true };
    provider.intercept('/.well-known/openid-configuration', answer(200, reads));
    expect(new URL((await authorizationUrl(start({ clientId }).auth)).url).searchParams.get('client_id')).toBe(
      clientId,
    );
    expect(new URL((await authorizationUrl(start({ clientId }).auth)).url).searchParams.get('client_id')).not.toBe(
      clientId,
    );
  });
});
