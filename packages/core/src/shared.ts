/**
 * For stores that several tabs, processes or servers write to.
 *
 * `sharedStore(cell)` makes one over any database with a compare-and-set; `storeContract` and `lockContract` of
 * `@freshkey/testing` tell whether it keeps every promise.
 *
 * @module
 */
export type { Cell } from './keeping/shared/cell.ts';
export { type EncryptionKey, Seal } from './keeping/shared/sealing.ts';
export { OptionReader, type SharedSettings, type SharedStoreOptions } from './keeping/shared/shared-options.ts';
export { type SharedTokenStore, sharedStore, sharedStores } from './keeping/shared/shared-store.ts';
export { Sleepers, unlessAborted } from './keeping/shared/sleepers.ts';
export { sharing } from './keeping/sharing.ts';
