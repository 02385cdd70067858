import { OptionReader, type SharedStoreOptions } from '@freshkey/core/shared';
import { isTableName, standardTable, tableExpected } from './table.ts';

/** What all sessions over one client have in common. */
export interface PostgresStoresOptions extends SharedStoreOptions {
  /** The table that `ddl()` makes, with its schema or without. Default `freshkey_sessions`. */
  readonly table?: string | undefined;
  /** Keeps the same keys of several customers apart; the table sees a hash alone. Default: none. */
  readonly tenant?: string | undefined;
  /**
   * Tells other processes at once what was written (LISTEN and NOTIFY), over one more connection for all sessions; alike
   * in all processes. False: they learn by asking, while they wait for a refresh and when they need one. Default true.
   */
  readonly listen?: boolean | undefined;
}

export interface PostgresOptions extends PostgresStoresOptions {
  /** Names the session, such as `user:42`; the table sees its SHA-256 alone. At least one character. */
  readonly key: string;
}

/** Our own options, read once, checked, with every default in place; the others are for `sharedStores`. */
export interface Settings {
  readonly table: string;
  readonly tenant: string;
  readonly isListening: boolean;
}

const reader = new OptionReader('postgres');

/** @throws TypeError for a key that is none. */
export function keyOf(key: unknown): string {
  return reader.text('key', key);
}

/** @throws TypeError for what is no options object. */
export function optionsIn<Options extends object>(options: Options): Options {
  if (typeof options !== 'object' || options === null) reader.fail('options', 'one options object', options);
  return options;
}

/** @throws TypeError that names the option, what it expects and what came, never a secret. */
export function readOptions(options: PostgresStoresOptions): Settings {
  reader.names(optionsIn(options), ['table', 'tenant', 'listen']);
  const { table = standardTable, tenant = '', listen = true } = options;
  if (!isTableName(table)) reader.fail('table', tableExpected, table);
  if (typeof tenant !== 'string') reader.fail('tenant', 'a string', tenant);
  return { table, tenant, isListening: reader.flag('listen', listen) };
}
