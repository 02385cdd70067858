import { attach, createSession, type Session, type SessionOptions } from '@freshkey/axios';
import { memoryStore, type TokenStore } from '@freshkey/core';
import { originOf } from '@freshkey/core/adapter';
import { tabs } from '@freshkey/core/tabs';
import { diagnose } from '@freshkey/diagnose';
import { readEnvFile } from '@freshkey/env';
import { createFetch } from '@freshkey/fetch';
import { redis } from '@freshkey/redis';
import axios, { AxiosError } from 'axios';

export { originOf, readEnvFile, redis, tabs };

const store: TokenStore = memoryStore();
const options: SessionOptions = {
  tokens: { accessToken: 'first', refreshToken: 'again' },
  store,
  diagnose,
  refresh: async ({ tokens, signal }) => {
    const { data } = await axios.post(
      'https://api.test/oauth/token',
      { refresh_token: tokens.refreshToken },
      { signal },
    );
    return data;
  },
};
export const session: Session = createSession(options);
const api = axios.create({ baseURL: 'https://api.test' });
export const detach: () => void = attach(api, session);
export const fetchApi: typeof fetch = createFetch(session, { baseUrl: 'https://api.test' });

session.on('unauthorized', ({ reason }) => {
  const said: string = reason;
  return said;
});
// @ts-expect-error a token is no number: the types are not `any`
createSession({ tokens: 17 });
// @ts-expect-error a priority is a number
api.get('/orders', { freshkey: { priority: 'first' } });
export const answer = api.get<{ ok: boolean }>('/orders', { freshkey: { priority: 1 } }).catch((error: unknown) => {
  return error instanceof AxiosError ? session.explain(error) : undefined;
});
