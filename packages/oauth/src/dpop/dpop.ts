import type { Scheme } from '@freshkey/core';
import type { DPoPHandle } from 'oauth4webapi';

/** A key that tokens are bound to. */
export interface DpopKey {
  readonly handle: DPoPHandle;
  /** RFC 7638; what `binding.key` of its tokens holds. */
  readonly thumbprint: string;
}

/** Proof of possession at both ends (RFC 9449); `dpop` makes it. */
export interface Dpop {
  readonly scheme: Scheme;
  /** The key with that thumbprint; without one, the key of the next sign-in. */
  keyFor(thumbprint: string | undefined): Promise<DpopKey>;
  /** Whether an answer asks for a nonce in the proof, and brings it (RFC 9449 §8). */
  wantsNonce(response: Response): Promise<boolean>;
}
