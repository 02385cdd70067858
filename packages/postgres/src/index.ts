export type { EncryptionKey, SharedTokenStore } from '@freshkey/core/shared';
export type { PostgresClient, PostgresQueryable } from './client.ts';
export type { PorsagerLike } from './drivers/porsager.ts';
export type { PostgresOptions, PostgresStoresOptions } from './options.ts';
export { postgres, postgresStores } from './postgres.ts';
export { type PruneOptions, prune } from './prune.ts';
export { ddl } from './table.ts';
