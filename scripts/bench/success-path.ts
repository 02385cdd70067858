import * as clients from './clients.ts';
import { type Comparison, compare } from './measure.ts';

const rounds = 15;
const times = 2000;

/** A request that needs nothing: what does the session cost? */
export async function successPath(): Promise<Comparison[][]> {
  const backend: clients.Backend = { valid: 'token', exchangeMs: 0, refreshes: 0 };
  const { valid: token } = backend;
  const get = (client: { get(path: string): PromiseLike<unknown> }, path: string) => async () => client.get(path);
  const axiosPath = await compare(
    [
      { name: 'axios alone', run: get(clients.bareAxios(backend, token), '/x') },
      { name: '@freshkey/axios', run: get(clients.freshkeyAxios(backend, token), '/x') },
      { name: 'axios, hand-written interceptors', run: get(clients.handwrittenAxios(backend, token), '/x') },
      { name: 'axios-auth-refresh', run: get(clients.authRefreshAxios(backend, token), '/x') },
    ],
    rounds,
    times,
  );
  const kyPath = await compare(
    [
      { name: 'ky alone', run: get(clients.bareKy(backend, token), 'x') },
      { name: '@freshkey/ky', run: get(clients.freshkeyKy(backend, token), 'x') },
      { name: 'ky, hand-written hooks', run: get(clients.handwrittenKy(backend, token), 'x') },
    ],
    rounds,
    times,
  );
  const url = `${clients.baseUrl}/x`;
  const fetches = {
    bare: clients.bareFetch(backend, token),
    ours: clients.freshkeyFetch(backend, token),
    pooled: clients.pooledFetch(backend, token),
    over: clients.freshkeyOverFetch(backend, token),
    oauth2: clients.oauth2Fetch(backend, token),
  };
  const fetchPath = await compare(
    [
      { name: 'fetch alone', run: () => fetches.bare(url) },
      { name: '@freshkey/fetch', run: () => fetches.ours(url) },
      { name: '@freshkey/fetch, one of 1,000 sessions of a pool', run: () => fetches.pooled(url) },
      { name: "@freshkey/fetch over a fetch that is not the platform's", run: () => fetches.over(url) },
      { name: 'OAuth2Fetch (@badgateway/oauth2-client)', run: () => fetches.oauth2(url) },
    ],
    rounds,
    times,
  );
  return [axiosPath, kyPath, fetchPath];
}
