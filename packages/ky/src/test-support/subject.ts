import { createSession, type Session } from '@freshkey/core';
import type { AdapterSubject, ContractFailure, ContractRequest } from '@freshkey/testing';
import type { KyInstance, Options } from 'ky';
import { extend } from '../extend.ts';

async function failureOf(error: Error & { response?: Response; data?: unknown }): Promise<ContractFailure> {
  const { response, data } = error;
  const body = data === undefined ? (response?.bodyUsed ? undefined : await response?.text()) : data;
  return {
    ...(response && { status: response.status, body: typeof body === 'string' ? body : JSON.stringify(body ?? '') }),
    name: error.name,
    isAbort: error.name === 'AbortError',
    isTimeout: error.name === 'TimeoutError',
    cause: error.cause,
    original: error,
  };
}

function optionsOf(
  base: 'prefix' | 'prefixUrl',
  { method = 'GET', headers, json, body, signal, timeoutMs, options }: ContractRequest,
): Options {
  return {
    method,
    ...(headers && { headers }),
    ...(json !== undefined && { json }),
    ...(body !== undefined && { body, duplex: 'half' }),
    ...(signal && { signal }),
    ...(timeoutMs !== undefined && { timeout: timeoutMs }),
    // ky 1 hands what it does not know on to fetch, and keeps `context` to itself.
    ...(options && (base === 'prefix' ? { context: { freshkey: options } } : { freshkey: options })),
  } as Options;
}

export function subject(
  client: KyInstance,
  base: 'prefix' | 'prefixUrl',
  openServers: AdapterSubject['openServers'],
  bodies: NonNullable<AdapterSubject['traits']>['bodies'],
): AdapterSubject<Session> {
  return {
    createSession: (options) => createSession(options as never),
    openServers,
    traits: { ...(bodies && { bodies }) },
    connect(source, { baseUrl }) {
      const instance = extend(client.create({ [base]: baseUrl, retry: 0 } as Options), source);
      return {
        async request(request) {
          const { path } = request;
          const absolute = /^https?:/.test(path);
          try {
            const response = await (absolute
              ? instance(path, { ...optionsOf(base, request), [base]: '' } as Options)
              : instance(path.slice(1), optionsOf(base, request)));
            return {
              status: response.status,
              body: await response.clone().text(),
              headers: response.headers,
              original: response,
            };
          } catch (error) {
            throw await failureOf(error as Error);
          }
        },
      };
    },
  };
}
