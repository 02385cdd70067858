import { createSession } from '@freshkey/core';
import axios, {
  type AxiosAdapter,
  type AxiosInstance,
  type AxiosRequestConfig,
  type InternalAxiosRequestConfig,
} from 'axios';
import { describe, expect, test } from 'vitest';
import { attach } from './attach.ts';

type Fetch = (request: Request) => Promise<Response>;

/** Says 401 to every token but those that end in 1. */
const api: Fetch = async (request) =>
  new Response('{}', { status: request.headers.get('authorization')?.endsWith('1') ? 200 : 401 });

describe('the fetch adapter', () => {
  test('replays each request through the fetch of its own config', async () => {
    const instance = axios.create({ baseURL: 'https://api.test', adapter: 'fetch' });
    const sessionOf = (who: string) =>
      createSession({ tokens: { accessToken: `${who}0`, refreshToken: 'r' }, refresh: async () => `${who}1` });
    const sessions: Record<string, ReturnType<typeof sessionOf>> = { alice: sessionOf('alice'), bob: sessionOf('bob') };
    attach(instance, ({ url }) => sessions[url?.slice(1) ?? '']);
    const seen: string[] = [];
    const through =
      (who: string): Fetch =>
      async (request) => {
        seen.push(`${new URL(request.url).pathname} through ${who}`);
        return api(request);
      };
    await Promise.all(
      ['alice', 'bob'].map((who) => instance.get(`/${who}`, { env: { fetch: through(who) } } as AxiosRequestConfig)),
    );
    expect(seen.sort()).toEqual([
      '/alice through alice',
      '/alice through alice',
      '/bob through bob',
      '/bob through bob',
    ]);
  });

  test('is given one fetch for all requests and all instances, as axios keeps each for ever', async () => {
    const inner: Fetch = async () => new Response('{}');
    const given = new Set<unknown>();
    for (let count = 0; count < 2; count++) {
      const instance = axios.create({
        baseURL: 'https://api.test',
        adapter: ['fetch'],
        env: { fetch: inner },
      } as AxiosRequestConfig);
      attach(instance, createSession({ tokens: 'token' }));
      const { getAdapter } = axios;
      axios.getAdapter = ((...parameters: unknown[]) => {
        given.add((parameters[1] as { env?: { fetch?: unknown } } | undefined)?.env?.fetch);
        return (getAdapter as (...all: unknown[]) => AxiosAdapter)(...parameters);
      }) as typeof getAdapter;
      await instance.get('/x').finally(() => (axios.getAdapter = getAdapter));
      await instance.get('/x');
    }
    expect(given.size).toBe(1);
  });
});

/** The adapters that requests of an instance end up with. */
async function adaptersOf(instance: AxiosInstance, configs: AxiosRequestConfig[]): Promise<Set<unknown>> {
  const adapters = new Set<unknown>();
  for (const config of configs) {
    const { config: sent } = await instance.get<unknown>('/x', config);
    adapters.add(sent.adapter);
  }
  return adapters;
}

test('requests with the same list of adapters share one transport', async () => {
  const env = { fetch: async () => new Response('{}') };
  const instance = axios.create({ baseURL: 'https://api.test', adapter: ['fetch', 'http'], env } as AxiosRequestConfig);
  attach(instance, createSession({ tokens: 'token' }));
  expect((await adaptersOf(instance, [{}, {}, {}])).size).toBe(1);
  expect((await adaptersOf(instance, [{}, { adapter: 'fetch' }, { adapter: 'fetch' }])).size).toBe(2);
});

describe('a config that is sent again', () => {
  /** An instance with an adapter that writes down the credentials. */
  function open(token: string) {
    const seen: unknown[] = [];
    const adapter = async (config: InternalAxiosRequestConfig) => {
      seen.push(config.headers.get('authorization') ?? undefined);
      return { data: '', status: 200, statusText: '', headers: {}, config };
    };
    const instance = axios.create({ baseURL: 'https://api.test', adapter });
    return { instance, seen, detach: attach(instance, createSession({ tokens: token })) };
  }

  test('carries the session of the instance it is sent through', async () => {
    const [first, second] = [open('first'), open('second')];
    const { config } = await first.instance.get('/x');
    await second.instance.request(config);
    expect(first.seen).toEqual(['Bearer first', 'Bearer second']);
  });

  test('carries nothing after detach, and the new session after another is attached', async () => {
    const { instance, seen, detach } = open('old');
    const { config } = await instance.get('/x');
    detach();
    await instance.request(config);
    attach(instance, createSession({ tokens: 'new' }));
    await instance.request(config);
    expect(seen).toEqual(['Bearer old', undefined, 'Bearer new']);
  });
});
