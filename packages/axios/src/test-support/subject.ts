import { createSession, type Session } from '@freshkey/core';
import type { AdapterSubject, ContractFailure, ContractRequest } from '@freshkey/testing';
import { type AxiosInstance, type AxiosRequestConfig, type AxiosStatic, isAxiosError, isCancel } from 'axios';
import { attach } from '../attach.ts';

const textOf = (data: unknown) => (typeof data === 'string' ? data : data === undefined ? '' : JSON.stringify(data));

function failureOf(error: unknown): ContractFailure {
  const { response, code, name, cause } = error as {
    response?: { status: number; data: unknown };
    code?: string;
  } & Error;
  return {
    ...(response && { status: response.status, body: textOf(response.data) }),
    name,
    isAbort: isCancel(error),
    isTimeout: code === 'ECONNABORTED' || code === 'ETIMEDOUT',
    cause,
    original: error,
  };
}

export type BodyOf = (body: ContractRequest['body']) => unknown;

const configOf = (
  { path, method = 'GET', headers, json, body, signal, timeoutMs, options }: ContractRequest,
  bodyOf: BodyOf,
): AxiosRequestConfig => ({
  url: path,
  method,
  data: json ?? bodyOf(body),
  responseType: 'text',
  transformResponse: [(data) => data],
  headers: { ...(body instanceof FormData && { 'Content-Type': 'multipart/form-data' }), ...headers },
  ...(signal && { signal }),
  ...(timeoutMs !== undefined && { timeout: timeoutMs }),
  ...(options && { freshkey: options }),
});

export interface SubjectOptions {
  readonly client: AxiosStatic;
  readonly adapter: 'http' | 'xhr' | 'fetch';
  readonly openServers: AdapterSubject['openServers'];
  readonly bodies: NonNullable<AdapterSubject['traits']>['bodies'];
  readonly bodyOf: BodyOf;
}

export function subject({ client, adapter, openServers, bodies, bodyOf }: SubjectOptions): AdapterSubject<Session> {
  return {
    createSession: (options) => createSession(options as never),
    openServers,
    traits: { ...(bodies && { bodies }) },
    connect(source, { baseUrl }) {
      const instance: AxiosInstance = client.create({ baseURL: baseUrl, adapter });
      const detach = attach(instance, source);
      return {
        async request(request) {
          try {
            const response = await instance.request(configOf(request, bodyOf));
            const headers = { get: (name: string) => response.headers[name] as string | undefined };
            return { status: response.status, body: textOf(response.data), headers, original: response };
          } catch (error) {
            throw isAxiosError(error) || isCancel(error)
              ? failureOf(error)
              : Object.assign(failureOf(error), { original: error });
          }
        },
        close: detach,
      };
    },
  };
}
