import { createSession, type Session } from '@freshkey/core';
import { type AdapterSubject, adapterContract, type ContractFailure, type ContractRequest } from '@freshkey/testing';
import { serversOnLoopback } from '@freshkey/testing/server';
import ky, { type KyInstance, type Options } from 'ky';
import ky1 from 'ky-1';
import { describe, expect, test } from 'vitest';
import { extend } from './extend.ts';

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

function optionsOf(base: 'prefix' | 'prefixUrl', { method = 'GET', headers, json, body, signal, timeoutMs, options }: ContractRequest): Options {
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

function subject(client: KyInstance, base: 'prefix' | 'prefixUrl'): AdapterSubject<Session> {
  return {
    createSession: (options) => createSession(options as never),
    openServers: serversOnLoopback,
    traits: { bodies: ['text', 'binary', 'form-data', 'url-search-params', 'blob', 'stream'] },
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
            return { status: response.status, body: await response.clone().text(), headers: response.headers, original: response };
          } catch (error) {
            throw await failureOf(error as Error);
          }
        },
      };
    },
  };
}

/** ky 1 puts a signal of its own in the place of the caller's, and with it goes the mark of the refresh's own call. */
const needsSignal = [
  "refreshes through the same client when the call carries the flight's signal",
  "ends the session when the refusal of a refresh comes through the same client as that client's error",
];

describe.each([
  ['ky 2', ky, 'prefix'],
  ['ky 1', ky1 as unknown as KyInstance, 'prefixUrl'],
] as const)('%s', (_name, client, base) => {
  for (const { name, run } of adapterContract(subject(client, base))) {
    if (base === 'prefix' || !needsSignal.includes(name)) test(name, run);
  }
});

test('the cases that ky 1 is spared are cases of the contract', () => {
  const names = adapterContract(subject(ky, 'prefix')).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(needsSignal));
});
