import { createSession, type Session, type TokenStore } from '@freshkey/core';
import { tabs } from '@freshkey/core/tabs';
import { createFetch } from '@freshkey/fetch';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Ask, askUser, authorizationUrl, callback, type OAuthOptions, oauth, type Question } from '../index.ts';
import { type Gate, startApi, type TestApi } from '../test-support/api.ts';
import { browse } from '../test-support/browse.ts';
import { idToken } from '../test-support/id-token.ts';
import { answer, startProvider, type TestProvider } from '../test-support/provider.ts';

let provider: TestProvider;
let api: TestApi;
let redirectUri: string;
let questions: Question[];
const sessions: Session[] = [];

/** `/read` and `/write` want a scope, `/gold` an authentication, `/claims` what Entra ID asks for. */
const gate: Gate = (request, token) => {
  const path = new URL(request.url ?? '/', 'http://api').pathname.split('/')[1] ?? '';
  const scopes = String(token.scope).split(' ');
  const need = { read: 'orders:read', write: 'orders:write' }[path];
  if (need && !scopes.includes(need)) {
    const challenge = `Bearer error="insufficient_scope", scope="${need}", error_description="request ${request.url}"`;
    return { status: 403, challenge };
  }
  if (path === 'gold' && provider.logins.get(String(token.accountId)) !== 'gold') {
    return {
      status: 401,
      challenge: 'Bearer error="insufficient_user_authentication", acr_values="gold", max_age=300',
    };
  }
  if (path === 'claims' && !questions.length) {
    const claims = Buffer.from('{"access_token":{"nbf":{"essential":true}}}').toString('base64');
    return { status: 401, challenge: `Bearer error="insufficient_claims", claims="${claims}"` };
  }
  return undefined;
};

beforeEach(async () => {
  provider = await startProvider();
  api = await startApi(provider, gate);
  redirectUri = `${provider.issuer}/signed-in`;
  questions = [];
});
afterEach(async () => {
  for (const session of sessions.splice(0)) session.dispose();
  vi.unstubAllGlobals();
  await Promise.all([provider.close(), api.close()]);
});

const agree: Ask = (question) => browse(question.url, redirectUri);

async function signedIn(
  ask: Ask,
  more: { store?: TokenStore; widenByRefresh?: boolean; options?: Partial<OAuthOptions> } = {},
) {
  const { store, widenByRefresh = false, options } = more;
  const auth = oauth({
    issuer: provider.issuer,
    clientId: 'app',
    scope: 'openid offline_access',
    redirectUri,
    allowHttp: true,
    fetch: provider.fetch,
    authorize: askUser(
      (question) => {
        questions.push(question);
        return ask(question);
      },
      { widenByRefresh },
    ),
    ...options,
  });
  const session = createSession({ ...auth.options, origins: [api.url], log: false, ...(store && { store }) });
  sessions.push(session);
  const { url, transaction } = await authorizationUrl(auth, { scope: 'openid offline_access' });
  await session.signIn(await callback(auth, await browse(url, redirectUri), transaction));
  const apiFetch = createFetch(session);
  return { auth, session, get: async (path: string) => (await apiFetch(`${api.url}/${path}`)).status };
}

describe('a scope that the token lacks', () => {
  test('is asked for once, however many requests lack it, and all are replayed', async () => {
    const { session, get } = await signedIn(agree);
    expect(await Promise.all(Array.from({ length: 10 }, (_, id) => get(`read/${id}`)))).toEqual(Array(10).fill(200));
    expect(questions).toHaveLength(1);
    expect(questions[0]).toMatchObject({ reason: 'insufficient-scope', request: { method: 'GET' } });
    expect(session.getTokens()?.scope?.split(' ')).toContain('orders:read');
  });

  test('is united with all that was requested, and scopes do not chase each other', async () => {
    const { get } = await signedIn(agree);
    const statuses = await Promise.all(['read/1', 'write/1', 'read/2', 'write/2'].map(get));
    expect(statuses).toEqual([200, 200, 200, 200]);
    expect(questions).toHaveLength(2);
    expect(new Set(questions.at(-1)?.scope?.split(' '))).toEqual(
      new Set(['openid', 'offline_access', 'orders:read', 'orders:write']),
    );
    expect(await Promise.all(['read/3', 'write/3'].map(get))).toEqual([200, 200]);
    expect(questions).toHaveLength(2);
  });

  test('that is declined surfaces for all who were out, and is not asked for again at once', async () => {
    const { session, get } = await signedIn(() => undefined);
    expect(await Promise.all([get('read/1'), get('read/2')])).toEqual([403, 403]);
    expect(await get('read/3')).toBe(403);
    expect(questions).toHaveLength(1);
    expect(session.status).toBe('active');
    expect(await get('free')).toBe(200);
  });

  test('is asked for once by two sessions that share a store', async () => {
    // Node's own locks and channels, as between two tabs.
    vi.stubGlobal('document', { visibilityState: 'visible' });
    const key = crypto.randomUUID();
    const store = () => tabs({ key, storage: 'memory' });
    const one = await signedIn(agree, { store: store() });
    const other = createSession({ ...one.auth.options, store: store(), origins: [api.url], log: false });
    sessions.push(other);
    await expect.poll(() => other.status).toBe('active');
    const otherFetch = createFetch(other);
    const getOther = async (path: string) => (await otherFetch(`${api.url}/${path}`)).status;
    const answers = [1, 2, 3].flatMap((id) => [one.get(`read/${id}`), getOther(`read/${id}`)]);
    expect(await Promise.all(answers)).toEqual(Array(6).fill(200));
    expect(questions).toHaveLength(1);
    expect(other.getTokens()?.accessToken).toBe(one.session.getTokens()?.accessToken);
  });

  test('comes by a refresh where the server grants it and the options say so', async () => {
    const { session, get } = await signedIn(agree, { widenByRefresh: true });
    const tokens = await provider.signIn({ scope: 'openid offline_access orders:read' });
    provider.intercept('/token', answer(200, { ...tokens, token_type: 'Bearer', scope: 'openid orders:read' }));
    expect(await get('read/1')).toBe(200);
    expect(questions).toEqual([]);
    expect(provider.tokenRequests().at(-1)?.get('scope')).toBe('openid offline_access orders:read');
    expect(session.getTokens()?.refreshToken).toBe(tokens.refresh_token);
  });

  test('is asked of the user where a refresh does not bring it, and the refresh token is not lost', async () => {
    const { session, get } = await signedIn(agree, { widenByRefresh: true });
    expect(await get('read/1')).toBe(200);
    expect(questions).toHaveLength(1);
    expect(provider.counts.reuses).toBe(0);
    await session.refresh();
    expect(session.status).toBe('active');
  });
});

