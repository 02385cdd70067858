import type { Scheme } from '../scheme.ts';

/**
 * `Authorization: Basic …` in UTF-8 (RFC 7617 §2). The session's access token is `user-id:password`:
 * `createSession({ scheme: basic(), tokens: `${user}:${password}` })`.
 */
export function basic(): Scheme {
  return {
    name: 'Basic',
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
