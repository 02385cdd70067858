import type { PostgresDriver } from '../driver.ts';

/** What we use of the `sql` of `postgres` 3. */
export interface PorsagerLike {
  // biome-ignore lint/suspicious/noExplicitAny: a parameter list that is generic over the application's own types
  unsafe(text: string, values?: any[], options?: { prepare?: boolean }): PromiseLike<unknown>;
  listen(
    channel: string,
    notified: (payload: string) => void,
    up?: () => void,
  ): PromiseLike<{ unlisten(): Promise<void> }>;
  readonly options: { readonly prepare?: boolean };
}

export function isPorsager(client: unknown): client is PorsagerLike {
  const { unsafe, listen } = Object(client) as Partial<PorsagerLike>;
  return typeof unsafe === 'function' && typeof listen === 'function';
}

export function porsagerDriver(sql: PorsagerLike): PostgresDriver {
  // Without it every statement is described first; where the application has turned it off (PgBouncer), it stays off.
  const prepare = sql.options?.prepare !== false;
  return {
    query: async (text, values) =>
      (await sql.unsafe(text, [...values], { prepare })) as readonly Record<string, unknown>[],
    /** On a connection of the client's own, which it opens anew by itself. */
    listen(channel, { notified, up }) {
      let isClosed = false;
      const listening = Promise.resolve(
        sql.listen(
          channel,
          (payload) => !isClosed && notified(payload),
          () => !isClosed && up(),
        ),
      );
      // It goes on trying, and calls `up` when it is there.
      listening.catch(() => {});
      return () => {
        isClosed = true;
        listening.then(({ unlisten }) => unlisten()).catch(() => {});
      };
    },
  };
}
