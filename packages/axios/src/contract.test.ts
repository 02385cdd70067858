import { Readable } from 'node:stream';
import { createSession, type Session } from '@freshkey/core';
import { type AdapterSubject, adapterContract, type ContractFailure, type ContractRequest } from '@freshkey/testing';
import { serversOnLoopback } from '@freshkey/testing/server';
import axios, { type AxiosInstance, type AxiosRequestConfig, isAxiosError, isCancel } from 'axios';
import floor from 'axios-1.7';
import { describe, test } from 'vitest';
import { attach } from './attach.ts';

const textOf = (data: unknown) => (typeof data === 'string' ? data : data === undefined ? '' : JSON.stringify(data));

function failureOf(error: unknown): ContractFailure {
  const { response, code, name, cause } = error as { response?: { status: number; data: unknown }; code?: string } & Error;
  return {
    ...(response && { status: response.status, body: textOf(response.data) }),
    name,
    isAbort: isCancel(error),
    isTimeout: code === 'ECONNABORTED' || code === 'ETIMEDOUT',
    cause,
    original: error,
  };
}

/** What an application writes: axios on Node streams Node's streams, and wants to be told of a form by its fetch adapter. */
const bodyOf = (body: ContractRequest['body'], adapter: 'http' | 'fetch') =>
  body instanceof ReadableStream && adapter === 'http' ? Readable.fromWeb(body as never) : body;

const configOf = (
  { path, method = 'GET', headers, json, body, signal, timeoutMs, options }: ContractRequest,
  adapter: 'http' | 'fetch',
): AxiosRequestConfig => ({
  url: path,
  method,
  data: json ?? bodyOf(body, adapter),
  responseType: 'text',
  transformResponse: [(data) => data],
  headers: { ...(body instanceof FormData && { 'Content-Type': 'multipart/form-data' }), ...headers },
  ...(signal && { signal }),
  ...(timeoutMs !== undefined && { timeout: timeoutMs }),
  ...(options && { freshkey: options }),
});

function subject(client: typeof axios, adapter: 'http' | 'fetch'): AdapterSubject<Session> {
  return {
    createSession: (options) => createSession(options as never),
    openServers: serversOnLoopback,
    traits: { bodies: ['text', 'binary', 'form-data', 'url-search-params', 'blob', 'stream'] },
    connect(source, { baseUrl }) {
      const instance: AxiosInstance = client.create({ baseURL: baseUrl, adapter });
      const detach = attach(instance, source);
      return {
        async request(request) {
          try {
            const response = await instance.request(configOf(request, adapter));
            const headers = { get: (name: string) => response.headers[name] as string | undefined };
            return { status: response.status, body: textOf(response.data), headers, original: response };
          } catch (error) {
            throw isAxiosError(error) || isCancel(error) ? failureOf(error) : Object.assign(failureOf(error), { original: error });
          }
        },
        close: detach,
      };
    },
  };
}

describe.each([
  ['axios, http adapter', axios, 'http'],
  ['axios, fetch adapter', axios, 'fetch'],
  ['axios 1.7.0, http adapter', floor as unknown as typeof axios, 'http'],
  ['axios 1.7.0, fetch adapter', floor as unknown as typeof axios, 'fetch'],
] as const)('%s', (_name, client, adapter) => {
  for (const { name, run } of adapterContract(subject(client, adapter))) test(name, run);
});
