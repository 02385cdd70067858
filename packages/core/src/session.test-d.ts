import { expectTypeOf } from 'vitest';
import {
  createSession,
  type Ended,
  type Explanation,
  type FreshkeyError,
  type FreshkeyErrorCode,
  isFreshkeyError,
  type RefreshTokens,
  type Session,
  type SessionSnapshot,
} from './index.ts';

const session = createSession({
  tokens: { accessToken: 'a', refreshToken: 'r' },
  refresh: async ({ tokens, signal }) => {
    expectTypeOf(tokens).toEqualTypeOf<RefreshTokens>();
    expectTypeOf(tokens.refreshToken).toBeString();
    expectTypeOf(signal).toEqualTypeOf<AbortSignal>();
    const body = new URLSearchParams({ refresh_token: tokens.refreshToken });
    return fetch('https://auth.test/token', { method: 'POST', body, signal });
  },
});

expectTypeOf(session).toEqualTypeOf<Session>();
expectTypeOf(session).not.toBeAny();
expectTypeOf(session.getSnapshot()).toEqualTypeOf<SessionSnapshot>();
expectTypeOf(session.getAccessToken).returns.resolves.toBeString();
expectTypeOf(session.explain(new Error())).toEqualTypeOf<Explanation | undefined>();
expectTypeOf(session.status).toEqualTypeOf<'starting' | 'signed-out' | 'active' | 'ended'>();

createSession({
  refreshWhenEmpty: true,
  refresh: ({ tokens }) => {
    expectTypeOf(tokens).toEqualTypeOf<RefreshTokens | null>();
    return tokens?.accessToken ?? 'first';
  },
});
createSession({ refresh: () => {}, scheme: undefined });
createSession({ refreshWhenEmpty: true, refresh: async ({ tokens }) => (tokens === null ? null : 'a') });

session.on('ended', (event) => expectTypeOf(event).toEqualTypeOf<Ended>());
session.on('unauthorized', ({ reason }) => expectTypeOf(reason).not.toBeAny());

// @ts-expect-error: an event that there is not
session.on('expired', () => {});
// @ts-expect-error: refreshWhenEmpty needs a refresh
createSession({ refreshWhenEmpty: true });
// @ts-expect-error: a refresh that returns a number
createSession({ refresh: () => 12 });
// @ts-expect-error: a unit that there is not
createSession({ refreshTimeout: 8000 });

declare const thrown: unknown;
if (isFreshkeyError(thrown)) {
  expectTypeOf(thrown).toEqualTypeOf<FreshkeyError>();
  expectTypeOf(thrown.code).toEqualTypeOf<FreshkeyErrorCode>();
  switch (thrown.code) {
    case 'signed-out':
      expectTypeOf(thrown.code).toEqualTypeOf<'signed-out'>();
      break;
    // @ts-expect-error: a code that there is not
    case 'logged-out':
      break;
  }
}
