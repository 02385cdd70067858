/** What a connection for notices tells. */
export interface Listener {
  notified(payload: string): void;
  /** From now on notices may come; also after every reconnection. */
  up(): void;
  /** The connection is gone: notices are missed. */
  down(): void;
}

/** How one client does what we need. */
export interface PostgresDriver {
  query(text: string, values: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  /** Listens on a connection of its own, for as long as it takes; the returned function ends it. */
  listen?(channel: string, listener: Listener): () => void;
}
