import type { TokenStore } from '../seams.ts';

/** A kind of store, as the contract sees it. */
export interface StoreSubject {
  /**
   * A handle to the store of that name, empty when nobody wrote to it yet. Asked twice with the same name, it must return
   * two handles to one store, as two tabs or processes have them, unless the trait `shared` is false.
   */
  createStore(name: string): TokenStore | Promise<TokenStore>;
  /** Lets go of a handle. */
  closeStore?(store: TokenStore): void | Promise<void>;
  /** Puts something that is no record where the store of that name keeps its record. */
  corrupt?(name: string, content: string): void | Promise<void>;
  readonly traits?: {
    /** Two handles of one name are one store; default true. A store that lives in its handle alone says false. */
    readonly shared?: boolean;
    /** A handle tells by itself what another one wrote; default true. One that learns by asking says false. */
    readonly notices?: boolean;
  };
}

/** What one case has. */
export interface StoreStage {
  /** A handle; without a name to a store that only this case has. */
  open(name?: string): Promise<TokenStore>;
  readonly name: string;
  close(): Promise<void>;
}

/** One case of the store contract, before it has a subject. */
export interface StoreCase {
  readonly name: string;
  readonly body: (stage: StoreStage, subject: StoreSubject) => Promise<void>;
  readonly needs?: (subject: StoreSubject) => boolean;
}
