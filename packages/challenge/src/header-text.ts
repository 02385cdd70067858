import type { HeaderIssue, HeaderIssueCode } from './header-issue.ts';

/**
 * A header as one has it: the value, the values of several lines, an object of which it can be asked by name
 * (`Headers`, AxiosHeaders, a `Map` with names in lower case), or nothing.
 */
export type HeaderInput = string | readonly string[] | { get(name: string): unknown } | null | undefined;

/** How much of a header is read, in UTF-16 code units over all lines: 16 KiB, which is what servers and proxies allow. */
export const maxHeaderLength = 16_384;

/**
 * The lines of a header as one text, at most {@link maxHeaderLength} of it. Lines are joined with LF and comma: as long as
 * the `, ` of RFC 9110 §5.3, so that offsets agree, and still a bound that no quoted-string crosses. No other control
 * character is left but the tab; each is read as a space (RFC 9110 §5.5).
 */
export function headerText(header: HeaderInput, name: string, issues: HeaderIssue[]): string {
  const source = header as { get?: unknown } | null | undefined;
  const value: unknown = typeof source?.get === 'function' ? source.get(name) : header;
  const report = (code: HeaderIssueCode, offset: number) => issues.push({ code, offset, excerpt: '' });
  let text = '';
  let bound = '';
  for (const line of [value ?? []].flat()) {
    if (typeof line === 'string') {
      text += bound;
      text += line.slice(0, maxHeaderLength + 1).replace(/[^\t -~\x80-\uffff]/g, (_, at: number) => {
        report('control-character', text.length + at);
        return ' ';
      });
      bound = '\n,';
    } else report('not-a-string', text.length);
    if (text.length > maxHeaderLength) {
      report('too-long', maxHeaderLength);
      break;
    }
  }
  return text.slice(0, maxHeaderLength);
}
