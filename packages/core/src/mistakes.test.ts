import { describe, expect, test } from 'vitest';
import { sessionInternals } from './adapter.ts';
import { RefreshRefusedError } from './errors.ts';
import type { TokenStore } from './keeping/store.ts';
import type { SessionOptions } from './options.ts';
import { bearer } from './sending/scheme.ts';
import { apiKey } from './sending/schemes/api-key.ts';
import { createSession } from './session.ts';
import { settled } from './test-support/deferred.ts';
import { createFakeApi } from './test-support/fake-api.ts';

/** What somebody gets wrong in the first hour, and what is said about it. */
const page = '<html><body>Sign in</body></html>';
const body = JSON.stringify({ access_token: 'new', refresh_token: 'planted-secret' });

describe('text in the place of a token', () => {
  test.each([page, body, `  ${body}`, '{"accessToken":'])('is no token: %s', (tokens) => {
    expect(() => createSession({ tokens })).toThrow(/is a page or JSON as text: read it/);
  });

  test('that a Secret printed is told from a token', () => {
    expect(() => createSession({ tokens: '[secret API_TOKEN]' })).toThrow(/is what a Secret prints: call reveal\(\)/);
  });

  test('a client that hands on a page brings no tokens, and those that were there stay', async () => {
    let answer: unknown = { status: 200, data: page, config: {} };
    const { client, session } = createFakeApi({ refresh: async () => answer as string });
    const refused = await client.request('/x');
    expect(session.explain(refused)).toMatchObject({
      reason: 'refresh-failed',
      message: expect.stringContaining('answered 200 with a page, not with tokens'),
    });
    expect(session.getTokens()?.accessToken).toBe('old');
    answer = 'new';
    expect((await client.request('/x')).status).toBe(200);
  });

  test('a JSON answer that nobody has parsed is parsed', async () => {
    const { client, session } = createFakeApi({ refresh: async () => body });
    expect((await client.request('/x')).status).toBe(200);
    expect(session.getTokens()).toMatchObject({ accessToken: 'new', refreshToken: 'planted-secret' });
  });

  test('an answer in the place of its tokens is named', async () => {
    const { session } = createFakeApi();
    await expect(session.signIn(Response.json({ access_token: 'a' }) as never)).rejects.toThrow(
      /in a Response: await its json\(\) first/,
    );
  });
});

describe('nobody is signed in', () => {
  test('since the session has ended: every later refusal says how', async () => {
    const { client, session } = createFakeApi({
      refresh: () => Promise.reject(new RefreshRefusedError('the account was closed')),
    });
    await client.request('/first');
    expect(session.explain(await client.request('/later'))).toMatchObject({
      reason: 'session-ended',
      message: expect.stringMatching(/the session has ended.*the account was closed/),
    });
  });

  test('since "tokens" was given, and was undefined: the refusal says so', async () => {
    const { client, session } = createFakeApi({ tokens: undefined });
    expect(session.explain(await client.request('/x'))).toMatchObject({
      reason: 'no-credential',
      message: expect.stringContaining('was given "tokens: undefined"'),
    });
  });

  test('without a word about tokens where none were given', async () => {
    const { client, session } = createFakeApi({ tokens: null } as never);
    expect(session.explain(await client.request('/x'))?.message).not.toContain('undefined');
  });
});

test('a refusal of a refresh that had no refresh token says that there was none', async () => {
  const refuse = () => Promise.reject(new RefreshRefusedError('invalid_grant'));
  const without = createFakeApi({ tokens: { accessToken: 'old' }, refresh: refuse });
  const refused = await without.client.request('/x');
  expect(without.session.explain(refused)?.message).toContain("The session's tokens hold no refresh token.");
  const having = createFakeApi({ tokens: { accessToken: 'old', refreshToken: 'r' }, refresh: refuse });
  const other = await having.client.request('/x');
  expect(having.session.explain(other)?.message).not.toContain('no refresh token');
});

test('a session that has ended is not refreshing', async () => {
  const { session } = createFakeApi({ refresh: () => Promise.reject(new RefreshRefusedError()) });
  const seen: unknown[] = [];
  session.subscribe(() => seen.push(session.getSnapshot()));
  await session.refresh().catch(() => {});
  expect(session.getSnapshot()).toMatchObject({ status: 'ended', isRefreshing: false });
  await settled();
  expect(seen).not.toContainEqual(expect.objectContaining({ status: 'ended', isRefreshing: true }));
});

test('a store that cannot be reached is named to the developer, without what it was to write', async () => {
  const lines: string[] = [];
  const store: TokenStore = {
    isVolatile: true,
    read: () => (globalThis as { notThere?: Storage }).notThere?.getItem('k') as never,
    write: (record) => {
      throw new TypeError(`cannot write ${JSON.stringify(record)}`);
    },
  };
  const session = createSession({ store, log: (line) => lines.push(line) });
  await session.signIn({ accessToken: 'planted-access', refreshToken: 'planted-refresh' });
  expect(lines).toEqual([expect.stringMatching(/The store failed to write: TypeError: cannot write/)]);
  expect(lines.join()).not.toMatch(/planted/);
  session.dispose();
});

describe('per request', () => {
  test.each<[unknown, RegExp]>([
    [{ scope: 'read' }, /no request option "scope"\. Did you mean "scopes"\?/],
    [{ bypas: true }, /no request option "bypas"\. Did you mean "bypass"\?/],
    [false, /an object, such as \{ bypass: true \}/],
    [null, /an object, such as \{ bypass: true \}/],
  ])('the options %j reject before anything is sent', async (options, message) => {
    const { client, api } = createFakeApi();
    await expect(client.request('/x', { options: options as never })).rejects.toThrow(message);
    expect(api.log).toEqual([]);
  });
});

describe('what is no session', () => {
  test.each<[unknown, RegExp]>([
    [Promise.resolve(), /got a Promise: await it first/],
    [{ refresh: async () => 'a' } satisfies SessionOptions, /got its options: write createSession/],
    [{ session: () => undefined }, /got a pool: give its session/],
    [undefined, /made by createSession\(\)\.$/],
  ])('is named: %o', (value, message) => {
    expect(() => sessionInternals(value as never)).toThrow(message);
  });
});

test.each<[string, () => unknown]>([
  ['bearer(name)', () => bearer({ scheme: 'Token' } as never)],
  ['apiKey({ header }', () => apiKey(undefined as never)],
])('a scheme that is made wrongly says what it takes: %s', (words, make) => {
  expect(make).toThrow(words);
});
