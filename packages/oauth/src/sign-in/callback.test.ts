import { createSession, type TokenSet } from '@freshkey/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { authorizationUrl, callback, type OAuth, type OAuthOptions, oauth, type Transaction } from '../index.ts';
import { browse } from '../test-support/browse.ts';
import { idToken } from '../test-support/id-token.ts';
import { answer, startProvider, type TestProvider } from '../test-support/provider.ts';

let provider: TestProvider;
let redirectUri: string;

beforeEach(async () => {
  provider = await startProvider();
  redirectUri = `${provider.issuer}/signed-in`;
});
afterEach(() => provider.close());

const client = (more: Partial<OAuthOptions> = {}): OAuth =>
  oauth({
    issuer: provider.issuer,
    clientId: 'app',
    scope: 'openid offline_access orders:read',
    redirectUri,
    allowHttp: true,
    fetch: provider.fetch,
    ...more,
  });

/** Signs in up to the callback. */
async function come(auth: OAuth, options = {}): Promise<{ address: string; transaction: Transaction }> {
  const { url, transaction } = await authorizationUrl(auth, options);
  return { address: await browse(url, redirectUri), transaction: JSON.parse(JSON.stringify(transaction)) };
}

async function signedIn(auth: OAuth, address: string, transaction: Transaction): Promise<TokenSet> {
  const session = createSession({ ...auth.options, log: false });
  await session.signIn(await callback(auth, address, transaction));
  const tokens = session.getTokens();
  session.dispose();
  return tokens ?? expect.fail('nobody is signed in');
}

