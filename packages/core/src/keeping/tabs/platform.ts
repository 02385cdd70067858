import type { TokenStore } from '../store.ts';
/** What a browser offers to those who share an origin; each part may be missing. */
export interface TabsPlatform {
  /** Web Locks: only in secure contexts. */
  readonly locks: LockManager | undefined;
  readonly Channel: typeof BroadcastChannel | undefined;
  /** Throws where a frame may not use it. */
  readonly indexedDB: () => IDBFactory | undefined;
  /** Where `visibilitychange`, `pageshow`, `pagehide` and `online` pass by. */
  readonly events: Pick<EventTarget, 'addEventListener' | 'removeEventListener'> | undefined;
  readonly isHidden: () => boolean;
}

interface BrowserGlobal {
  readonly document?: { readonly visibilityState: string };
  readonly WorkerGlobalScope?: unknown;
  readonly navigator?: { readonly locks?: LockManager };
  readonly BroadcastChannel?: typeof BroadcastChannel;
  readonly indexedDB?: IDBFactory;
}

/**
 * The platform of a page or worker; `undefined` on a server. Node has locks and channels too, but there they would
 * join the sessions of different users.
 */
export function browserPlatform(): TabsPlatform | undefined {
  const scope = globalThis as BrowserGlobal & Partial<EventTarget>;
  if (!scope.document && !scope.WorkerGlobalScope) return undefined;
  return {
    locks: scope.navigator?.locks,
    Channel: scope.BroadcastChannel,
    indexedDB: () => scope.indexedDB,
    events: scope.addEventListener ? (scope as EventTarget) : undefined,
    isHidden: () => scope.document?.visibilityState === 'hidden',
  };
}

/** What every way of keeping a session for all tabs brings. */
export type SharedTokenStore = Required<Omit<TokenStore, 'readOnly' | 'isVolatile' | 'isUnshared'>>;
