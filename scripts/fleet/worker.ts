import { createFetch, createSession, type SessionOptions, type TokensInput } from '@freshkey/fetch';

/** What a worker is started with. */
export interface WorkerSetup {
  /** The address of a module whose `openStore(store)` opens the store of this process. */
  readonly opener: string;
  /** What that is given. */
  readonly store: unknown;
  readonly apiUrl: string;
  readonly tokens?: TokensInput | undefined;
  /** Stops before it sends where the lock is lost, as servers with strict detection of reuse want it. */
  readonly confirms?: boolean;
}

/** What an opener makes. */
export interface OpenStore {
  readonly store: NonNullable<SessionOptions['store']>;
  /** Lets go of the process's own client. */
  close(): unknown;
}

/** What a worker is told to do. */
export interface Order {
  readonly number: number;
  readonly name: 'request' | 'refresh' | 'sign-out' | 'status' | 'shut-down' | 'end';
  readonly ids?: readonly string[];
  /** How many requests are under way at once. */
  readonly concurrency?: number;
}

/** A process of an application: one client of a database, one session, many requests. */
const setup = JSON.parse(process.argv[2] ?? '{}') as WorkerSetup;
const { openStore } = (await import(setup.opener)) as { openStore(store: unknown): Promise<OpenStore> };
const { store, close } = await openStore(setup.store);
const tell = (message: object) => process.send?.(message);

const session = createSession({
  store,
  tokens: setup.tokens,
  origins: [setup.apiUrl],
  refresh: async ({ tokens, signal, lost, confirm }) => {
    tell({ event: 'refreshing' });
    if (setup.confirms) {
      // As long as it takes to prepare a request: a good moment to be put to sleep.
      await new Promise((resolve) => setTimeout(resolve, 50));
      await confirm();
      lost.throwIfAborted();
    }
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
  // As the recipes say it: the session first, its database after it.
  'shut-down': async () => {
    const { unfinished } = await session.close();
    await close();
    return unfinished;
  },
  end: async () => {
    session.dispose();
    await close();
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
