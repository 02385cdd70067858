import type { Exchange } from '../../exchange.ts';
import type { DiagnosisStatus } from '../../finding.ts';
import { serverNowMs } from '../../fixtures/fixture.ts';
import type { ProductExchange } from '../../products/exchanges.ts';
import { exchangeFrom } from '../../products/test-support/exchange-from.ts';
import type { CorpusCase } from '../case.ts';

/** What of an exchange the compact form has no place for. */
type Around = Omit<Exchange, 'request' | 'response'> & { readonly url?: string };

/** Rows that are right, the best first. */
type Rows = string | readonly string[];

/**
 * An exchange rebuilt from a public thread of somebody in trouble: method, header names and the server's words are the
 * thread's; hosts, keys and tokens are made up.
 *
 * @param thread `owner/repository#number`.
 */
export function thread(thread: string, rows: Rows, parts: ProductExchange, around: Around = {}): CorpusCase {
  return entry(thread, 'explained', rows, parts, around);
}

/** The same, where no answer reached the program. */
export function unansweredThread(
  thread: string,
  rows: Rows,
  { ask, send }: Pick<ProductExchange, 'ask' | 'send'>,
  around: Around & { readonly error: unknown },
): CorpusCase {
  const { exchange, ...more } = entry(thread, 'no-answer', rows, { ask, ...(send && { send }), status: 0 }, around);
  const { response: _, ...silent } = exchange;
  return { ...more, exchange: silent };
}

function entry(
  thread: string,
  status: DiagnosisStatus,
  rows: Rows,
  parts: ProductExchange,
  { url, ...around }: Around,
): CorpusCase {
  const { response, ...exchange } = exchangeFrom(parts);
  const [repository, number] = thread.split('#');
  const address = `https://github.com/${repository}/issues/${number}`;
  return {
    name: `${address} ${parts.ask}`,
    thread: address,
    exchange: {
      ...exchange,
      ...(response && { response: { ...response, ...(url !== undefined && { url }) } }),
      ...around,
    },
    context: { now: serverNowMs + 140 },
    expect: { status, cause: typeof rows === 'string' ? rows : rows },
  };
}

/** Lines of the request's header. */
export function bearer(token = '~40'): string {
  return `Authorization: Bearer ${token}`;
}
export const json = 'Content-Type: application/json';
export const html = 'Content-Type: text/html; charset=utf-8';
export const text = 'Content-Type: text/plain; charset=utf-8';

/** An error as a client throws it. */
export function thrown(message: string, name = 'TypeError'): Error {
  return Object.assign(new Error(message), { name });
}
