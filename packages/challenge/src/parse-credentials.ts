import type { Credentials } from './challenge.ts';
import { excerptOf, type HeaderIssue, type HeaderIssueCode } from './header-issue.ts';
import { type HeaderInput, headerText } from './header-text.ts';
import { type Draft, scan } from './scan.ts';

/** Tells a scheme from a token where the grammar cannot: a word alone, `Bearer: x`, `Bearer Basic x`. */
const knownScheme =
  /^(apikey|aws4-hmac-sha256|basic|bearer|bot|concealed|digest|dpop|gnap|hawk|hoba|jwt|mutual|negotiate|ntlm|oauth|privatetoken|scram-sha-1|scram-sha-256|sharedkey|signature|ssws|token|vapid)$/i;

const quotes = '"\'`“”‘’';

const trimEnd = (text: string, what: string): string => {
  let end = text.length;
  while (end > 0 && what.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
};

/**
 * Reads an `Authorization` or `Proxy-Authorization` header (RFC 9110 §11.6.2, §11.7.2). Never throws: what is no
 * credentials by the grammar is read as what was most likely meant, with issues that say why it is not.
 *
 * - `Bearer Bearer x`, `Bearer "x"`, `Bearer: x`: scheme `bearer`, token68 `x`.
 * - `Bearer x, Bearer y`, and several lines: the first one.
 * - `eyJ…` with no scheme before it: scheme `''`, token68 `eyJ…`.
 * - `Basic user:password`, `Bearer {token}`: token68 as it stands, although it is none.
 *
 * A quote in front of a scheme or a name, and a token called like its scheme, are allowed but never meant.
 *
 * An absent or blank header has no credentials and no issues; a scheme alone has the issue `missing-value`.
 *
 * @param name which header an object with `get` is asked for; `'authorization'` by default.
 */
export function parseCredentials(
  header: HeaderInput,
  name: 'authorization' | 'proxy-authorization' = 'authorization',
): { credentials: Credentials | undefined; issues: HeaderIssue[] } {
  const issues: HeaderIssue[] = [];
  const text = headerText(header, name, issues);
  const report = (code: HeaderIssueCode, offset: number) =>
    issues.push({ code, offset, excerpt: excerptOf(text, offset) });

  let at = 0;
  let body = text;
  const match = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    return pattern.exec(body)?.[0] ?? '';
  };
  const skip = (pattern: RegExp) => {
    at += match(pattern).length;
  };
  const skipSpace = () => skip(/[ \t]*/y);

  /** Leaves in `body` the first line that is not blank, and nothing behind it. */
  const chooseLine = () => {
    skip(/[ \t\n,]*/y);
    const end = text.indexOf('\n,', at);
    if (end >= 0) {
      body = text.slice(0, end);
      const next = text.slice(end).search(/[^ \t\n,]/);
      if (next >= 0) report('several-credentials', end + next);
    }
    const trimmed = trimEnd(body, ' \t\n,');
    const comma = body.indexOf(',', trimmed.length);
    if (comma >= 0) report('stray-character', comma);
    body = trimmed;
  };

  const unquote = () => {
    const open = at + match(/\\?/y).length;
    if (!quotes.includes(body.charAt(open) || ' ')) return;
    report('quoted-credential', at);
    at = open + 1;
    if (at < body.length && quotes.includes(body.charAt(body.length - 1))) body = trimEnd(body.slice(0, -1), ' \t\\');
    skipSpace();
  };

  const readScheme = (): string => {
    const word = match(/[!#$%&'*+.^_`|~\w-]+/y);
    const next = body.charAt(at + word.length);
    const isSpaced = next === ' ' || next === '\t';
    if (!word || !(isSpaced || knownScheme.test(word))) {
      report('missing-scheme', at);
      return '';
    }
    at += word.length;
    if (!isSpaced && next && !quotes.includes(next)) report('stray-character', at++);
    skipSpace();
    return word;
  };

  const skipRepeated = (scheme: string) => {
    for (;;) {
      const word = match(/[\w-]+(?=[ \t]+[^ \t=]|$)/y);
      const isLast = at + word.length === body.length;
      const isSame = word.toLowerCase() === scheme.toLowerCase();
      if (!word || !(isSame || (knownScheme.test(word) && !isLast))) return;
      report('repeated-scheme', at);
      at += word.length;
      skipSpace();
    }
  };

  const readToken = (): string => {
    const comma = body.slice(at).search(/,[ \t]/);
    if (comma >= 0) {
      const next = at + comma + 1 + body.slice(at + comma + 1).search(/[^ \t]/);
      report('several-credentials', next);
      body = trimEnd(body.slice(0, at + comma), ' \t,');
    }
    const valid = at + match(/[\w.~+/-]+=*/y).length;
    if (valid < body.length) report('stray-character', valid);
    return body.slice(at);
  };

  chooseLine();
  unquote();
  const offset = at;
  if (at >= body.length) return { credentials: undefined, issues };
  const schemeAsSent = readScheme();
  const credentials: Draft = { scheme: schemeAsSent.toLowerCase(), schemeAsSent, params: [], offset };
  if (schemeAsSent) skipRepeated(schemeAsSent);
  unquote();
  if (at >= body.length) report('missing-value', at);
  else if (match(/[!#$%&'*+.^_`|~\w-]+[ \t]*=[ \t]*[^ \t=,]/y)) {
    // What was read is blanked, so that offsets stay.
    const more = scan(' '.repeat(at) + body.slice(at), issues, credentials);
    for (const { offset: next } of more) report('several-credentials', next);
  } else credentials.token68 = readToken();
  return { credentials, issues };
}
