import type { AuthParam } from './challenge.ts';
import { excerptOf, type HeaderIssue } from './header-issue.ts';
import { type HeaderInput, headerText } from './header-text.ts';
import { type Draft, scan } from './scan.ts';

/**
 * Reads the parameters of an `Authentication-Info` or `Proxy-Authentication-Info` header (RFC 9110 §11.6.3, §11.7.3), in
 * the order sent, duplicates kept. Never throws: flaws are recovered from and returned as issues.
 *
 * @param name which header an object with `get` is asked for; `'authentication-info'` by default.
 */
export function parseAuthenticationInfo(
  header: HeaderInput,
  name: 'authentication-info' | 'proxy-authentication-info' = 'authentication-info',
): { params: AuthParam[]; issues: HeaderIssue[] } {
  const read: HeaderIssue[] = [];
  const text = headerText(header, name, read);
  const list: Draft = { scheme: '', schemeAsSent: '', params: [], offset: 0 };
  // Here a word alone is no scheme but a name without its value, and the comma behind it is no flaw.
  const words = scan(text, read, list);
  const issues = read.filter(({ code, offset }) => code !== 'stray-character' || text[offset] !== ',');
  for (const { offset } of words) issues.push({ code: 'missing-value', offset, excerpt: excerptOf(text, offset) });
  return { params: list.params.concat(...words.map((word) => word.params)), issues };
}
