import { OAuth2Client, OAuth2Fetch } from '@badgateway/oauth2-client';
import { attach, createSession } from '@freshkey/axios';
import { createFetch } from '@freshkey/fetch';
import { extend } from '@freshkey/ky';
import type { TestServer } from '@freshkey/testing/server';
import axios, { type AxiosError, type InternalAxiosRequestConfig } from 'axios';
import createAuthRefresh from 'axios-auth-refresh';
import ky from 'ky';

/** A client with an expired access token and a refresh token that can be used once. */
export interface Contender {
  readonly name: string;
  /** The package whose version is printed; absent: code that is written by hand. */
  readonly packageName?: string;
  /** Returns a request that resolves with the status of its answer. */
  connect(server: TestServer): (path: string) => Promise<number>;
}

/** The tokens of an application that refreshes by itself: each refresh spends the refresh token at hand. */
function tokensOf(server: TestServer) {
  const { access_token, refresh_token = '' } = server.tokens.issue({ expired: true });
  const held = { access: access_token, refresh: refresh_token };
  return {
    held,
    async renew(): Promise<void> {
      const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: held.refresh, client_id: 'app' });
      const answer = await fetch(`${server.url}/oauth/token`, { method: 'POST', body });
      if (!answer.ok) throw new Error(`The refresh was answered ${answer.status}.`);
      const { access_token: access, refresh_token: refresh } = (await answer.json()) as Record<string, string>;
      Object.assign(held, { access, refresh });
    },
  };
}

function sessionOf(server: TestServer) {
  return createSession({
    tokens: server.tokens.issue({ expired: true }),
    refresh: server.refresh,
    origins: [server.url],
  });
}

function withHeader(server: TestServer, held: { access: string }) {
  const api = axios.create({ baseURL: server.url });
  api.interceptors.request.use((config) => {
    config.headers.set('Authorization', `Bearer ${held.access}`);
    return config;
  });
  return api;
}

const authRefresh = (name: string, options: object): Contender => ({
  name,
  packageName: 'axios-auth-refresh',
  connect(server) {
    const { held, renew } = tokensOf(server);
    const api = withHeader(server, held);
    createAuthRefresh(api, () => renew(), options);
    return async (path) => (await api.get(path)).status;
  },
});

export const contenders: readonly Contender[] = [
  {
    name: '@freshkey/axios',
    packageName: '@freshkey/axios',
    connect(server) {
      const api = axios.create({ baseURL: server.url });
      attach(api, sessionOf(server));
      return async (path) => (await api.get(path)).status;
    },
  },
  {
    name: '@freshkey/ky',
    packageName: '@freshkey/ky',
    connect(server) {
      const api = extend(ky.create({ prefix: server.url }), sessionOf(server));
      return async (path) => (await api.get(path.slice(1))).status;
    },
  },
  {
    name: '@freshkey/fetch',
    packageName: '@freshkey/fetch',
    connect(server) {
      const api = createFetch(sessionOf(server), { baseUrl: server.url });
      return async (path) => (await api(path)).status;
    },
  },
  authRefresh('axios-auth-refresh, as its README says', {}),
  authRefresh('axios-auth-refresh, deduplicateRefresh: false', { deduplicateRefresh: false }),
  {
    name: 'axios, an interceptor that refreshes for each 401',
    packageName: 'axios',
    connect(server) {
      const { held, renew } = tokensOf(server);
      const api = withHeader(server, held);
      api.interceptors.response.use(undefined, async (error: AxiosError) => {
        const config = error.config as (InternalAxiosRequestConfig & { isRetry?: boolean }) | undefined;
        if (error.response?.status !== 401 || !config || config.isRetry) throw error;
        config.isRetry = true;
        await renew();
        return api.request(config);
      });
      return async (path) => (await api.get(path)).status;
    },
  },
  {
    name: 'axios, an interceptor with one shared promise',
    packageName: 'axios',
    connect(server) {
      const { held, renew } = tokensOf(server);
      const api = withHeader(server, held);
      let renewing: Promise<void> | undefined;
      api.interceptors.response.use(undefined, async (error: AxiosError) => {
        const config = error.config as (InternalAxiosRequestConfig & { isRetry?: boolean }) | undefined;
        if (error.response?.status !== 401 || !config || config.isRetry) throw error;
        config.isRetry = true;
        renewing ??= renew().finally(() => {
          renewing = undefined;
        });
        await renewing;
        return api.request(config);
      });
      return async (path) => (await api.get(path)).status;
    },
  },
  {
    name: 'ky, its own recipe (afterResponse)',
    packageName: 'ky',
    connect(server) {
      const { held, renew } = tokensOf(server);
      const api = ky.create({
        prefix: server.url,
        hooks: {
          beforeRequest: [({ request }) => request.headers.set('authorization', `Bearer ${held.access}`)],
          afterResponse: [
            async ({ request, response, retryCount }) => {
              if (response.status !== 401 || retryCount > 0) return undefined;
              await renew();
              const headers = new Headers(request.headers);
              headers.set('authorization', `Bearer ${held.access}`);
              return ky.retry({ request: new Request(request, { headers }), delay: 0 });
            },
          ],
        },
      });
      return async (path) => (await api.get(path.slice(1))).status;
    },
  },
  {
    name: 'fetch, a wrapper that refreshes for each 401',
    connect(server) {
      const { held, renew } = tokensOf(server);
      const send = (path: string) =>
        fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${held.access}` } });
      return async (path) => {
        const first = await send(path);
        if (first.status !== 401) return first.status;
        await renew();
        return (await send(path)).status;
      };
    },
  },
  {
    name: 'OAuth2Fetch',
    packageName: '@badgateway/oauth2-client',
    connect(server) {
      const { access_token, refresh_token = null } = server.tokens.issue({ expired: true });
      const client = new OAuth2Client({ server: server.url, clientId: 'app', tokenEndpoint: '/oauth/token' });
      const wrapper = new OAuth2Fetch({
        client,
        getNewToken: () => null,
        getStoredToken: () => ({
          accessToken: access_token,
          refreshToken: refresh_token,
          expiresAt: Date.now() + 3_600_000,
        }),
        scheduleRefresh: false,
      });
      return async (path) => (await wrapper.fetch(`${server.url}${path}`)).status;
    },
  },
];
