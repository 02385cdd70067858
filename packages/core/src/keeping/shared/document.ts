import { FreshkeyError } from '../../errors.ts';
import type { SessionRecord } from '../session-record.ts';
import type { Seal } from './sealing.ts';

/** What stands in a cell: the record, and who holds the lock. */
export interface SharedDocument {
  /** Counts what was written: so that no text ever comes back, and a holder is seen to be alive. */
  readonly beat: number;
  readonly record?: SessionRecord;
  /** Who refreshes now; absent: nobody. */
  readonly owner?: string;
  /** The `id` of the owner's process, where it has one. */
  readonly process?: string;
}

/** What a writer changes; the rest stays. */
export type DocumentChange = Omit<SharedDocument, 'beat'>;

/** A document, and the version that stands for it; `undefined`: there is none yet. */
export interface Seen {
  readonly version: unknown;
  readonly document: SharedDocument;
}

export const nothing: Seen = { version: undefined, document: { beat: 0 } };

/** Another text than this stands for another state of the document; the same one for the same. */
export function markOf({ version, document: { beat, owner, record } }: Seen): string {
  return version === undefined ? '' : `${beat} ${owner ?? ''} ${record?.generation ?? ''}`;
}

/** Whether others want to hear of a change: another record, or a lock that is free. */
export function isNewsAfter(before: SharedDocument, next: SharedDocument): boolean {
  const isFreed = before.owner !== undefined && next.owner === undefined;
  return isFreed || before.record?.generation !== next.record?.generation;
}

export async function formatted({ beat, record, owner, process }: SharedDocument, seal: Seal, name: string) {
  const kept = record && { generation: record.generation, record: await seal.seal(record, name) };
  return JSON.stringify({ beat, ...kept, owner, process });
}

/**
 * @param known what was seen before: a record of the same generation is not opened again.
 * @throws FreshkeyError `store-corrupt`; the message shows none of the text.
 */
export async function parsed(
  text: string,
  known: SessionRecord | undefined,
  seal: Seal,
  name: string,
): Promise<SharedDocument> {
  const { beat, generation, record, owner, process } = objectIn(text);
  if (!Number.isSafeInteger(beat)) throw corrupt();
  const lock = {
    beat: beat as number,
    ...(typeof owner === 'string' && { owner }),
    ...(typeof process === 'string' && { process }),
  };
  if (record === undefined) return lock;
  if (known && known.generation === generation) return { ...lock, record: known };
  if (typeof record !== 'string') throw corrupt();
  const opened = await seal.open(record, name);
  if (opened.generation !== generation) throw corrupt();
  return { ...lock, record: opened };
}

function objectIn(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text)) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function corrupt(): FreshkeyError {
  return new FreshkeyError(
    'store-corrupt',
    'What the store holds is not a session. It is left as it is: delete it from the store to begin anew.',
  );
}
