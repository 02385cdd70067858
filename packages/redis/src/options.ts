import { OptionReader, type SharedSettings, type SharedStoreOptions } from '@freshkey/core/shared';

/** What all sessions over one client have in common. */
export interface RedisStoresOptions extends SharedStoreOptions {
  /**
   * How long the lock outlives a holder that died. The holder extends it while its refresh runs. Milliseconds, from
   * 100 to 60,000; default 5,000: keep it below the session's `refreshTimeoutMs`, so that those who wait for a dead
   * process are still there when the lock is free.
   */
  readonly leaseMs?: number | undefined;
  /**
   * How long a process that knows no record and finds none waits for running processes to write theirs, before its
   * session is empty or takes its `tokens`; in the first minute after Redis was seen to be empty (new, or flushed), never
   * later. Milliseconds, from 0 to 60,000; default 250.
   */
  readonly restoreMs?: number | undefined;
  /** How long a record is kept after its last write. Milliseconds, 1,000 or more; default: for ever. */
  readonly retainMs?: number | undefined;
  /** What the names of keys and of the channel begin with. Default `freshkey`. */
  readonly prefix?: string | undefined;
}

export interface RedisOptions extends RedisStoresOptions {
  /** Names the session, such as `tenant:42`; Redis sees its SHA-256 alone. At least one character. */
  readonly key: string;
}

/** The options, read once, checked, with every default in place. */
export interface Settings extends SharedSettings {
  readonly prefix: string;
  readonly restoreMs: number;
  readonly retainMs: number | undefined;
}

const reader = new OptionReader('redis');

/** @throws TypeError for a key that is none. */
export function keyOf(key: unknown): string {
  return reader.text('key', key);
}

/**
 * Reads the options once.
 *
 * @throws TypeError that names the option, what it expects and what came, never a secret.
 */
export function readOptions(options: RedisStoresOptions): Settings {
  reader.names(options, ['key', 'prefix', 'restoreMs', 'retainMs']);
  const shared = reader.shared(options);
  const { prefix = 'freshkey', retainMs } = options;
  // Braces would move the keys of a session apart in a cluster.
  if (typeof prefix !== 'string' || !/^[^\s{}]{1,128}$/.test(prefix))
    reader.fail('prefix', 'a string without spaces and braces', prefix);
  return {
    ...shared,
    prefix,
    restoreMs: reader.milliseconds('restoreMs', options.restoreMs, 250, 0),
    retainMs:
      retainMs === undefined ? undefined : reader.milliseconds('retainMs', retainMs, 0, 1000, Number.MAX_SAFE_INTEGER),
  };
}
