import * as clients from './clients.ts';
import { median } from './measure.ts';

const exchangeMs = 20;

export interface StormResult {
  readonly name: string;
  readonly requests: number;
  /** Median wall time in milliseconds. */
  readonly ms: number;
  /** Median of: this wall time ÷ the bare client's for the same exchanges in the same round. */
  readonly ratio: number;
  readonly refreshes: number;
  readonly answered: number;
}

type Client = { get(path: string): PromiseLike<unknown> };
type Make = (backend: clients.Backend, token: string) => Client;

const newBackend = (): clients.Backend => ({ valid: 'new', exchangeMs, refreshes: 0 });

async function wave(client: Client, requests: number, path: string): Promise<number> {
  const answers = await Promise.allSettled(
    Array.from({ length: requests }, (_, index) => client.get(`${path}${index}`)),
  );
  return answers.filter(({ status }) => status === 'fulfilled').length;
}

/** What the exchanges themselves cost: a wave of N refused, one refresh, a wave of N answered. */
async function bareMs(make: Make, requests: number, path: string): Promise<number> {
  const backend = newBackend();
  const startedAt = performance.now();
  await wave(make(backend, 'old'), requests, path);
  await clients.refreshAt(backend);
  await wave(make(backend, 'new'), requests, path);
  return performance.now() - startedAt;
}

async function contenderMs(make: Make, requests: number, path: string) {
  const backend = newBackend();
  const client = make(backend, 'old');
  const startedAt = performance.now();
  const answered = await wave(client, requests, path);
  return { ms: performance.now() - startedAt, answered, refreshes: backend.refreshes };
}

/** N requests at once on an expired token. */
async function storm(
  bare: Make,
  contenders: readonly { name: string; make: Make }[],
  requests: number,
  path: string,
): Promise<StormResult[]> {
  const rounds = requests > 5000 ? 7 : 11;
  const times = contenders.map(() => [] as number[]);
  const ratios = contenders.map(() => [] as number[]);
  const last = contenders.map(() => ({ answered: 0, refreshes: 0 }));
  for (let round = -2; round < rounds; round++) {
    const base = await bareMs(bare, requests, path);
    for (const [index, { make }] of contenders.entries()) {
      const { ms, ...rest } = await contenderMs(make, requests, path);
      last[index] = rest;
      if (round < 0) continue;
      times[index]?.push(ms);
      ratios[index]?.push(ms / base);
    }
  }
  return contenders.map(({ name }, index) => ({
    name,
    requests,
    ms: median(times[index] ?? []),
    ratio: median(ratios[index] ?? []),
    refreshes: last[index]?.refreshes ?? 0,
    answered: last[index]?.answered ?? 0,
  }));
}

export async function storms(): Promise<StormResult[]> {
  const results: StormResult[] = [];
  for (const requests of [1000, 10_000]) {
    results.push(
      ...(await storm(
        clients.bareAxios,
        [
          { name: '@freshkey/axios', make: clients.freshkeyAxios },
          { name: 'axios, hand-written interceptors', make: clients.handwrittenAxios },
          { name: 'axios-auth-refresh', make: clients.authRefreshAxios },
        ],
        requests,
        '/',
      )),
    );
  }
  results.push(...(await storm(clients.bareKy, [{ name: '@freshkey/ky', make: clients.freshkeyKy }], 1000, '')));
  const asClient =
    (make: (backend: clients.Backend, token: string) => clients.Fetch): Make =>
    (backend, token) => {
      const fetch = make(backend, token);
      return {
        async get(path) {
          const response = await fetch(clients.baseUrl + path);
          if (!response.ok) throw new Error(String(response.status));
        },
      };
    };
  results.push(
    ...(await storm(
      asClient(clients.bareFetch),
      [{ name: '@freshkey/fetch', make: asClient(clients.freshkeyFetch) }],
      1000,
      '/',
    )),
  );
  return results;
}