describe('an authentication that is too weak (RFC 9470)', () => {
  test('is made anew, with what the API named', async () => {
    const { get } = await signedIn(agree);
    expect(await Promise.all([get('gold/1'), get('gold/2')])).toEqual([200, 200]);
    expect(questions).toHaveLength(1);
    const { searchParams } = new URL(questions[0]?.url ?? '');
    expect([searchParams.get('acr_values'), searchParams.get('max_age')]).toEqual(['gold', '300']);
    expect(questions[0]?.reason).toBe('step-up');
  });

  test('of somebody else is refused, and the session stays as it is', async () => {
    const { session, get } = await signedIn(({ url }) => browse(`${url}&login_hint=bob`, redirectUri));
    const before = session.getTokens();
    expect(await get('read/1')).toBe(403);
    expect(session.getTokens()).toBe(before);
    expect(session.status).toBe('active');
  });

  test('that stays too weak is refused in words', async () => {
    const { session, get } = await signedIn(({ transaction }) => {
      const { state, nonce } = transaction;
      const weak = idToken({ iss: provider.issuer, nonce, auth_time: Math.floor(Date.now() / 1000), acr: 'silver' });
      provider.intercept('/token', answer(200, { access_token: 'a', token_type: 'Bearer', id_token: weak }));
      return `${redirectUri}?code=c&state=${state}&iss=${encodeURIComponent(provider.issuer)}`;
    });
    const refused: unknown[] = [];
    session.on('unauthorized', (explanation) => refused.push(explanation));
    expect(await get('gold/1')).toBe(401);
    expect(JSON.stringify(refused)).toContain('step-up');
  });
});

test('claims that Entra ID asks for are sent as it wrote them', async () => {
  const { get } = await signedIn(agree);
  expect(await get('claims/1')).toBe(200);
  expect(questions[0]?.reason).toBe('claims-challenge');
  expect(new URL(questions[0]?.url ?? '').searchParams.get('claims')).toBe(
    '{"access_token":{"nbf":{"essential":true}}}',
  );
});

test('a sign-out ends the question, and nobody is asked after it', async () => {
  let asked: AbortSignal | undefined;
  const { session, get } = await signedIn(({ signal }) => {
    asked = signal;
    return new Promise(() => {});
  });
  const waiting = get('read/1').catch((error) => error);
  await expect.poll(() => asked).toBeDefined();
  await session.signOut();
  expect(asked?.aborted).toBe(true);
  await waiting;
  expect(await get('read/2')).toBe(401);
  expect(questions).toHaveLength(1);
});

test('a page that goes to the server itself completes the sign-in with the transaction it was given', async () => {
  let kept: Question | undefined;
  const { auth, session } = await signedIn((question) => {
    kept = JSON.parse(JSON.stringify(question)) as Question;
    return new Promise(() => {});
  });
  void createFetch(session)(`${api.url}/read/1`).catch(() => {});
  await expect.poll(() => kept).toBeDefined();
  const address = await browse(kept?.url ?? '', redirectUri);
  await session.signIn(await callback(auth, address, kept?.transaction as never));
  expect(session.getTokens()?.scope).toContain('orders:read');
});

test('askUser without a function is a TypeError', () => {
  expect(() => askUser(undefined as never)).toThrow(TypeError);
});
