import { afterEach, describe, expect, test, vi } from 'vitest';
import { memoryStore } from './keeping/memory.ts';
import type { TokenStore } from './keeping/store.ts';
import { webStorage } from './keeping/web-storage.ts';
import type { SessionOptions } from './options.ts';
import { createSession } from './session.ts';

/** What a session says to its developer before anything has failed. */
const refresh = async () => 'new';
const bare: TokenStore = { read: () => undefined, write: () => true };

function linesOf(options: Partial<SessionOptions>) {
  const lines: string[] = [];
  const session = createSession({ log: (line) => lines.push(line), ...options } as SessionOptions);
  return { session, lines };
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

describe('a store without a lock', () => {
  test('is named once, with what to do', () => {
    const { lines } = linesOf({ store: bare, refresh });
    expect(lines).toEqual([
      expect.stringMatching(/no lock: .*spend one refresh token.*sharedStore\(cell\).*isUnshared/),
    ]);
  });

  test.each<[string, Partial<SessionOptions>]>([
    ['in memory', { store: memoryStore(), refresh }],
    ['of one tab', { store: webStorage(() => ({ getItem: () => null, setItem: () => {} }), { key: 'k' }), refresh }],
    ['that nobody else writes to', { store: { ...bare, isUnshared: true }, refresh }],
    ['that may not write', { store: { ...bare, readOnly: true }, refresh }],
    ['of a session that spends nothing', { store: bare }],
    ['that is the standard one', { refresh }],
  ])('is nothing to talk about %s', (_name, options) => {
    expect(linesOf(options).lines).toEqual([]);
  });

  test('is nothing to talk about in production', () => {
    vi.stubEnv('NODE_ENV', 'production');
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    createSession({ store: bare, refresh });
    expect(warn).not.toHaveBeenCalled();
    vi.stubEnv('NODE_ENV', 'development');
    createSession({ store: bare, refresh });
    expect(warn).toHaveBeenCalledTimes(1);
    warn.mockRestore();
  });
});

describe('a store that others write to', () => {
  test.each([
    ['a lock', { lock: { run: () => new Promise<never>(() => {}) } }],
    ['a subscription', { subscribe: () => () => {} }],
  ])('with %s is refused without "sharing", in words that say what to do', (_name, member) => {
    expect(() => createSession({ store: { ...bare, ...member }, refresh })).toThrow(
      /"store" expects a store that brings "sharing".*sharedStore\(cell\)/,
    );
  });
});

describe('one session of which another user becomes the owner', () => {
  const jwtOf = (sub: string) => `e30.${btoa(JSON.stringify({ sub }))}.s`;
  const ada = { accessToken: 'a', refreshToken: 'ra' };

  test('is named on a server, once, with what to do', async () => {
    const { session, lines } = linesOf({ tokens: ada, refresh });
    await session.signIn({ accessToken: 'b', refreshToken: 'rb' });
    await session.signIn({ accessToken: 'c', refreshToken: 'rc' });
    expect(lines).toEqual([expect.stringMatching(/signIn: .*a session for each user.*\(request\) => session/)]);
  });

  test.each<[string, Partial<SessionOptions>, object]>([
    ['the same subject', { tokens: jwtOf('ada') }, { accessToken: jwtOf('ada'), refreshToken: 'other' }],
    ['tokens that do not say whose they are', { tokens: 'a' }, { accessToken: 'b' }],
    ['the same refresh token', { tokens: ada }, { accessToken: 'b', refreshToken: 'ra' }],
    ['a store that is meant for it', { tokens: ada, store: memoryStore() }, { accessToken: 'b', refreshToken: 'rb' }],
  ])('says nothing with %s', async (_name, options, tokens) => {
    const { session, lines } = linesOf({ refresh, ...options });
    await session.signIn(tokens as never);
    expect(lines).toEqual([]);
  });

  test('says so for another subject, whatever the refresh tokens are', async () => {
    const { session, lines } = linesOf({ tokens: jwtOf('ada'), refresh });
    await session.signIn(jwtOf('bob'));
    expect(lines).toHaveLength(1);
  });

  test('says nothing after a sign-out, nor in a page or an app', async () => {
    const { session, lines } = linesOf({ tokens: ada, refresh });
    await session.signOut();
    await session.signIn({ accessToken: 'b', refreshToken: 'rb' });
    vi.stubGlobal('document', {});
    await session.signIn({ accessToken: 'c', refreshToken: 'rc' });
    vi.unstubAllGlobals();
    vi.stubGlobal('process', { env: {} });
    await session.signIn({ accessToken: 'd', refreshToken: 'rd' });
    expect(lines).toEqual([]);
  });
});
