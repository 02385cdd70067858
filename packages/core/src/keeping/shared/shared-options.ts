import { didYouMean } from '../../judging/did-you-mean.ts';
import type { EncryptionKey } from './sealing.ts';

export interface SharedStoreOptions {
  /**
   * How long the lock outlives a holder that died: so long the document must have stood still before another one takes
   * the lock. The holder writes three times as often while its refresh runs. Milliseconds, from 100 to 60,000; default
   * 5,000: keep it below the session's `refreshTimeoutMs`, so that those who wait for a dead process are still there when
   * the lock is free.
   */
  readonly leaseMs?: number | undefined;
  /**
   * What happens to a refresh while the store cannot be reached. `'fail'` (default): it is not made, requests that need
   * it surface with that reason, and the session stays as it is. `'local'`: the process refreshes for itself; where
   * refresh tokens rotate, two processes that do so spend one token twice, and the server may revoke the session.
   */
  readonly onStoreFailure?: 'fail' | 'local' | undefined;
  /**
   * How long a refresh waits for a store that is away, before `onStoreFailure` decides; a restart that is shorter goes
   * unnoticed. Milliseconds, from 50 to 60,000; default 5,000. Once it has run out, 250 until the store is back.
   */
  readonly storeTimeoutMs?: number | undefined;
  /** Encrypts records at rest: the first key encrypts, all decrypt. Default: records are stored in clear. */
  readonly encryptionKey?: EncryptionKey | readonly EncryptionKey[] | undefined;
  /**
   * Reads records that were stored in clear before `encryptionKey` was set; their next write encrypts them. Default
   * false, since it trusts whoever can write to the store.
   */
  readonly acceptUnencrypted?: boolean | undefined;
}

/** The options, read once, checked, with every default in place. */
export interface SharedSettings {
  readonly leaseMs: number;
  readonly isLocal: boolean;
  readonly storeTimeoutMs: number;
  readonly encryptionKeys: readonly EncryptionKey[];
  readonly acceptUnencrypted: boolean;
}

const longestMs = 60_000;
const sharedNames = ['leaseMs', 'onStoreFailure', 'storeTimeoutMs', 'encryptionKey', 'acceptUnencrypted'];

/** Reads options of a store, each with a message that names the store, the option, what it expects and what came. */
export class OptionReader {
  readonly #where: string;

  /** @param where the function that was given the options. */
  constructor(where: string) {
    this.#where = where;
  }

  /** @throws TypeError, which never shows a secret. */
  fail(option: string, expected: string, value: unknown): never {
    const shown = typeof value === 'number' ? value : value === null ? 'null' : `a value of type ${typeof value}`;
    throw new TypeError(`${this.#where}: "${option}" expects ${expected}; got ${shown}.`);
  }

  /**
   * An option that is misspelt would be ignored in silence.
   *
   * @param own the names of a store's options, beside those that every shared store takes.
   * @throws TypeError for a name that is not known.
   */
  names(options: object, own: readonly string[] = []): void {
    if (typeof options !== 'object' || options === null) this.fail('options', 'one options object', options);
    const known = new Set([...own, ...sharedNames]);
    for (const name of Object.keys(options)) {
      if (!known.has(name))
        throw new TypeError(`${this.#where}: there is no option "${name}".${didYouMean(name, known)}`);
    }
  }

  milliseconds(option: string, value: unknown, standard: number, least: number, most = longestMs): number {
    if (value === undefined) return standard;
    if (typeof value !== 'number' || !(value >= least && value <= most)) {
      this.fail(option, `milliseconds from ${least} to ${most}`, value);
    }
    return Math.round(value);
  }

  flag(option: string, value: unknown): boolean {
    if (value !== undefined && typeof value !== 'boolean') this.fail(option, 'true or false', value);
    return value ?? false;
  }

  text(option: string, value: unknown): string {
    if (typeof value !== 'string' || value === '') this.fail(option, 'a string that is not empty', value);
    return value;
  }

  keys(input: unknown): readonly EncryptionKey[] {
    if (input === undefined) return [];
    const list: readonly unknown[] = Array.isArray(input) ? input : [input];
    const expected = '{ id, key: Uint8Array(32) }, or a list of them';
    if (list.length === 0) this.fail('encryptionKey', expected, input);
    const keys = list.map((entry) => {
      const { id, key } = Object(entry) as Partial<EncryptionKey>;
      if (typeof id !== 'string' || !/^[\w-]{1,64}$/.test(id))
        this.fail('encryptionKey', `${expected}; "id" of 1 to 64 letters, digits, - and _`, entry);
      if (!(key instanceof Uint8Array) || key.length !== 32)
        this.fail('encryptionKey', `${expected}; "key" of 32 bytes`, entry);
      return { id, key };
    });
    if (new Set(keys.map(({ id }) => id)).size < keys.length) this.fail('encryptionKey', 'every "id" once', input);
    return keys;
  }

  /** What every shared store takes. */
  shared(options: SharedStoreOptions): SharedSettings {
    if (typeof options !== 'object' || options === null) this.fail('options', 'one options object', options);
    const { onStoreFailure = 'fail', leaseMs, storeTimeoutMs, encryptionKey, acceptUnencrypted } = options;
    if (onStoreFailure !== 'fail' && onStoreFailure !== 'local')
      this.fail('onStoreFailure', "'fail' or 'local'", onStoreFailure);
    return {
      leaseMs: this.milliseconds('leaseMs', leaseMs, 5000, 100),
      isLocal: onStoreFailure === 'local',
      storeTimeoutMs: this.milliseconds('storeTimeoutMs', storeTimeoutMs, 5000, 50),
      encryptionKeys: this.keys(encryptionKey),
      acceptUnencrypted: this.flag('acceptUnencrypted', acceptUnencrypted),
    };
  }
}