describe('a sign-in', () => {
  test('brings tokens that are bound to whom they are for, through a transaction of plain JSON', async () => {
    const auth = client();
    const { address, transaction } = await come(auth);
    const tokens = await signedIn(auth, address, transaction);
    expect(tokens).toMatchObject({
      tokenType: 'Bearer',
      scope: 'openid orders:read',
      binding: { issuer: provider.issuer, clientId: 'app' },
      idToken: expect.stringMatching(/^ey/),
      refreshToken: expect.any(String),
    });
    expect(await provider.find(tokens.accessToken)).toBeDefined();
  });

  test('sends PKCE, state and nonce, and what the options say', async () => {
    const auth = client({ parameters: { audience: 'orders' }, resource: 'https://api.example.com/' });
    const { url, transaction } = await authorizationUrl(auth, { scope: 'openid', parameters: { prompt: 'login' } });
    const { searchParams } = new URL(url);
    expect(Object.fromEntries(searchParams)).toEqual({
      audience: 'orders',
      prompt: 'login',
      response_type: 'code',
      client_id: 'app',
      redirect_uri: redirectUri,
      scope: 'openid',
      resource: 'https://api.example.com/',
      state: transaction.state,
      nonce: transaction.nonce,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
    expect(url).not.toContain(transaction.codeVerifier);
  });

  test('without the scope openid asks for no nonce, and takes an answer without an ID token', async () => {
    const auth = client({ scope: 'offline_access orders:read' });
    const { address, transaction } = await come(auth);
    expect(transaction.nonce).toBeUndefined();
    expect((await signedIn(auth, address, transaction)).idToken).toBeUndefined();
  });

  test('whose callback runs twice spends the code once', async () => {
    const auth = client();
    const { address, transaction } = await come(auth);
    const [first, second] = [callback(auth, address, transaction), callback(auth, address, transaction)];
    expect(await second).toBe(await first);
    expect(provider.tokenRequests()).toHaveLength(1);
  });

  test('whose token endpoint was away for a moment can be completed', async () => {
    const auth = client();
    const { address, transaction } = await come(auth);
    provider.intercept('/token', answer(503, {}));
    await expect(callback(auth, address, transaction)).rejects.toMatchObject({ code: 'token-endpoint', status: 503 });
    expect(await callback(auth, address, transaction)).toMatchObject({ token_type: 'Bearer' });
  });
});

describe('a callback is refused', () => {
  test('of another transaction, and no code is spent', async () => {
    const auth = client();
    const [mine, other] = [await come(auth), await come(auth)];
    const error = await callback(auth, other.address, mine.transaction).catch((reason) => reason);
    expect(error).toMatchObject({ code: 'sign-in-failed' });
    expect(error.message).toMatch(/"state".*another sign-in, or a forged one/);
    expect(provider.tokenRequests()).toEqual([]);
    await callback(auth, mine.address, mine.transaction);
    await expect(callback(auth, other.address, mine.transaction)).rejects.toThrow(/another sign-in/);
  });

  test.each<[string, (address: string) => string, RegExp]>([
    ['without a state', (address) => address.replace(/state=[^&]*/, ''), /"state" missing/],
    ['with two of them', (address) => `${address}&state=x`, /"state" parameter must be provided only once/],
    [
      'without an iss, where the server sends one',
      (address) => address.replace(/iss=[^&]*/, ''),
      /"iss" \(issuer\) missing/,
    ],
    ['of another server', (address) => address.replace(/iss=[^&]*/, 'iss=https%3A%2F%2Fevil.test'), /"iss" \(issuer\)/],
    ['that is a visit of the page alone', (address) => address.replace(/\?.*/, ''), /a mere visit/],
    ['without a code', (address) => address.replace(/code=[^&]*&?/, ''), /holds no code/],
  ])('%s', async (_name, change, words) => {
    const auth = client();
    const { address, transaction } = await come(auth);
    const error = await callback(auth, change(address), transaction).catch((reason) => reason);
    expect(error).toMatchObject({ code: 'sign-in-failed' });
    expect(error.message).toMatch(words);
    expect(error.message).not.toContain(transaction.state);
  });

  test('where the server ended the sign-in, with its own word', async () => {
    const auth = client();
    const { transaction } = await authorizationUrl(auth);
    const query = `error=access_denied&error_description=Not+today.&state=${transaction.state}`;
    const address = `${redirectUri}?${query}&iss=${encodeURIComponent(provider.issuer)}`;
    const error = await callback(auth, address, transaction).catch((reason) => reason);
    expect(error).toMatchObject({ code: 'sign-in-failed', error: 'access_denied' });
    expect(error.message).toMatch(/ended the sign-in with access_denied: "Not today"\./);
  });

  test.each([undefined, null, {}, 'x', '{"state":"a"}'])('where the transaction is %j', async (transaction) => {
    await expect(callback(client(), redirectUri, transaction as never)).rejects.toThrow(
      /no transaction, as "authorizationUrl" returned it.*Begin the sign-in anew/,
    );
  });

  test('where the sign-in began at another issuer', async () => {
    const auth = client();
    const { address, transaction } = await come(auth);
    const other = { ...transaction, issuer: 'https://other.example.com' };
    await expect(callback(auth, address, other)).rejects.toThrow(/began at https:\/\/other\.example\.com/);
  });

  test.each<[string, object, RegExp]>([
    ['another nonce', { nonce: 'theirs' }, /"nonce" of the ID token/],
    ['another client', { aud: 'theirs', acr: 'gold' }, /"aud"/],
    ['another issuer', { iss: 'https://evil.test', acr: 'gold' }, /"iss"/],
    ['long ago', { exp: 1, acr: 'gold' }, /"exp"/],
    ['an authentication that is too long ago', { auth_time: 1 }, /"auth_time" of the ID token/],
    ['a weaker authentication', { acr: 'bronze' }, /"acr" of the ID token/],
    ['no authentication class', {}, /"acr" of the ID token/],
  ])('with an ID token of %s', async (_name, claims, words) => {
    const auth = client();
    const parameters = { acr_values: 'gold', max_age: '60' };
    const { url, transaction } = await authorizationUrl(auth, { parameters });
    expect(new URL(url).searchParams.get('acr_values')).toBe('gold');
    const { nonce, state } = transaction;
    const good = { iss: provider.issuer, nonce, auth_time: Math.floor(Date.now() / 1000) };
    const body = { access_token: 'a', token_type: 'Bearer', id_token: idToken({ ...good, ...claims }) };
    provider.intercept('/token', answer(200, body));
    const address = `${redirectUri}?code=c&state=${state}&iss=${encodeURIComponent(provider.issuer)}`;
    await expect(callback(auth, address, transaction)).rejects.toThrow(words);
  });

  test('where the code was used before, in words that hold no code', async () => {
    const auth = client();
    const { address, transaction } = await come(auth);
    await callback(auth, address, transaction);
    const error = await callback(client(), address, transaction).catch((reason) => reason);
    expect(error.message).toMatch(/invalid_grant \(400\).*used before/);
    expect(error.message).not.toContain(new URL(address).searchParams.get('code'));
  });
});

test('a server that wants pushed requests alone is told as such, and a missing redirect address is a TypeError', async () => {
  const server = {
    issuer: provider.issuer,
    authorization_endpoint: `${provider.issuer}/auth`,
    token_endpoint: `${provider.issuer}/token`,
  };
  const pushed = client({ server: { ...server, require_pushed_authorization_requests: true } });
  await expect(authorizationUrl(pushed)).rejects.toThrow(/pushed authorization requests alone \(RFC 9126 §4\)/);
  const auth = oauth({ issuer: provider.issuer, clientId: 'app', allowHttp: true });
  await expect(authorizationUrl(auth)).rejects.toThrow(TypeError);
});
