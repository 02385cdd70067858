import type { Challenge } from './challenge.ts';
import type { HeaderIssue } from './header-issue.ts';
import { type HeaderInput, headerText } from './header-text.ts';
import { scan } from './scan.ts';

/**
 * Reads the challenges of a `WWW-Authenticate` or `Proxy-Authenticate` header (RFC 9110 §11.6.1, §11.7.1), in the order
 * sent. Never throws: flaws are recovered from and returned as issues. An absent header has no challenges and no issues.
 *
 * @param name which header an object with `get` is asked for; `'www-authenticate'` by default.
 * @example
 * const { challenges } = parseChallenges(response.headers);
 * const bearer = challenges.find(({ scheme }) => scheme === 'bearer');
 * if (bearer && paramOf(bearer, 'error') === 'invalid_token') console.log('expired, revoked or malformed');
 */
export function parseChallenges(
  header: HeaderInput,
  name: 'www-authenticate' | 'proxy-authenticate' = 'www-authenticate',
): { challenges: Challenge[]; issues: HeaderIssue[] } {
  const issues: HeaderIssue[] = [];
  return { challenges: scan(headerText(header, name, issues), issues), issues };
}
