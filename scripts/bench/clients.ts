import { OAuth2Client, OAuth2Fetch } from '@badgateway/oauth2-client';
import { attach, createSession, type SessionOptions } from '@freshkey/axios';
import { createSessionPool } from '@freshkey/core/pool';
import { createFetch } from '@freshkey/fetch';
import { extend } from '@freshkey/ky';
import axios, { type AxiosAdapter, AxiosError, type AxiosInstance, type InternalAxiosRequestConfig } from 'axios';
import createAuthRefresh from 'axios-auth-refresh';
import ky, { type KyInstance } from 'ky';

/** The API in memory: takes one token, needs so long for an answer. */
export interface Backend {
  valid: string;
  readonly exchangeMs: number;
  refreshes: number;
}

export const baseUrl = 'https://api.test';

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const tokenOf = (header: unknown) => String(header ?? '').replace('Bearer ', '');

export async function refreshAt(backend: Backend): Promise<string> {
  backend.refreshes++;
  if (backend.exchangeMs > 0) await wait(backend.exchangeMs);
  return backend.valid;
}

const adapterOf =
  (backend: Backend): AxiosAdapter =>
  async (config: InternalAxiosRequestConfig) => {
    // What was sent is what stands there now: whoever takes the header off later has sent it all the same.
    const token = tokenOf(config.headers.get('authorization'));
    if (backend.exchangeMs > 0) await wait(backend.exchangeMs);
    const status = token === backend.valid ? 200 : 401;
    const response = { data: '', status, statusText: '', headers: {}, config, request: undefined };
    if (status === 200) return response;
    throw new AxiosError(
      'Request failed with status code 401',
      AxiosError.ERR_BAD_REQUEST,
      config,
      undefined,
      response,
    );
  };

const fetchOf =
  (backend: Backend): typeof fetch =>
  async (input, init) => {
    const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined));
    if (backend.exchangeMs > 0) await wait(backend.exchangeMs);
    return new Response('{}', { status: tokenOf(headers.get('authorization')) === backend.valid ? 200 : 401 });
  };

/** The platform's own `fetch` is the transport, as for nearly everybody: clients look it up, and trust it with redirects. */
function usePlatformFetch(backend: Backend): typeof fetch {
  globalThis.fetch = fetchOf(backend);
  return globalThis.fetch;
}

const sessionFor = (backend: Backend, token: string) =>
  createSession({
    tokens: { access_token: token, refresh_token: 'r', expires_in: 3600 },
    refresh: async () => ({ access_token: await refreshAt(backend), expires_in: 3600 }),
    origins: [baseUrl],
  } satisfies SessionOptions);

const create = (backend: Backend) => axios.create({ baseURL: baseUrl, adapter: adapterOf(backend) });

/** No refresh at all: the header is a default of the instance. */
export function bareAxios(backend: Backend, token: string): AxiosInstance {
  const instance = create(backend);
  instance.defaults.headers.common.Authorization = `Bearer ${token}`;
  return instance;
}

export function freshkeyAxios(backend: Backend, token: string): AxiosInstance {
  const instance = create(backend);
  attach(instance, sessionFor(backend, token));
  return instance;
}

/** What teams write by hand: a shared promise, a flag on the config. */
export function handwrittenAxios(backend: Backend, token: string): AxiosInstance {
  const instance = create(backend);
  let current = token;
  let refreshing: Promise<string> | undefined;
  instance.interceptors.request.use((config) => {
    config.headers.set('Authorization', `Bearer ${current}`);
    return config;
  });
  instance.interceptors.response.use(
    (response) => response,
    async (error: AxiosError) => {
      const config = error.config as (InternalAxiosRequestConfig & { isRetry?: boolean }) | undefined;
      if (error.response?.status !== 401 || !config || config.isRetry) throw error;
      config.isRetry = true;
      refreshing ??= refreshAt(backend).finally(() => {
        refreshing = undefined;
      });
      current = await refreshing;
      return instance.request(config);
    },
  );
  return instance;
}

/** Its default rejects all concurrent 401s but the first; `deduplicateRefresh: false` is the form that can do the work. */
export function authRefreshAxios(backend: Backend, token: string): AxiosInstance {
  const instance = create(backend);
  let current = token;
  instance.interceptors.request.use((config) => {
    config.headers.set('Authorization', `Bearer ${current}`);
    return config;
  });
  createAuthRefresh(
    instance,
    async () => {
      current = await refreshAt(backend);
    },
    { deduplicateRefresh: false },
  );
  return instance;
}

export function bareKy(backend: Backend, token: string): KyInstance {
  usePlatformFetch(backend);
  return ky.create({ prefix: baseUrl, headers: { authorization: `Bearer ${token}` } });
}

export function freshkeyKy(backend: Backend, token: string): KyInstance {
  usePlatformFetch(backend);
  return extend(ky.create({ prefix: baseUrl }), sessionFor(backend, token));
}

/** The recipe that ky documents: `beforeRequest` sets the header, `afterResponse` refreshes. */
export function handwrittenKy(backend: Backend, token: string): KyInstance {
  let current = token;
  usePlatformFetch(backend);
  return ky.create({
    prefix: baseUrl,
    hooks: {
      beforeRequest: [({ request }) => request.headers.set('authorization', `Bearer ${current}`)],
      afterResponse: [
        async ({ request, response, retryCount }) => {
          if (response.status !== 401 || retryCount > 0) return undefined;
          current = await refreshAt(backend);
          const headers = new Headers(request.headers);
          headers.set('authorization', `Bearer ${current}`);
          return ky.retry({ request: new Request(request, { headers }), delay: 0 });
        },
      ],
    },
  });
}

export type Fetch = (input: string) => Promise<Response>;

export function bareFetch(backend: Backend, token: string): Fetch {
  const fetch = usePlatformFetch(backend);
  const headers = { authorization: `Bearer ${token}` };
  return (input) => fetch(input, { headers });
}

export function freshkeyFetch(backend: Backend, token: string): Fetch {
  usePlatformFetch(backend);
  return createFetch(sessionFor(backend, token));
}

/** A `fetch` of somebody else's, whose redirects must be watched. */
export function freshkeyOverFetch(backend: Backend, token: string): Fetch {
  return createFetch(sessionFor(backend, token), { fetch: fetchOf(backend) });
}

/** One fetch for a thousand users: each request is another one's. */
export function pooledFetch(backend: Backend, token: string): Fetch {
  const users = Array.from({ length: 1000 }, (_, index) => `user-${index}`);
  const refresh = async () => ({ access_token: await refreshAt(backend), expires_in: 3600 });
  const tokens = { access_token: token, refresh_token: 'r', expires_in: 3600 };
  const pool = createSessionPool({ options: () => ({ tokens, refresh, origins: [baseUrl] }) });
  let turn = 0;
  return createFetch(() => pool.session(users[turn++ % users.length] as string), { fetch: fetchOf(backend) });
}

export function oauth2Fetch(backend: Backend, token: string): Fetch {
  const fetch = usePlatformFetch(backend);
  const stored = { accessToken: token, refreshToken: 'r', expiresAt: Date.now() + 3_600_000 };
  const wrapper = new OAuth2Fetch({
    client: new OAuth2Client({ server: baseUrl, clientId: 'bench' }),
    getNewToken: async () => ({ ...stored, accessToken: await refreshAt(backend) }),
    getStoredToken: () => stored,
    scheduleRefresh: false,
  });
  const middleware = wrapper.mw();
  return (input) => middleware(new Request(input), (request) => fetch(request));
}
