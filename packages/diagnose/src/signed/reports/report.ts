import type { Exchange } from '../../exchange.ts';
import { type ExchangeParts, exchangeOf } from '../../fixtures/fixture.ts';

/**
 * One exchange rebuilt from a public report of somebody in trouble: methods, header names and the server's words are
 * the thread's; hosts, keys, signatures and times are made up.
 */
export interface Report {
  /** The thread's address. */
  readonly thread: string;
  readonly exchange: Exchange;
  /** Rows that are right. */
  readonly rows: readonly string[];
  /** What the cause must say, in its title, evidence or fix, to be of use to the one who asked. */
  readonly tells: RegExp;
}

/** @param thread `owner/repository#number` of GitHub. */
export function report(thread: string, row: string | readonly string[], tells: RegExp, parts: ExchangeParts): Report {
  const [repository, number] = thread.split('#');
  return {
    thread: `https://github.com/${repository}/issues/${number}`,
    exchange: exchangeOf(parts),
    rows: typeof row === 'string' ? [row] : row,
    tells,
  };
}

/** An error of S3 and of what speaks like it. */
export function s3Error(code: string, message: string, more = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message>${more}<RequestId>4YKK6iKMv28</RequestId></Error>`;
}

export const xml = { 'Content-Type': 'application/xml' };
