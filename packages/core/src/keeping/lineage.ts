import type { SessionRecord } from './session-record.ts';

/** What was known to be stored, and which logins were left: an old notice must not bring one back. */
export interface Lineage {
  /** The generations that the store was known to hold, newest last; `undefined`: it was empty. */
  readonly known: readonly (number | undefined)[];
  /** The logins that were left for another one: none of them comes back, whatever arrives late or was not overwritten. */
  readonly left: readonly string[];
  readonly loginId: string | undefined;
}

const remembered = 16;

export const unborn: Lineage = { known: [undefined], left: [], loginId: undefined };

export function storedIn({ known }: Lineage): number | undefined {
  return known.at(-1);
}

/** The store holds this generation now. */
export function knowing(lineage: Lineage, generation: number | undefined): Lineage {
  if (generation === storedIn(lineage)) return lineage;
  return { ...lineage, known: [...lineage.known, generation].slice(-remembered) };
}

/** The session is of this login now. */
export function entering(lineage: Lineage, loginId: string): Lineage {
  const { loginId: before, left } = lineage;
  if (before === loginId) return lineage;
  return { ...lineage, loginId, left: before === undefined ? left : [...left, before].slice(-remembered) };
}

/** Older than what is here, whoever has it: it was held before, or belongs to a login that was left. */
export function isOutdated(lineage: Lineage, theirs: SessionRecord): boolean {
  const { known, left } = lineage;
  return (
    left.includes(theirs.loginId) || (theirs.generation !== storedIn(lineage) && known.includes(theirs.generation))
  );
}
