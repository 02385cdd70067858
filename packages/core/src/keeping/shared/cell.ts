/**
 * All that a database must offer to hold a session which many processes share: one text under one name, read, and
 * replaced by compare-and-set. `sharedStore(cell)` makes the store and its lock of it.
 *
 * Boundary: a database that can only get and set (Cloudflare KV, a cache, a session middleware) cannot be a cell. Two
 * processes that read, compare and then set both win, and both spend the refresh token.
 */
export interface Cell {
  /** The text and its version as they stand in the primary (a replica lags behind), or `undefined` where there is none. */
  read(): Promise<{ readonly text: string; readonly version: unknown } | undefined>;
  /**
   * Replaces the text if its version is still this one (`undefined`: if there is no text), in one step that no other
   * writer can get between.
   *
   * @returns the new version, or `undefined` when it was refused. May reject where nobody knows whether it was written:
   * it is then read again.
   *
   * @param isNews whether others want to hear of it: another record, or the lock is free. False for a sign of life.
   */
  write(text: string, version: unknown, isNews: boolean): Promise<unknown>;
  /**
   * Calls back when the text was changed, with the version where it is known, and whenever notices may have been missed;
   * the returned function ends it. Share one connection among all cells. Without it processes learn by asking.
   */
  watch?(changed: (version?: unknown) => void): () => void;
  /** False while notices do not come, though it watches: processes then ask more often. Default true. */
  readonly isHeard?: boolean;
  /** Where the text is kept: a sealed record opens under this name alone. */
  readonly name?: string;
  /** Where a developer finds the text, in words for messages, such as a path; without a secret. */
  readonly place?: string;
  /** Where the system can tell whether a process is alive: then nobody waits for the lease of one that is dead. */
  readonly process?: {
    /** Stands for this process, beside the lock that it holds. */
    readonly id: string;
    /** True only where it is certain that the process with this id is no more. */
    isDead(id: string): boolean;
  };
}
