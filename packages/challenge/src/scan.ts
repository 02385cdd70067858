import type { AuthParam, Challenge } from './challenge.ts';
import { excerptOf, type HeaderIssue, type HeaderIssueCode } from './header-issue.ts';

/** A challenge that is still being read. */
export interface Draft extends Challenge {
  token68?: string;
  readonly params: AuthParam[];
}

/**
 * Reads a list of challenges, credentials or parameters (RFC 9110 §11.2 to §11.6), and goes on after any flaw.
 * Parameters that come before the first scheme belong to `current`, if there is one.
 *
 * Linear: every pattern is anchored at the place reached and holds no repetition of a repetition, so each character is
 * looked at a bounded number of times. Patterns are literals inside, since a shared one would keep its place.
 */
export function scan(text: string, issues: HeaderIssue[], current?: Draft): Draft[] {
  const found: Draft[] = [];
  let names = new Set<string>();
  let at = 0;
  let before: '' | 'scheme' | 'value' | 'stray' = '';
  const report = (code: HeaderIssueCode, offset: number) =>
    issues.push({ code, offset, excerpt: excerptOf(text, offset) });
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const taken = pattern.exec(text)?.[0] ?? '';
    at += taken.length;
    return taken;
  };
  const token = () => take(/[!#$%&'*+.^_`|~\w-]+/y);
  const quoted = () => {
    const opened = at - 1;
    let value = '';
    for (;;) {
      const part = take(/[^"\\\n]+/y) || take(/\\[^\n]?/y);
      if (!part) break;
      value += part.replace('\\', '');
    }
    if (!take(/"/y)) report('unterminated-quote', opened);
    return value;
  };

  for (;;) {
    const gap = take(/[ \t\n,]*/y);
    if (at === text.length) return found;
    const comma = gap.includes(',');
    const offset = at;
    const word = token();
    const lowerCase = word.toLowerCase();

    if (word && take(/[ \t]*=[ \t]*/y)) {
      const isQuoted = !!take(/"/y);
      const plain = isQuoted ? quoted() : token();
      // What needs quotes and has none: the rest of the word, and further words up to a comma if no parameter is among them.
      const rest = isQuoted ? '' : take(/[^ \t\n,]*([^,="]*[^ \t\n,="](?=[ \t\n]*(,|$)))?/y);
      const value = plain + rest;
      if (before === 'value' && !comma) report('missing-comma', offset);
      if (before === 'scheme' && gap[0] === ',') report('stray-character', offset - gap.length);
      if (rest) report('unquoted-value', offset);
      if (!isQuoted && !value) report('missing-value', offset);
      if (current) {
        if (current.token68) report('token68-and-params', offset);
        if (names.size === names.add(lowerCase).size) report('duplicate-param', offset);
        current.params.push({ name: lowerCase, nameAsSent: word, value, offset, quoted: isQuoted });
      } else report('missing-scheme', offset);
      before = 'value';
    } else if (word && (comma || (before !== 'stray' && (gap || !before)))) {
      if (before && !comma) report('missing-comma', offset);
      const token68 = take(/[ \t]+[\w.~+/-]+=*(?=[ \t\n]*(,|$))/y).trim();
      current = { scheme: lowerCase, schemeAsSent: word, ...(token68 && { token68 }), params: [], offset };
      found.push(current);
      names = new Set();
      before = token68 ? 'value' : 'scheme';
    } else {
      if (before !== 'stray') report('stray-character', offset);
      if (take(/"/y)) quoted();
      else if (!word) at++;
      before = 'stray';
    }
  }
}
