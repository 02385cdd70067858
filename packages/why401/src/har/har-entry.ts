import { type Exchange, isSensitiveHeader } from '@freshkey/diagnose/rules';
import { readBase64 } from '../bytes.ts';
import type { HeaderList } from '../http/header-list.ts';

/** What is read of one entry of a recording; whatever is not there or of another type is left out. */
export interface HarEntry {
  index: number;
  method: string;
  url: string;
  requestHeaders: HeaderList;
  requestBody: string;
  /** 0: no answer, or hidden by the browser. */
  status: number;
  responseHeaders: HeaderList;
  responseBody: string;
  /** Where the answer redirects to, as the exporter resolved it. */
  redirectUrl: string;
  /** What the browser said went wrong. */
  error: string;
  /** Epoch milliseconds; `NaN` if the recording does not say. */
  startedAtMs: number;
  /** In milliseconds; 0 if the recording does not say. */
  durationMs: number;
  /** Values of cookies that the exporter kept apart from the headers; the first few are enough. */
  cookieValues: string[];
}

const bodyLimit = 65_536;

type Loose = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const member = (value: unknown, name: string): unknown =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const number = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0);

/** Reads an entry of any exporter (HAR 1.2 and its dialects); undefined when it has no request with a URL. */
export function harEntry(value: unknown, index: number): HarEntry | undefined {
  const request = member(value, 'request');
  const response = member(value, 'response');
  const url = text(member(request, 'url'));
  if (url === '') return undefined;
  const requestHeaders = headersOf(request);
  const cookies = list(member(request, 'cookies'));
  const hasCookieHeader = requestHeaders.some(([name]) => name.toLowerCase() === 'cookie');
  if (!hasCookieHeader && cookies.length > 0) {
    requestHeaders.push([
      'Cookie',
      cookies
        .slice(0, 200)
        .map((cookie) => `${text(member(cookie, 'name'))}=${text(member(cookie, 'value'))}`)
        .join('; '),
    ]);
  }
  return {
    index,
    method: methodOf(text(member(request, 'method'))),
    url,
    requestHeaders,
    requestBody: postText(member(request, 'postData')),
    status: number(member(response, 'status')),
    responseHeaders: headersOf(response),
    responseBody: contentText(member(response, 'content')),
    redirectUrl: text(member(response, 'redirectURL')),
    error: text(member(response, '_error')) || text(member(value, '_error')),
    startedAtMs: Date.parse(text(member(value, 'startedDateTime')).slice(0, 64)),
    durationMs: Math.max(0, number(member(value, 'time'))),
    cookieValues: [...cookies.slice(0, 5), ...list(member(response, 'cookies')).slice(0, 5)].map((cookie) =>
      text(member(cookie, 'value')),
    ),
  };
}

const methodOf = (method: string): string => (/^[A-Za-z-]{1,20}$/.test(method) ? method.toUpperCase() : 'GET');

const headersOf = (message: unknown): HeaderList => {
  const headers: HeaderList = [];
  for (const header of list(member(message, 'headers'))) {
    const name = text(member(header, 'name'));
    // Pseudo headers of HTTP/2 are no headers.
    if (name !== '' && !name.startsWith(':')) headers.push([name, text(member(header, 'value'))]);
  }
  return headers;
};

const postText = (post: unknown): string => {
  const body = text(member(post, 'text'));
  if (body !== '') return body.slice(0, bodyLimit);
  const pairs = list(member(post, 'params'))
    .slice(0, 500)
    .map((param) => [text(member(param, 'name')), text(member(param, 'value'))]);
  return pairs.length === 0 ? '' : new URLSearchParams(pairs as [string, string][]).toString().slice(0, bodyLimit);
};

const contentText = (content: unknown): string => {
  const body = text(member(content, 'text'));
  if (member(content, 'encoding') !== 'base64') return body.slice(0, bodyLimit);
  return readBase64(body.slice(0, Math.ceil(bodyLimit / 3) * 4));
};

/** What Chrome, Firefox and Safari write where they will not tell a page why: a refusal by CORS is among it. */
const untold = /^(?:net::ERR_FAILED|NS_ERROR_DOM_BAD_URI|NS_ERROR_FAILURE|.*access control checks.*)?$/i;

/** Told as the page got it, where a credential was to be sent or the preflight had asked for one. */
const errorText = ({ error, requestHeaders }: HarEntry): string => {
  if (!untold.test(error)) return error;
  const carries = requestHeaders.some(([name, value]) => value !== '' && isSensitiveHeader(name.toLowerCase()));
  return carries || error === '' ? `Failed to fetch${error === '' ? '' : ` (${error})`}` : error;
};

/** The entry as an exchange, for the rules. */
export function exchangeOf(entry: HarEntry, recordedBy: 'browser' | 'other'): Exchange {
  const base: Exchange = {
    request: {
      method: entry.method,
      url: entry.url,
      headers: entry.requestHeaders,
      ...(entry.requestBody !== '' && { body: entry.requestBody }),
    },
    ...(recordedBy === 'browser' && { runtime: 'browser' as const }),
    ...(!Number.isNaN(entry.startedAtMs) && {
      sentAtMs: entry.startedAtMs,
      receivedAtMs: entry.startedAtMs + entry.durationMs,
    }),
  };
  if (entry.status === 0) return { ...base, error: new TypeError(errorText(entry)) };
  return {
    ...base,
    response: {
      status: entry.status,
      headers: entry.responseHeaders,
      ...(entry.responseBody !== '' && { body: entry.responseBody }),
    },
  };
}
