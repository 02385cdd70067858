/** A key for records at rest. */
export interface EncryptionKey {
  /** Stands in clear beside every value that the key encrypted: letters, digits, `-` and `_`, at most 64. */
  readonly id: string;
  /** 32 random bytes, for AES-256-GCM. */
  readonly key: Uint8Array;
}

export interface RedisOptions {
  /** Names the session, such as `tenant:42`; Redis sees its SHA-256 alone. At least one character. */
  readonly key: string;
  /**
   * How long the lock outlives a holder that died. The holder extends it while its refresh runs. Milliseconds, from
   * 100 to 60,000; default 5,000: keep it below the session's `refreshTimeoutMs`, so that those who wait for a dead
   * process are still there when the lock is free.
   */
  readonly leaseMs?: number | undefined;
  /**
   * What happens to a refresh while Redis cannot be reached. `'fail'` (default): it is not made, requests that need it
   * surface with that reason, and the session stays as it is. `'local'`: the process refreshes for itself; where
   * refresh tokens rotate, two processes that do so spend one token twice, and the server may revoke the session.
   */
  readonly onStoreFailure?: 'fail' | 'local' | undefined;
  /**
   * How long a command waits for a Redis that is away, before `onStoreFailure` decides; a restart that is shorter goes
   * unnoticed. Milliseconds, from 50 to 60,000; default 5,000. Once it has run out, 250 until Redis is back.
   */
  readonly storeTimeoutMs?: number | undefined;
  /**
   * How long a process that knows no record and finds none (Redis is new, or was flushed) waits for running processes
   * to write theirs, before its session is empty or takes its `tokens`. Milliseconds, from 0 to 60,000; default 250.
   */
  readonly restoreMs?: number | undefined;
  /** How long a record is kept after its last write. Milliseconds, 1,000 or more; default: for ever. */
  readonly retainMs?: number | undefined;
  /** Encrypts records at rest: the first key encrypts, all decrypt. Default: records are stored in clear. */
  readonly encryptionKey?: EncryptionKey | readonly EncryptionKey[] | undefined;
  /**
   * Reads records that were stored in clear before `encryptionKey` was set; their next write encrypts them. Default
   * false, since it trusts whoever can write to Redis.
   */
  readonly acceptUnencrypted?: boolean | undefined;
  /** What the names of keys and of the channel begin with. Default `freshkey`. */
  readonly prefix?: string | undefined;
}

/** The options, read once, checked, with every default in place. */
export interface Settings {
  readonly key: string;
  readonly prefix: string;
  readonly leaseMs: number;
  readonly isLocal: boolean;
  readonly storeTimeoutMs: number;
  readonly restoreMs: number;
  readonly retainMs: number | undefined;
  readonly encryptionKeys: readonly EncryptionKey[];
  readonly acceptUnencrypted: boolean;
}

const longestMs = 60_000;

function fail(option: string, expected: string, value: unknown): never {
  const shown = typeof value === 'number' ? value : value === null ? 'null' : `a value of type ${typeof value}`;
  throw new TypeError(`redis: "${option}" expects ${expected}; got ${shown}.`);
}

function milliseconds(option: string, value: unknown, standard: number, least: number, most = longestMs): number {
  if (value === undefined) return standard;
  if (typeof value !== 'number' || !(value >= least && value <= most)) {
    fail(option, `milliseconds from ${least} to ${most}`, value);
  }
  return Math.round(value);
}

function flag(option: string, value: unknown): boolean {
  if (value !== undefined && typeof value !== 'boolean') fail(option, 'true or false', value);
  return value ?? false;
}

function keysOf(input: unknown): readonly EncryptionKey[] {
  if (input === undefined) return [];
  const list: readonly unknown[] = Array.isArray(input) ? input : [input];
  const expected = '{ id, key: Uint8Array(32) }, or a list of them';
  if (list.length === 0) fail('encryptionKey', expected, input);
  const keys = list.map((entry) => {
    const { id, key } = Object(entry) as Partial<EncryptionKey>;
    if (typeof id !== 'string' || !/^[\w-]{1,64}$/.test(id))
      fail('encryptionKey', `${expected}; "id" of 1 to 64 letters, digits, - and _`, entry);
    if (!(key instanceof Uint8Array) || key.length !== 32)
      fail('encryptionKey', `${expected}; "key" of 32 bytes`, entry);
    return { id, key };
  });
  if (new Set(keys.map(({ id }) => id)).size < keys.length) fail('encryptionKey', 'every "id" once', input);
  return keys;
}

/**
 * Reads the options once.
 *
 * @throws TypeError that names the option, what it expects and what came, never a secret.
 */
export function readOptions(options: RedisOptions): Settings {
  if (typeof options !== 'object' || options === null) fail('options', 'one options object', options);
  const { key, prefix = 'freshkey', onStoreFailure = 'fail', retainMs } = options;
  if (typeof key !== 'string' || key === '') fail('key', 'a string that is not empty', key);
  // Braces would move the keys of a session apart in a cluster.
  if (typeof prefix !== 'string' || !/^[^\s{}]{1,128}$/.test(prefix))
    fail('prefix', 'a string without spaces and braces', prefix);
  if (onStoreFailure !== 'fail' && onStoreFailure !== 'local')
    fail('onStoreFailure', "'fail' or 'local'", onStoreFailure);
  return {
    key,
    prefix,
    leaseMs: milliseconds('leaseMs', options.leaseMs, 5000, 100),
    isLocal: onStoreFailure === 'local',
    storeTimeoutMs: milliseconds('storeTimeoutMs', options.storeTimeoutMs, 5000, 50),
    restoreMs: milliseconds('restoreMs', options.restoreMs, 250, 0),
    retainMs: retainMs === undefined ? undefined : milliseconds('retainMs', retainMs, 0, 1000, Number.MAX_SAFE_INTEGER),
    encryptionKeys: keysOf(options.encryptionKey),
    acceptUnencrypted: flag('acceptUnencrypted', options.acceptUnencrypted),
  };
}
