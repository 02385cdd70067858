import type { Listener, PostgresDriver } from '../driver.ts';
import { quoted } from '../table.ts';

/** What we use of a pool of `pg` 8. */
interface PgPool {
  query(text: string, values: readonly unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
  /** What it makes its own connections of. */
  readonly Client: new (
    options: object,
  ) => PgClient;
  readonly options: object;
}

interface PgClient {
  connect(): Promise<unknown>;
  query(text: string): Promise<unknown>;
  end(): Promise<unknown>;
  on(event: string, listener: (value: { channel?: string; payload?: string }) => void): unknown;
  unref?(): void;
  readonly connection?: { readonly stream?: { setKeepAlive?(isOn: boolean, afterMs: number): void } };
}

const firstReopenMs = 500;
const longestReopenMs = 30_000;
/** How long a connection may be silent before the system asks whether its other end is there. */
const keepAliveAfterMs = 30_000;

export function isPgPool(client: unknown): client is PgPool {
  const { Client, options, query } = Object(client) as Partial<PgPool>;
  return typeof Client === 'function' && typeof Object(options) === 'object' && typeof query === 'function';
}

export function pgDriver(pool: PgPool): PostgresDriver {
  return {
    query: async (text, values) => (await pool.query(text, values)).rows,
    listen(channel, listener) {
      const connection = new ListeningConnection(pool, channel, listener);
      return () => connection.close();
    },
  };
}

/** One more connection with the pool's own options: one of the pool's would be missing there for good. */
class ListeningConnection {
  readonly #pool: PgPool;
  readonly #channel: string;
  readonly #listener: Listener;
  #client: PgClient | undefined = undefined;
  #timer: ReturnType<typeof setTimeout> | undefined = undefined;
  #reopenMs = firstReopenMs;
  #isClosed = false;

  constructor(pool: PgPool, channel: string, listener: Listener) {
    this.#pool = pool;
    this.#channel = channel;
    this.#listener = listener;
    this.#open();
  }

  #open(): void {
    const client = new this.#pool.Client(this.#pool.options);
    this.#client = client;
    const over = () => this.#over(client);
    // Without a listener an error of the connection would end the process.
    client.on('error', over);
    client.on('end', over);
    client.on('notification', ({ channel, payload = '' }) => {
      if (channel === this.#channel && client === this.#client) this.#listener.notified(payload);
    });
    this.#connect(client).catch(over);
  }

  async #connect(client: PgClient): Promise<void> {
    await client.connect();
    // An application that ends its pool and forgets the session can end all the same.
    client.unref?.();
    client.connection?.stream?.setKeepAlive?.(true, keepAliveAfterMs);
    await client.query(`listen ${quoted(this.#channel)}`);
    if (client !== this.#client) return;
    this.#reopenMs = firstReopenMs;
    this.#listener.up();
  }

  /** This connection is gone: another one is opened, ever more slowly. */
  #over(client: PgClient): void {
    if (client !== this.#client) return;
    this.#client = undefined;
    client.end().catch(() => {});
    if (this.#isClosed) return;
    this.#listener.down();
    this.#timer = setTimeout(() => this.#open(), this.#reopenMs);
    this.#timer.unref();
    this.#reopenMs = Math.min(this.#reopenMs * 2, longestReopenMs);
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    if (this.#client) this.#over(this.#client);
  }
}
