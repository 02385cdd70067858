import type { Driver } from './driver.ts';
import { serverScript } from './scripts.ts';
import type { Server } from './server.ts';

/** `written`: there is another generation. `free`: the lock was released. `empty`: somebody found no record. */
export type NoticeKind = 'written' | 'free' | 'empty';

/** One who listens for one session. */
export interface Member {
  notice(kind: NoticeKind, generation: string): void;
  /** Notices come (again): some may have been missed. */
  caughtUp(): void;
}

/**
 * What processes tell one another: one connection and one channel per client, whatever the number of sessions. A notice
 * names a session by its hash and holds no token.
 */
export interface Notices {
  /** Listens; the returned function ends it. The last one that ends closes the connection. */
  join(id: string, member: Member): () => void;
  /** Notices come at this moment. */
  readonly isUp: boolean;
  /** How often the connection was lost. */
  readonly losses: number;
  /**
   * How long nobody should rely on what Redis lacks, in milliseconds, at most a lease. After Redis was away and another
   * one answers (restarted, failed over), the record or the lock that somebody holds may be lost as well; they put it
   * back as soon as they are connected again. `Infinity`: the connection is lost.
   */
  quietMs(leaseMs: number): number;
}

const shortestQuietMs = 1000;
const identityTimeoutMs = 2000;
/** How many sessions look after their records at once when the connection is back. */
const atOnce = 32;

export function noticeOf(kind: NoticeKind, id: string, generation = '') {
  return `${kind} ${id} ${generation}`;
}

export function createNotices(driver: Driver, server: Server, channel: string): Notices {
  const members = new Map<string, readonly Member[]>();
  let close: (() => void) | undefined;
  let isUp = false;
  let downAtMs: number | undefined;
  let backAtMs = Number.NEGATIVE_INFINITY;
  let awayMs = 0;
  let run: string | undefined;
  let round = 0;
  let losses = 0;

  function received(text: string): void {
    const [kind, id = '', generation = ''] = text.split(' ');
    if (kind !== 'written' && kind !== 'free' && kind !== 'empty') return;
    for (const member of members.get(id) ?? []) member.notice(kind, generation);
  }

  async function identity(): Promise<string> {
    try {
      return String(await server.run(serverScript, [channel], [], identityTimeoutMs));
    } catch {
      return '';
    }
  }

  async function up(): Promise<void> {
    const current = ++round;
    const isBack = downAtMs !== undefined;
    const now = await identity();
    if (current !== round || !close) return;
    if (isBack && (now === '' || now !== run)) {
      // Clients come back ever more slowly: whoever else was away is connected after as long as it took us, and a bit.
      backAtMs = performance.now();
      awayMs = Math.max(backAtMs - (downAtMs as number), shortestQuietMs);
    }
    run = now;
    isUp = true;
    downAtMs = undefined;
    const all = [...members.values()].flat();
    for (let start = 0; start < all.length; start += atOnce) {
      for (const member of all.slice(start, start + atOnce)) member.caughtUp();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  function down(): void {
    round++;
    if (isUp) losses++;
    isUp = false;
    downAtMs ??= performance.now();
  }

  function deaf(): void {
    down();
    downAtMs = undefined;
  }

  return {
    join(id, member) {
      members.set(id, [...(members.get(id) ?? []), member]);
      close ??= driver.listen(channel, { message: received, up: () => void up(), down, deaf });
      return () => {
        const others = (members.get(id) ?? []).filter((other) => other !== member);
        if (others.length > 0) members.set(id, others);
        else members.delete(id);
        if (members.size > 0 || !close) return;
        close();
        close = undefined;
        deaf();
        run = undefined;
      };
    },
    get isUp() {
      return isUp;
    },
    get losses() {
      return losses;
    },
    quietMs(leaseMs) {
      if (downAtMs !== undefined) return Number.POSITIVE_INFINITY;
      return Math.max(0, backAtMs + Math.min(awayMs, leaseMs) - performance.now());
    },
  };
}
