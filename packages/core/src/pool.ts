/**
 * Many sessions on one server: one for each user, tenant or account, made at first use and let go when idle.
 *
 * @module
 */
export type { SessionPoolOptions } from './pooling/pool-options.ts';
export {
  createSessionPool,
  type PoolClosed,
  type PoolListener,
  type SessionPool,
  type UnfinishedSession,
} from './pooling/session-pool.ts';
