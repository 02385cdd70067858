import type { Stage } from './stage.ts';
import type { AdapterTraits } from './subject.ts';

/** One case of the adapter contract, before it has a subject. */
export interface AdapterCase {
  readonly name: string;
  readonly body: (stage: Stage) => Promise<void>;
  /** Whether a client with these traits can be asked for it; default: every client can. */
  readonly needs?: (traits: AdapterTraits) => boolean;
}
