import type { DiagnoseContext, Exchange, HeaderList, RequestSent, ResponseReceived } from '../exchange.ts';
import type { DiagnosisStatus } from '../finding.ts';

/** What a person who knows the catalogue says about an exchange, written down before any rule was asked. */
interface Expectation {
  readonly status: DiagnosisStatus;
  /** The row of the root cause; a list where several are equally right; `null` where nobody could tell one. */
  readonly cause: string | null | readonly (string | null)[];
}

/** One whole exchange and its root cause. */
export interface CorpusCase {
  readonly name: string;
  /** The address of the public thread that it was rebuilt from. */
  readonly thread?: string;
  readonly exchange: Exchange;
  readonly context?: DiagnoseContext;
  readonly expect: Expectation;
}

/** The server's clock in the whole corpus: 2026-03-10, 09:30 UTC. */
export const serverNowMs = Date.UTC(2026, 2, 10, 9, 30);
export const serverNowSec = serverNowMs / 1000;

/** An HTTP date, so many seconds after the corpus's present. */
const httpDate = (afterSec = 0): string => new Date(serverNowMs + afterSec * 1000).toUTCString();

/** Headers by name; a list stands for several lines, `null` for a header that is not there. */
type HeaderValues = Readonly<Record<string, string | readonly string[] | null>>;

const headerList = (values: HeaderValues): HeaderList =>
  Object.entries(values).flatMap(([name, value]) =>
    value === null
      ? []
      : typeof value === 'string'
        ? [[name, value] as const]
        : value.map((line) => [name, line] as const),
  );

/** A request as a client sends it: its own headers first, then the caller's. A body that is no text is sent as JSON. */
export function send(method: string, url: string, headers: HeaderValues = {}, body?: unknown): RequestSent {
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const values = {
    Host: new URL(url).host,
    ...(body === undefined || typeof body === 'string' ? {} : { 'Content-Type': 'application/json' }),
    ...headers,
  };
  return text === undefined
    ? { method, url, headers: headerList(values) }
    : { method, url, headers: headerList(values), body: text };
}

export function get(url: string, headers: HeaderValues = {}): RequestSent {
  return send('GET', url, headers);
}
export function post(url: string, headers: HeaderValues, body: unknown): RequestSent {
  return send('POST', url, headers, body);
}
/** A form, as OAuth's token endpoints want it. */
export function postForm(url: string, headers: HeaderValues, form: Record<string, string>): RequestSent {
  return send(
    'POST',
    url,
    { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
    new URLSearchParams(form).toString(),
  );
}

/** An answer as a server sends it, with a Date unless that is `null`. A body that is no text is sent as JSON. */
export function answer(status: number, headers: HeaderValues = {}, body?: unknown): ResponseReceived {
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const json = body !== undefined && typeof body !== 'string';
  const values = {
    Date: httpDate(),
    ...(json ? { 'Content-Type': 'application/json; charset=utf-8' } : {}),
    ...headers,
  };
  return text === undefined
    ? { status, headers: headerList(values) }
    : { status, headers: headerList(values), body: text };
}

/** An HTML page as a proxy or application serves it. */
export function page(title: string, text = ''): string {
  return `<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>${title}</title></head>\n<body><h1>${title}</h1>${text}</body></html>\n`;
}

/** What common clients send of their own accord. */
export const clients = {
  axios: {
    Accept: 'application/json, text/plain, */*',
    'User-Agent': 'axios/1.21.0',
    'Accept-Encoding': 'gzip, compress, deflate, br',
  },
  node: {
    accept: '*/*',
    'accept-language': '*',
    'sec-fetch-mode': 'cors',
    'user-agent': 'node',
    'accept-encoding': 'gzip, deflate',
  },
  curl: { 'User-Agent': 'curl/8.9.1', Accept: '*/*' },
  python: {
    'User-Agent': 'python-requests/2.32.3',
    'Accept-Encoding': 'gzip, deflate',
    Accept: '*/*',
    Connection: 'keep-alive',
  },
  go: { 'User-Agent': 'Go-http-client/2.0', 'Accept-Encoding': 'gzip' },
  java: { 'User-Agent': 'okhttp/4.12.0', 'Accept-Encoding': 'gzip', Connection: 'Keep-Alive' },
  postman: {
    'User-Agent': 'PostmanRuntime/7.43.0',
    Accept: '*/*',
    'Postman-Token': '0d9c8a55-6a58-4f0c-9a6f-2f7d3c1f9e10',
  },
} as const;

/** What a browser sends from a page of that origin. */
export function browser(origin: string, site: 'same-origin' | 'same-site' | 'cross-site' = 'cross-site'): HeaderValues {
  return {
    Accept: 'application/json',
    Origin: origin,
    Referer: `${origin}/`,
    'Sec-Fetch-Dest': 'empty',
    'Sec-Fetch-Mode': 'cors',
    'Sec-Fetch-Site': site,
    'User-Agent':
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/145.0.0.0 Safari/537.36',
  };
}

type Known = Omit<Exchange, 'request' | 'response' | 'error'>;
const context: DiagnoseContext = { now: serverNowMs + 140 };

/** A refusal with a root cause. */
export function explained(
  name: string,
  cause: string | readonly string[],
  request: RequestSent,
  response: ResponseReceived,
  known: Known & { error?: unknown } = {},
): CorpusCase {
  return { name, exchange: { request, response, ...known }, context, expect: { status: 'explained', cause } };
}

/** A refusal of which nobody could say why from what is there. */
export function unexplained(
  name: string,
  request: RequestSent,
  response: ResponseReceived,
  known: Known = {},
): CorpusCase {
  return {
    name,
    exchange: { request, response, ...known },
    context,
    expect: { status: 'unexplained', cause: null },
  };
}

/** No refusal at all. */
export function healthy(name: string, request: RequestSent, response: ResponseReceived, known: Known = {}): CorpusCase {
  return {
    name,
    exchange: { request, response, ...known },
    context,
    expect: { status: 'not-refused', cause: null },
  };
}

/** No answer came, only what the client threw. */
export function unanswered(
  name: string,
  cause: Expectation['cause'],
  request: RequestSent,
  error: unknown,
  known: Known = {},
): CorpusCase {
  return { name, exchange: { request, error, ...known }, context, expect: { status: 'no-answer', cause } };
}

/** The same case by another local clock. */
export function byLocalClock(entry: CorpusCase, now: number): CorpusCase {
  return { ...entry, context: { now } };
}
