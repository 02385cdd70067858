import { createSession, type Session } from '@freshkey/core';
import { createFetch } from '@freshkey/fetch';
import { ClientSecretBasic, ClientSecretJwt, ClientSecretPost, PrivateKeyJwt } from 'oauth4webapi';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  assertionGrant,
  clientCredentials,
  type Grant,
  jwtBearer,
  type OAuthOptions,
  oauth,
  tokenExchange,
} from './index.ts';
import { startApi, type TestApi } from './test-support/api.ts';
import { answer, startProvider, type TestProvider } from './test-support/provider.ts';

const secret = 'a secret with : and % and +';
const exchange = 'urn:ietf:params:oauth:grant-type:token-exchange';
const service = {
  id_token_signed_response_alg: 'ES256' as const,
  grant_types: ['client_credentials'],
  redirect_uris: [],
  response_types: [],
  scope: 'orders:read',
};
let provider: TestProvider;
let api: TestApi;
let key: CryptoKey;
const sessions: Session[] = [];

beforeEach(async () => {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  key = pair.privateKey;
  const jwk = { ...(await crypto.subtle.exportKey('jwk', pair.publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' };
  provider = await startProvider({
    clients: [
      { ...service, client_id: 'basic', client_secret: secret, token_endpoint_auth_method: 'client_secret_basic' },
      { ...service, client_id: 'post', client_secret: secret, token_endpoint_auth_method: 'client_secret_post' },
      {
        ...service,
        client_id: 'secret-jwt',
        client_secret: secret.padEnd(40, '.'),
        token_endpoint_auth_method: 'client_secret_jwt',
      },
      {
        ...service,
        client_id: 'exchanger',
        client_secret: secret,
        token_endpoint_auth_method: 'client_secret_basic',
        grant_types: [exchange],
      },
      {
        ...service,
        client_id: 'key-jwt',
        token_endpoint_auth_method: 'private_key_jwt',
        jwks: { keys: [jwk] as never },
      },
    ],
    configuration: {
      clientAuthMethods: ['none', 'client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt'],
    },
  });
  api = await startApi(provider);
});
afterEach(async () => {
  for (const session of sessions.splice(0)) session.dispose();
  await Promise.all([provider.close(), api.close()]);
});

function start(more: Partial<OAuthOptions>): Session {
  const auth = oauth({
    issuer: provider.issuer,
    clientId: 'basic',
    clientAuthentication: ClientSecretBasic(secret),
    allowHttp: true,
    fetch: provider.fetch,
    ...more,
  });
  const session = createSession({ ...auth.options, origins: [api.url], log: false });
  sessions.push(session);
  return session;
}

describe('client credentials', () => {
  test.each(['basic', 'post', 'secret-jwt', 'key-jwt'])(
    'begin at the first need, as the client %s',
    async (clientId) => {
      const clientAuthentication = {
        basic: ClientSecretBasic(secret),
        post: ClientSecretPost(secret),
        'secret-jwt': ClientSecretJwt(secret.padEnd(40, '.')),
        'key-jwt': PrivateKeyJwt({ key, kid: 'k1' }),
      }[clientId];
      const session = start({
        clientId,
        ...(clientAuthentication && { clientAuthentication }),
        grant: clientCredentials(),
        scope: 'orders:read',
      });
      expect(provider.sent).toEqual([]);
      const apiFetch = createFetch(session);
      const statuses = await Promise.all([1, 2, 3].map(async (id) => (await apiFetch(`${api.url}/${id}`)).status));
      expect(statuses).toEqual([200, 200, 200]);
      expect(provider.tokenRequests()).toHaveLength(1);
      expect(provider.tokenRequests()[0]?.get('scope')).toBe('orders:read');
      expect(session.getTokens()).toMatchObject({ scope: 'orders:read', binding: { clientId } });
    },
  );

  test('are asked for again when the token is refused', async () => {
    const session = start({ grant: clientCredentials() });
    const first = await session.getAccessToken();
    await (await provider.provider.ClientCredentials.find(first))?.destroy();
    expect((await createFetch(session)(`${api.url}/x`)).status).toBe(200);
    expect(await session.getAccessToken()).not.toBe(first);
  });

  test('with a wrong secret fail in words that say what to change, without the secret', async () => {
    const session = start({ grant: clientCredentials(), clientAuthentication: ClientSecretBasic('wrong-secret') });
    const error = await session.getAccessToken().catch((reason) => reason);
    expect(error.message).toMatch(/invalid_client \(401\).*Check "clientId" and "clientAuthentication"/);
    expect(error.message).not.toContain('wrong-secret');
  });
});

describe('on the wire', () => {
  test.each<[string, Grant, object]>([
    [
      'a JWT (RFC 7523 §2.1)',
      jwtBearer(async ({ issuer }) => `signed-for ${issuer}`),
      {
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        assertion: expect.stringMatching(/^signed-for http:/),
        scope: 'orders:read',
      },
    ],
    [
      'any assertion (RFC 7521 §4.1)',
      assertionGrant('urn:ietf:params:oauth:grant-type:saml2-bearer', 'PHNhbWw+'),
      { grant_type: 'urn:ietf:params:oauth:grant-type:saml2-bearer', assertion: 'PHNhbWw+' },
    ],
    [
      'a token exchange (RFC 8693 §2.1)',
      tokenExchange({
        subjectToken: () => 'theirs',
        subjectTokenType: 'id_token',
        actorToken: 'mine',
        requestedTokenType: 'jwt',
        audience: 'orders',
      }),
      {
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        subject_token: 'theirs',
        subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
        actor_token: 'mine',
        actor_token_type: 'urn:ietf:params:oauth:token-type:access_token',
        requested_token_type: 'urn:ietf:params:oauth:token-type:jwt',
        audience: 'orders',
        resource: 'https://api.example.com/',
      },
    ],
  ])('%s', async (_name, grant, members) => {
    provider.intercept('/token', answer(200, { access_token: 'a', token_type: 'Bearer', expires_in: 60 }));
    const session = start({ grant, scope: 'orders:read', resource: 'https://api.example.com/' });
    expect(await session.getAccessToken()).toBe('a');
    expect(Object.fromEntries(provider.tokenRequests()[0] ?? [])).toMatchObject(members);
  });

  test('a token exchange that the provider itself answers', async () => {
    const { provider: server } = provider;
    server.registerGrantType(
      exchange,
      async (context) => {
        const { client, params } = context.oidc;
        const subject = await server.AccessToken.find(String(params?.subject_token));
        if (!subject || !client) throw new Error('There is no subject.');
        const common = {
          accountId: subject.accountId,
          client,
          grantId: subject.grantId,
          gty: exchange,
          scope: 'openid',
        };
        const token = new server.AccessToken(common as never);
        context.body = {
          access_token: await token.save(),
          expires_in: token.expiration,
          token_type: 'Bearer',
          issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
        };
      },
      ['subject_token', 'subject_token_type'],
    );
    const { access_token: subjectToken } = await provider.signIn();
    const session = start({ clientId: 'exchanger', grant: tokenExchange({ subjectToken }) });
    expect((await createFetch(session)(`${api.url}/x`)).status).toBe(200);
    expect(session.getTokens()?.extra).toMatchObject({ issued_token_type: expect.stringMatching(/access_token$/) });
  });
});

test('an assertion that cannot be made is a failure that passes, and nothing is sent', async () => {
  const session = start({
    grant: jwtBearer(() => {
      throw new Error('the key store is away');
    }),
  });
  await expect(session.getAccessToken()).rejects.toThrow(/the key store is away/);
  expect(provider.tokenRequests()).toEqual([]);
});
