import type { WorldControl } from './world-control.ts';

/** Two worlds at two origins: one that the session is for, and one where its credentials must never go. */
export interface ContractServers {
  /** Without a slash at the end. */
  readonly url: string;
  readonly elsewhereUrl: string;
  readonly world: WorldControl;
  readonly elsewhere: WorldControl;
  /** Reaches both. */
  readonly fetch: typeof fetch;
  close(): Promise<void>;
}
