import { join } from 'node:path';

/** The variable by which a run tells its processes where they write. */
export const spoolVariable = 'WHY401_RUN';

/** Where a run's processes write, and what their digests are salted with. */
export interface SpoolPlace {
  salt: string;
  folder: string;
}

export function spoolText({ salt, folder }: SpoolPlace): string {
  return `${salt}:${folder}`;
}

export function spoolPlace(text: string | undefined): SpoolPlace | undefined {
  const found = /^([\w-]{8,64}):(.{1,4000})$/s.exec(text ?? '');
  return found ? { salt: found[1] as string, folder: found[2] as string } : undefined;
}

/** The file of one thread: two of one process do not start at the same nanosecond. */
export function spoolFile(folder: string, pid: number, startedAtNs: bigint): string {
  return join(folder, `${pid}-${startedAtNs}.jsonl`);
}
