/**
 * What is wrong with a header. Codes are stable and carry no text of their own, so that bundles stay small.
 *
 * - `not-a-string`: the header, or an item of it, is not a string; the item is passed over
 * - `too-long`: longer than {@link maxHeaderLength}; the rest is not read
 * - `control-character`: a line break, NUL or the like; each is read as a space (RFC 9110 §5.5)
 * - `stray-character`: something that no grammar allows there; it is passed over
 * - `missing-scheme`: a parameter or token that no scheme precedes
 * - `missing-comma`: two elements with nothing but a space between them
 * - `missing-value`: nothing where a value, or a credential, must be
 * - `unquoted-value`: a value that needs quotes and has none, such as `realm=https://example.com/`
 * - `unterminated-quote`: the closing quote is missing; the value goes on to the end of the line
 * - `duplicate-param`: a name for the second time; both are kept, the first one counts
 * - `token68-and-params`: one scheme with both
 * - `repeated-scheme`, `quoted-credential`, `several-credentials`: only in Authorization: `Bearer Bearer x`,
 *   `Bearer "x"`, `Bearer x, Bearer y`
 */
export type HeaderIssueCode =
  | 'not-a-string'
  | 'too-long'
  | 'control-character'
  | 'stray-character'
  | 'missing-scheme'
  | 'missing-comma'
  | 'missing-value'
  | 'unquoted-value'
  | 'unterminated-quote'
  | 'duplicate-param'
  | 'token68-and-params'
  | 'repeated-scheme'
  | 'quoted-credential'
  | 'several-credentials';

/** One flaw of a header: found, recovered from, and reported in place of an exception. */
export interface HeaderIssue {
  readonly code: HeaderIssueCode;
  /** In UTF-16 code units from the start of the header; of several lines, from the start of all joined with `, `. */
  readonly offset: number;
  /**
   * The shape of the next 40 characters: words that are known to be public (`Bearer`, `realm`, `error`, …) and
   * punctuation stay, all else is cut to `…`. It holds no credential, wherever in the header one stands. Empty where there
   * is nothing to show: `not-a-string`, `too-long`, `control-character`.
   */
  readonly excerpt: string;
}

const publicWord = /^(basic|bearer|digest|dpop|realm|scope|error)$/i;

/** Cuts every word that is not known to be public. */
export function excerptOf(text: string, at: number): string {
  return text.slice(at, at + 40).replace(/[^ ,="]+/g, (word) => (publicWord.test(word) ? word : '…'));
}
