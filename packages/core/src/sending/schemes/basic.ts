import type { Scheme } from '../scheme.ts';

/**
 * `Authorization: Basic …` in UTF-8 (RFC 7617 §2). The session's access token is `user-id:password`:
 * `createSession({ scheme: basic(), tokens: `${user}:${password}` })`.
 *
 * @throws TypeError where it is given anything: the pair is the session's, and another one after the next sign-in.
 */
export function basic(...given: readonly never[]): Scheme {
  if (given.length > 0) {
    const instead = 'createSession({ scheme: basic(), tokens: "user-id:password" })';
    throw new TypeError(`basic() takes nothing: the pair is the session's token. Write ${instead}.`);
  }
  return {
    name: 'Basic',
    isConstant: true,
    credential: ({ accessToken }) => ({ headers: { authorization: `Basic ${base64(accessToken)}` } }),
    flawOf(pair) {
      if (!pair.includes(':')) return 'has no colon: expected user-id:password';
      return /[\x00-\x1f\x7f]/.test(pair) ? 'contains a control character' : undefined;
    },
  };
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text.normalize('NFC'))));
}
