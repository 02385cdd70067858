import { jwtDecode } from 'jwt-decode';
import type { TokenSet } from './token-set.ts';

/** What a JWT says of itself, header (`alg`) and claims together; `undefined`: it is none, or one that only its reader opens. */
export function claimsOf(token: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return { ...Object(jwtDecode(token)), alg: jwtDecode(token, { header: true }).alg };
  } catch {
    return undefined;
  }
}

/** Whom the tokens are about (OpenID Connect Core §2, RFC 9068 §2.2), where a token says so. */
export function subjectOf({ idToken = '', accessToken }: TokenSet): string | undefined {
  const subjects = [idToken, accessToken].map((token) => claimsOf(token)?.sub);
  return subjects.find((subject) => typeof subject === 'string') as string | undefined;
}
