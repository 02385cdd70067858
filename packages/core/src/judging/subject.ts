import { jwtDecode } from 'jwt-decode';
import type { TokenSet } from './token-set.ts';

/** Whom the tokens are about (OpenID Connect Core §2, RFC 9068 §2.2), where a token says so. */
export function subjectOf({ idToken, accessToken }: TokenSet): string | undefined {
  for (const token of [idToken, accessToken]) {
    try {
      const { sub } = Object(jwtDecode(token ?? ''));
      if (typeof sub === 'string') return sub;
    } catch {}
  }
  return undefined;
}
