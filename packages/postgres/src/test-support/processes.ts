import { createFetch, createSession, type Session, type SessionOptions } from '@freshkey/fetch';
import type { TestServer } from '@freshkey/testing/server';
import type { PostgresClient } from '../client.ts';
import type { PostgresOptions } from '../options.ts';
import { postgres } from '../postgres.ts';

/** What stands for one process where a test needs to look inside: a session and a fetch of its own. */
export interface Simulated {
  readonly session: Session;
  /** What `store-failed` said. */
  readonly failures: string[];
  /** One request; its status. */
  status(): Promise<number>;
}

export function simulate(
  client: PostgresClient,
  api: TestServer,
  store: Partial<PostgresOptions> = {},
  options: Partial<SessionOptions> = {},
): Simulated {
  const session = createSession({
    store: postgres(client, { key: 'shared', leaseMs: 900, storeTimeoutMs: 600, ...store }),
    origins: [api.url],
    refresh: api.refresh,
    ...options,
  } as SessionOptions);
  const failures: string[] = [];
  session.on('store-failed', ({ operation, error }) => {
    const { code, message } = error as Error & { code?: string };
    failures.push(`${operation}: ${code}: ${message}`);
  });
  const send = createFetch(session);
  return {
    session,
    failures,
    async status() {
      const response = await send(`${api.url}/api/work`);
      await response.text();
      return response.status;
    },
  };
}
