import { createFetch, createSession, type TokensInput } from '@freshkey/fetch';
import { redis } from '../redis.ts';
import { clients } from './clients.ts';

/** What a worker is started with. */
export interface WorkerSetup {
  readonly family: string;
  readonly redisUrl: string;
  readonly apiUrl: string;
  readonly key: string;
  readonly leaseMs?: number | undefined;
  readonly onStoreFailure?: 'fail' | 'local' | undefined;
  readonly tokens?: TokensInput | undefined;
}

/** What a worker is told to do. */
export interface Order {
  readonly number: number;
  readonly name: 'request' | 'refresh' | 'sign-out' | 'status' | 'end';
  readonly ids?: readonly string[];
  /** How many requests are under way at once. */
  readonly concurrency?: number;
}

/** A process of an application: one client of Redis, one session, many requests. */
const setup = JSON.parse(process.argv[2] ?? '{}') as WorkerSetup;
const open = clients[setup.family];
if (!open) throw new Error(`There is no client "${setup.family}".`);
const { client, close } = await open(setup.redisUrl);
const tell = (message: object) => process.send?.(message);

const session = createSession({
  store: redis(client, { key: setup.key, leaseMs: setup.leaseMs, onStoreFailure: setup.onStoreFailure }),
  tokens: setup.tokens,
  origins: [setup.apiUrl],
  refresh: ({ tokens, signal }) => {
    tell({ event: 'refreshing' });
    const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: tokens.refreshToken });
    return fetch(`${setup.apiUrl}/oauth/token`, { method: 'POST', body, signal });
  },
});
session.on('store-failed', ({ operation, error }) =>
  tell({ event: 'store-failed', operation, because: String(error) }),
);
session.on('ended', ({ message }) => tell({ event: 'ended', because: message }));
const send = createFetch(session);

async function requestAll(ids: readonly string[], concurrency: number): Promise<string[]> {
  const failed: string[] = [];
  const left = [...ids];
  const one = async () => {
    for (let id = left.shift(); id !== undefined; id = left.shift()) {
      try {
        const response = await send(`${setup.apiUrl}/api/work?id=${id}`);
        await response.text();
        if (response.status !== 200) failed.push(`${id}: ${response.status} ${session.explain(response)?.message}`);
      } catch (error) {
        failed.push(`${id}: ${error} ${(error as Error).cause ?? ''}`);
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, one));
  return failed;
}

const orders: Record<Order['name'], (order: Order) => unknown> = {
  request: ({ ids = [], concurrency = 10 }) => requestAll(ids, concurrency),
  refresh: () => session.refresh(),
  'sign-out': () => session.signOut(),
  status: () => session.status,
  end: () => {
    session.dispose();
    close();
    process.disconnect();
  },
};

async function obey(order: Order): Promise<void> {
  try {
    const value = await orders[order.name](order);
    if (order.name !== 'end') tell({ number: order.number, value });
  } catch (error) {
    tell({ number: order.number, error: String(error) });
  }
}

process.on('message', (order: Order) => void obey(order));
await session.ready;
tell({ event: 'ready' });
