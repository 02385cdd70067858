import { attach } from '@freshkey/axios';
import { createSession, memoryStore, type Session } from '@freshkey/core';
import { createFetch } from '@freshkey/fetch';
import axios from 'axios';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeIndexedDB } from '../../../core/src/keeping/tabs/test-support/fake-indexed-db.ts';
import {
  authorizationUrl,
  callback,
  dpop,
  indexedDbKeys,
  jwkKeys,
  type OAuth,
  type OAuthOptions,
  oauth,
  revoke,
} from '../index.ts';
import { startApi, type TestApi } from '../test-support/api.ts';
import { browse } from '../test-support/browse.ts';
import { DpopGate } from '../test-support/dpop-gate.ts';
import { answer, startProvider, type TestProvider } from '../test-support/provider.ts';

let provider: TestProvider;
let api: TestApi;
let gate: DpopGate;
let key: JsonWebKey;
const sessions: Session[] = [];

async function newKey(algorithm: EcKeyGenParams | { name: string } | RsaHashedKeyGenParams): Promise<JsonWebKey> {
  const pair = (await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair;
  return crypto.subtle.exportKey('jwk', pair.privateKey);
}

const p256 = { name: 'ECDSA', namedCurve: 'P-256' };

beforeEach(async () => {
  key = await newKey(p256);
  provider = await startProvider({
    configuration: {
      features: {
        dPoP: { enabled: true, nonceSecret: Buffer.alloc(32, 1), requireNonce: () => true },
        revocation: { enabled: true, allowedPolicy: async () => true },
      },
    },
  });
  gate = new DpopGate();
  api = await startApi(provider, gate.check);
});
afterEach(async () => {
  for (const session of sessions.splice(0)) session.dispose();
  vi.unstubAllGlobals();
  await Promise.all([provider.close(), api.close()]);
});

const client = (more: Partial<OAuthOptions> = {}): OAuth =>
  oauth({
    issuer: provider.issuer,
    clientId: 'app',
    scope: 'openid offline_access',
    redirectUri: `${provider.issuer}/signed-in`,
    allowHttp: true,
    fetch: provider.fetch,
    dpop: dpop({ keys: jwkKeys(key) }),
    ...more,
  });

function sessionOf(auth: OAuth, more = {}): Session {
  const session = createSession({ ...auth.options, origins: [api.url], log: false, ...more });
  sessions.push(session);
  return session;
}

async function signIn(auth: OAuth): Promise<Session> {
  const session = sessionOf(auth);
  const { url, transaction } = await authorizationUrl(auth);
  const address = await browse(url, `${provider.issuer}/signed-in`);
  await session.signIn(await callback(auth, address, transaction));
  return session;
}

describe('a session that is bound to a key', () => {
  test('begins with a sign-in that names the key, and a nonce of the token endpoint', async () => {
    const auth = client();
    const { url } = await authorizationUrl(auth);
    const session = await signIn(auth);
    const { tokenType, binding } = session.getTokens() ?? {};
    expect(tokenType).toBe('DPoP');
    expect(binding?.key).toBe(new URL(url).searchParams.get('dpop_jkt'));
    expect(provider.tokenRequests()).toHaveLength(2);
    expect((await createFetch(session)(`${api.url}/x?query=1`)).status).toBe(200);
  });

  test.each(['fetch', 'axios'] as const)(
    'comes through storms of expiries and of new nonces, through %s',
    async (name) => {
      const session = await signIn(client());
      const apiFetch = createFetch(session);
      const instance = axios.create({ baseURL: api.url });
      attach(instance, session);
      const send = async (id: number): Promise<number> =>
        name === 'fetch' ? (await apiFetch(`${api.url}/${id}`)).status : (await instance.get(`/${id}`)).status;
      const before = provider.counts.refreshes;
      for (let round = 1; round <= 3; round++) {
        await provider.expire(session.getTokens()?.accessToken ?? '');
        expect(await Promise.all(Array.from({ length: 10 }, (_, id) => send(id)))).toEqual(Array(10).fill(200));
        gate.rotate();
        // The first refusal brings the nonce that the others were refused for: each of them is sent again all the same.
        expect(await Promise.all(Array.from({ length: 10 }, (_, id) => send(id)))).toEqual(Array(10).fill(200));
        expect(provider.counts.refreshes - before).toBe(round);
      }
      expect(provider.counts.reuses).toBe(0);
    },
  );

  test('makes a proof of its own for each redirect of the API', async () => {
    const session = await signIn(client());
    const response = await createFetch(session)(`${api.url}/a?redirect=${encodeURIComponent('/b')}`);
    expect([response.status, new URL(response.url).pathname]).toEqual([200, '/b']);
  });

  test('is revoked at its end', async () => {
    const session = await signIn(client({ onSignOut: revoke }));
    const { accessToken = '' } = session.getTokens() ?? {};
    await session.signOut();
    await session.settled();
    expect(await provider.find(accessToken)).toBeUndefined();
  });
});

describe('what is not bound as it should be is refused in words', () => {
  test('a server that ignores the proof: the renewal fails, and what was rotated is kept', async () => {
    const session = await signIn(client());
    provider.intercept('/token', answer(200, { access_token: 'a', refresh_token: 'next', token_type: 'Bearer' }));
    await expect(session.refresh()).rejects.toThrow(
      /the server ignored the proof.*Turn DPoP on for this client, or remove "dpop"/,
    );
    expect(session.getTokens()).toMatchObject({ tokenType: 'DPoP', refreshToken: 'next' });
  });

  test('a token that is none, where "dpop" is set', async () => {
    const session = sessionOf(client(), { tokens: { access_token: 'plain', token_type: 'Bearer' } });
    await expect(createFetch(session)(`${api.url}/x`)).rejects.toThrow(/not bound to a key.*was not sent/);
    expect(api.statuses).toEqual([]);
  });

  test('a bound token, where "dpop" is not set', async () => {
    const { dpop: _none, ...rest } = { issuer: provider.issuer, clientId: 'app', allowHttp: true, dpop: undefined };
    const session = sessionOf(oauth(rest), { tokens: { access_token: 'bound', token_type: 'DPoP' } });
    await expect(createFetch(session)(`${api.url}/x`)).rejects.toThrow(/bound to a key.*"dpop"/);
    expect(api.statuses).toEqual([]);
  });
});

describe('keys', () => {
  test('the tokens of a sign-in elsewhere bring the name of theirs, and both keys serve', async () => {
    const store = memoryStore();
    const before = await signIn(client());
    await store.write({ generation: 1, loginId: 'l', tokens: before.getTokens() ?? null }, undefined);
    const newer = await newKey(p256);
    const session = sessionOf(client({ dpop: dpop({ keys: jwkKeys([newer, key]) }) }), { store });
    expect((await createFetch(session)(`${api.url}/x`)).status).toBe(200);
    await session.refresh();
    expect(session.getTokens()?.binding?.key).toBe(before.getTokens()?.binding?.key);
    const signedInAnew = await signIn(client({ dpop: dpop({ keys: jwkKeys([newer, key]) }) }));
    expect(signedInAnew.getTokens()?.binding?.key).not.toBe(before.getTokens()?.binding?.key);
  });

  test('a key that is missing on a server ends no session, and says what to do', async () => {
    const tokens = (await signIn(client())).getTokens();
    const session = sessionOf(client({ dpop: dpop({ keys: jwkKeys(await newKey(p256)) }) }), { tokens });
    await expect(session.refresh()).rejects.toThrow(/is not among those of "dpop"\. Add it/);
    expect(session.status).toBe('active');
    await expect(createFetch(session)(`${api.url}/x`)).rejects.toThrow(/is not among those of "dpop"/);
  });

  test('a key store that was away for a moment is asked again', async () => {
    let isAway = true;
    const source = () => {
      if (!isAway) return key;
      isAway = false;
      throw new Error('the key store is away');
    };
    const auth = client({ dpop: dpop({ keys: jwkKeys(source) }) });
    await expect(authorizationUrl(auth)).rejects.toThrow('the key store is away');
    expect((await createFetch(await signIn(auth))(`${api.url}/x`)).status).toBe(200);
  });

  test.each<[string, () => Promise<JsonWebKey>]>([
    ['ES384', () => newKey({ name: 'ECDSA', namedCurve: 'P-384' })],
    ['Ed25519', () => newKey({ name: 'Ed25519' })],
    [
      'PS256',
      () =>
        newKey({
          name: 'RSA-PSS',
          hash: 'SHA-256',
          modulusLength: 2048,
          publicExponent: new Uint8Array([1, 0, 1]),
        } as never),
    ],
  ])('of %s are read from a JWK, and cannot be read back', async (_name, make) => {
    const [pair] = await jwkKeys(await make()).pairs();
    expect([pair?.privateKey.extractable, pair?.publicKey.extractable]).toEqual([false, true]);
    const auth = client({ dpop: dpop({ keys: { pairs: async () => [pair as CryptoKeyPair] } }) });
    expect(new URL((await authorizationUrl(auth)).url).searchParams.get('dpop_jkt')).toMatch(/^[\w-]{43}$/);
  });

  test.each<[JsonWebKey, RegExp]>([
    [{ kty: 'EC', crv: 'P-256', x: 'x', y: 'y' }, /has no "d"/],
    [{ kty: 'RSA', n: 'n', e: 'AQAB', d: 'd' }, /"alg" RS… or PS…/],
    [{ kty: 'oct', k: 'secret-key', d: 'd' }, /expects private keys/],
  ])('%j is no key, and is not shown', async (jwk, words) => {
    const error = await jwkKeys(jwk)
      .pairs()
      .catch((reason) => reason);
    expect(error).toBeInstanceOf(TypeError);
    expect(error.message).toMatch(words);
    expect(error.message).not.toContain('secret-key');
  });

  test('of a browser are made once for all tabs, cannot be read, and are there after a reload', async () => {
    vi.stubGlobal('indexedDB', fakeIndexedDB().factory);
    const [first, second] = await Promise.all([indexedDbKeys('app').pairs(), indexedDbKeys('app').pairs()]);
    const later = await indexedDbKeys('app').pairs();
    const publicOf = (pairs: readonly CryptoKeyPair[]) =>
      crypto.subtle.exportKey('jwk', (pairs[0] as CryptoKeyPair).publicKey);
    expect(await publicOf(first)).toEqual(await publicOf(second));
    expect(await publicOf(later)).toEqual(await publicOf(first));
    await expect(crypto.subtle.exportKey('jwk', (later[0] as CryptoKeyPair).privateKey)).rejects.toThrow();
    expect(await publicOf(await indexedDbKeys('other').pairs())).not.toEqual(await publicOf(first));
  });

  test('of a browser that were cleared end the session that was bound to them', async () => {
    const database = fakeIndexedDB();
    vi.stubGlobal('indexedDB', database.factory);
    const tokens = (await signIn(client({ dpop: dpop({ keys: indexedDbKeys('app') }) }))).getTokens();
    database.values.clear();
    const session = sessionOf(client({ dpop: dpop({ keys: indexedDbKeys('app') }) }), { tokens });
    await expect(session.refresh()).rejects.toThrow(/It was cleared: sign in again/);
    expect(session.status).toBe('ended');
  });

  test('where there is no IndexedDB it is said, and a wrong store is a TypeError', async () => {
    await expect(indexedDbKeys('app').pairs()).rejects.toThrow(/no IndexedDB.*jwkKeys/);
    expect(() => indexedDbKeys('')).toThrow(TypeError);
    expect(() => dpop({ keys: key as never })).toThrow(/indexedDbKeys\("my-app"\)/);
    expect(() => dpop(undefined as never)).toThrow(/indexedDbKeys\("my-app"\)/);
  });
});
