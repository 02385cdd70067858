import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** What the system says of a process; `undefined`: there is none. */
export interface ProcessFacts {
  /** The machine, since it was started, and the namespace in which process ids count. */
  readonly world: string;
  /** Tells a process from an earlier one with the same id; empty where the system does not say. */
  startOf(pid: number): string | undefined;
}

/** Stands for this process in a file that others read: `<pid> <start> <world>`. */
export function identityOf(pid: number, { world, startOf }: ProcessFacts): string {
  return `${pid} ${startOf(pid) ?? ''} ${world}`;
}

/**
 * True only where it is certain that the process is no more. A process of another machine, container or boot is left to
 * its lease.
 */
export function isDead(identity: string, { world, startOf }: ProcessFacts): boolean {
  const [, pid = '', start, where] = /^(\d{1,10}) (\S*) (.+)$/.exec(identity) ?? [];
  if (where !== world || pid === '0') return false;
  const now = startOf(Number(pid));
  return now === undefined || (start !== '' && now !== '' && now !== start);
}

/** What this system tells. */
export function systemFacts(): ProcessFacts {
  const linux = linuxWorld();
  return {
    world: linux ?? hostname(),
    startOf: (pid) => (exists(pid) ? (linux === undefined ? '' : linuxStartOf(pid)) : undefined),
  };
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

function linuxWorld(): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot}/${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return undefined;
  }
}

/** Field 22 of /proc/<pid>/stat (proc(5)), counted after the name, which may hold anything; a zombie is no more. */
function linuxStartOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' || state === 'X' ? undefined : rest[18];
  } catch {
    return '';
  }
}
