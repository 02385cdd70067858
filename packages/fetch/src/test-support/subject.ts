import { createSession, type Session } from '@freshkey/core';
import type { AdapterSubject, ContractFailure, ContractRequest } from '@freshkey/testing';
import { createFetch, type FreshkeyRequestInit } from '../create-fetch.ts';

const failureOf = (error: Error): ContractFailure => ({
  name: error.name,
  isAbort: error.name === 'AbortError',
  isTimeout: error.name === 'TimeoutError',
  cause: error.cause,
  original: error,
});

function initOf({
  method = 'GET',
  headers,
  json,
  body,
  signal,
  timeoutMs,
  options,
}: ContractRequest): FreshkeyRequestInit {
  const timeout = timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs);
  const signals = [signal, timeout].filter((one) => one !== undefined);
  return {
    method,
    headers: { ...(json !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(signals.length > 0 && { signal: signals.length > 1 ? AbortSignal.any(signals) : signals[0] }),
    ...(json !== undefined ? { body: JSON.stringify(json) } : body !== undefined && { body, duplex: 'half' }),
    ...(options && { freshkey: options }),
  } as FreshkeyRequestInit;
}

/** A call with a URL, or with a `Request` made of the same. */
export function subject(
  form: 'url' | 'request',
  openServers: AdapterSubject['openServers'],
  bodies: NonNullable<AdapterSubject['traits']>['bodies'],
): AdapterSubject<Session> {
  return {
    createSession: (options) => createSession(options as never),
    openServers,
    traits: { ...(bodies && { bodies }) },
    connect(source, { baseUrl }) {
      const fetch = createFetch(source, { baseUrl });
      return {
        async request(request) {
          const url = new URL(request.path, baseUrl).href;
          const { freshkey, signal, ...init } = initOf(request);
          // A Request puts a signal of its own in the place of the caller's: the mark of a refresh goes beside it.
          const marks = { ...(freshkey && { freshkey }), ...(signal && { signal }) };
          try {
            const response = await (form === 'url'
              ? fetch(url, { ...init, ...marks })
              : fetch(new Request(url, init), marks));
            const body = await response.clone().text();
            return { status: response.status, body, headers: response.headers, original: response };
          } catch (error) {
            throw failureOf(error as Error);
          }
        },
      };
    },
  };
}
