import { attach, createSession, type Session, type SessionOptions } from '@freshkey/axios';
import type { TokenStore } from '@freshkey/core';
import { memoryStore } from '@freshkey/core';
import { diagnose } from '@freshkey/diagnose';
import { createFetch } from '@freshkey/fetch';
import { extend } from '@freshkey/ky';
import axios from 'axios';
import ky from 'ky';

export type * as adapter from '@freshkey/core/adapter';
export type * as env from '@freshkey/env';
export type * as postgres from '@freshkey/postgres';
export type * as redis from '@freshkey/redis';
export type * as testing from '@freshkey/testing';

const { SERVER_URL: url = '', TOKENS = '{}' } = process.env;
const store: TokenStore = memoryStore();

const options: SessionOptions = {
  tokens: JSON.parse(TOKENS),
  store,
  diagnose,
  refresh: async ({ tokens, signal }) => {
    const body = new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: tokens.refreshToken,
      client_id: 'app',
    });
    const { data } = await axios.post(`${url}/oauth/token`, body, { signal });
    return data;
  },
};
const session: Session = createSession(options);
const api = axios.create({ baseURL: url });
attach(api, session);
const kyApi = extend(ky.create({}), session);
const fetchApi: typeof fetch = createFetch(session, { baseUrl: url });

session.on('unauthorized', ({ reason, diagnosis }) => {
  const fix: string | undefined = diagnosis?.cause?.fix;
  console.error(reason, fix);
});
try {
  // @ts-expect-error there is no such event: the types are not `any`
  session.on('no-such-event', () => {});
} catch (error) {
  if (!String(error).includes('there is no event "no-such-event"')) throw error;
}

const answers: unknown[] = await Promise.all([
  ...Array.from({ length: 10 }, (_, id) =>
    api.get<{ ok: boolean }>('/api/storm', { params: { id }, freshkey: { priority: 1 } }),
  ),
  ...Array.from({ length: 10 }, (_, index) => fetchApi(`${url}/api/storm?id=${index + 10}`)),
]);
console.log(`${answers.length} answered, ${typeof kyApi.get}`);
