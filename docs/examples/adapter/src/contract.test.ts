import { Readable } from 'node:stream';
import { createSession, type Session } from '@freshkey/core';
import { type AdapterSubject, adapterContract, type ContractFailure, type ContractRequest } from '@freshkey/testing';
import { serversOnLoopback } from '@freshkey/testing/server';
import { describe, test } from 'vitest';
import { attach } from './attach.ts';
import { HttpClient, HttpError, type HttpRequest } from './http-client.ts';

const bodyOf = ({ json, body }: ContractRequest): HttpRequest['body'] => {
  if (json !== undefined) return JSON.stringify(json);
  return body instanceof ReadableStream ? Readable.fromWeb(body as never) : (body as string | Uint8Array | undefined);
};

function requestOf(request: ContractRequest): HttpRequest {
  const { path, method, headers, json, signal, timeoutMs, options } = request;
  const body = bodyOf(request);
  return {
    url: path,
    headers: { ...(json !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(method && { method }),
    ...(body !== undefined && { body }),
    ...(signal && { signal }),
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(options && { freshkey: options }),
  };
}

const failureOf = (error: Error): ContractFailure => ({
  ...(error instanceof HttpError && { status: error.response.status, body: error.response.body }),
  name: error.name,
  isAbort: error.name === 'AbortError',
  isTimeout: error.name === 'TimeoutError',
  cause: error.cause,
  original: error,
});

const subject: AdapterSubject<Session> = {
  createSession: (options) => createSession(options),
  openServers: serversOnLoopback,
  traits: { bodies: ['text', 'binary', 'stream'] },
  connect(source, { baseUrl }) {
    const client = new HttpClient(baseUrl);
    const close = attach(client, source);
    return {
      close,
      async request(request) {
        try {
          const response = await client.request(requestOf(request));
          const headers = { get: (name: string) => response.headers[name] as string | undefined };
          return { status: response.status, body: response.body, headers, original: response };
        } catch (error) {
          throw failureOf(error as Error);
        }
      },
    };
  },
};

describe('a client over node:http', () => {
  for (const { name, run } of adapterContract(subject)) test(name, run);
});
