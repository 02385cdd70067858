import { createFetch, createSession, type Session, type SessionOptions } from '@freshkey/fetch';
import type { TestServer } from '@freshkey/testing/server';
import type { RedisOptions } from '../options.ts';
import { redis } from '../redis.ts';
import { clients, type OpenClient, slowClient } from './clients.ts';

/** What stands for one process where a test needs to look inside: a client, a session and a fetch of its own. */
export interface Simulated {
  readonly session: Session;
  readonly fetch: typeof fetch;
  readonly client: OpenClient;
  /** What `store-failed` said. */
  readonly failures: string[];
  end(): void;
}

interface SimulatedSetup {
  readonly url: string;
  readonly api: TestServer;
  readonly family?: string;
  /** How long its connections take to come back. */
  readonly delayMs?: number;
}

export async function simulate(
  { family = 'node-redis 6', delayMs, url, api, ...store }: SimulatedSetup & Partial<RedisOptions>,
  options: Partial<SessionOptions> = {},
): Promise<Simulated> {
  const client = await (delayMs === undefined
    ? (clients[family] as (typeof clients)[string])(url)
    : slowClient(url, delayMs));
  const session = createSession({
    store: redis(client.client, { key: 'shared', ...store }),
    origins: [api.url],
    refresh: api.refresh,
    ...options,
  } as SessionOptions);
  const failures: string[] = [];
  session.on('store-failed', ({ operation, error }) => failures.push(`${operation}: ${(error as Error).message}`));
  await session.ready;
  return {
    session,
    fetch: createFetch(session),
    client,
    failures,
    end() {
      session.dispose();
      client.close();
    },
  };
}
