import type { Creator, Entry } from 'har-format';

/** What a test says of one entry; the rest is filled in. */
export interface EntryOptions {
  method?: string;
  url?: string;
  status?: number;
  requestHeaders?: Record<string, string>;
  responseHeaders?: Record<string, string>;
  /** Milliseconds after the recording's start. */
  atMs?: number;
  timeMs?: number;
  postData?: string;
  body?: string;
}

const startMs = Date.UTC(2026, 2, 10, 9, 30);
const list = (headers: Record<string, string> = {}) =>
  Object.entries(headers).map(([name, value]) => ({ name, value }));

/** One entry of a recording, as browsers write it. */
export function entry({
  method = 'GET',
  url = 'https://api.example.com/orders',
  status = 200,
  requestHeaders,
  responseHeaders,
  atMs = 0,
  timeMs = 30,
  postData,
  body = '',
}: EntryOptions): Entry {
  return {
    startedDateTime: new Date(startMs + atMs).toISOString(),
    time: timeMs,
    request: {
      method,
      url,
      httpVersion: 'http/2.0',
      headers: list(requestHeaders),
      queryString: [],
      cookies: [],
      headersSize: -1,
      bodySize: -1,
      ...(postData !== undefined && { postData: { mimeType: 'application/x-www-form-urlencoded', text: postData } }),
    },
    response: {
      status,
      statusText: '',
      httpVersion: 'http/2.0',
      headers: list({ Date: new Date(startMs + atMs).toUTCString(), ...responseHeaders }),
      cookies: [],
      content: { size: body.length, mimeType: 'application/json', text: body },
      redirectURL: '',
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    timings: { send: 0, wait: timeMs, receive: 0 },
  };
}

/** A whole recording. */
export function recording(entries: unknown[], creator: Creator = { name: 'Firefox', version: '140.0' }): string {
  return JSON.stringify({ log: { version: '1.2', creator, pages: [], entries } });
}

/** Chrome's and Edge's name in a recording. */
export const chrome: Creator = { name: 'WebInspector', version: '537.36' };
