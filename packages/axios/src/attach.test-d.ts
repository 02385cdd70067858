import axios, { type AxiosRequestConfig } from 'axios';
import { expectTypeOf } from 'vitest';
import { attach, createSession, type RequestOptions, type Session } from './index.ts';

const api = axios.create({ baseURL: 'https://api.test' });
const session = createSession({ tokens: 'a' });

expectTypeOf(attach(api, session)).toEqualTypeOf<() => void>();
attach(api, (config) => {
  expectTypeOf(config.url).toEqualTypeOf<string | undefined>();
  return undefined as Session | undefined;
});
expectTypeOf<AxiosRequestConfig['freshkey']>().toEqualTypeOf<RequestOptions | undefined>();

void api.get('/x', { freshkey: { bypass: true, priority: 1, replay: false, scopes: ['a'] } });
// @ts-expect-error: an option that there is not
void api.get('/x', { freshkey: { retry: true } });
// @ts-expect-error: no session
attach(api, {});
