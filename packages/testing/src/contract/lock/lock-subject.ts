import type { Lock } from '../seams.ts';

/** A kind of lock, as the contract sees it. */
export interface LockSubject {
  /**
   * A handle to the lock of that name. Asked twice with the same name, it must return two handles to one lock, as two
   * tabs or processes have them, unless the trait `shared` is false.
   */
  createLock(name: string): Lock | Promise<Lock>;
  /** Lets go of a handle. */
  closeLock?(lock: Lock): void | Promise<void>;
  /** Takes the lock of that name away from whoever holds it, as a lease that runs out does. */
  lose?(name: string): void | Promise<void>;
  /** Holds the lock of that name elsewhere (a process, a tab) and dies there without releasing it. */
  dieHolding?(name: string): void | Promise<void>;
  readonly traits?: {
    /** Two handles of one name are one lock; default true. A lock that lives in its handle alone says false. */
    readonly shared?: boolean;
    /** How long after the holder's death, or a loss, the lock may take to be free. Milliseconds; default 5,000. */
    readonly recoveryMs?: number;
  };
}

/** What one case has. */
export interface LockStage {
  readonly name: string;
  readonly recoveryMs: number;
  /** A handle; the same one every time where handles are locks of their own. */
  open(): Promise<Lock>;
  openOther(): Promise<Lock>;
  close(): Promise<void>;
}

/** One case of the lock contract, before it has a subject. */
export interface LockCase {
  readonly name: string;
  readonly body: (stage: LockStage, subject: LockSubject) => Promise<void>;
  readonly needs?: (subject: LockSubject) => boolean;
}
