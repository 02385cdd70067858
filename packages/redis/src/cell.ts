import { createHash } from 'node:crypto';
import { FreshkeyError, type SessionRecord } from '@freshkey/core';
import type { Seal } from '@freshkey/core/shared';
import { noticeOf } from './notices.ts';
import {
  acquireScript,
  announceScript,
  extendScript,
  readScript,
  releaseScript,
  settledScript,
  writeScript,
} from './scripts.ts';
import type { Server } from './server.ts';

/** Whether the lock was granted, and what the record was at that moment. */
export interface Grant {
  /** `flushed`: a record was known, and there is none: locks may be gone as well. */
  readonly state: 'granted' | 'held' | 'flushed';
  /** When it is worth asking again, in milliseconds. */
  readonly freeInMs: number;
  readonly content: Content;
}

/** A record as Redis holds it. */
export interface Content {
  /** The empty string: there is no record. */
  readonly generation: string;
  /** Absent where it is the one that the asker knows already. */
  readonly text?: string;
}

/** So long after Redis was seen to be empty, whoever runs has written back what was there. */
const settledAfterSec = 60;

/** The commands on the keys of one session; it keeps nothing but their names. */
export class Cell {
  /** Stands for the session in keys and notices. */
  readonly id: string;
  readonly channel: string;
  readonly #server: Server;
  readonly #seal: Seal;

  constructor(server: Server, seal: Seal, prefix: string, key: string) {
    this.#server = server;
    this.#seal = seal;
    this.channel = prefix;
    this.id = createHash('sha256').update(key).digest('base64url');
  }

  get #keys(): readonly [record: string, lock: string, guard: string] {
    // The braces keep all three in one slot of a cluster.
    const name = `${this.channel}:{${this.id}}`;
    return [name, `${name}:lock`, `${name}:guard`];
  }

  async read(timeoutMs: number): Promise<Content> {
    const reply = await this.#server.run(readScript, [this.#keys[0]], [], timeoutMs);
    const [generation, text] = listOf(reply);
    return contentOf(generation, text);
  }

  /** @throws FreshkeyError `store-corrupt`. */
  async open({ generation, text }: Content): Promise<SessionRecord | undefined> {
    if (generation === '' && text === undefined) return undefined;
    const record = text === undefined ? undefined : await this.#seal.open(text, this.#keys[0]);
    if (!record || String(record.generation) !== generation) {
      throw new FreshkeyError(
        'store-corrupt',
        'What Redis holds is not a session record. It is left as it is: delete the key in Redis to begin anew.',
      );
    }
    return record;
  }

  /** @param guardMs where this restores what was flushed: how long no lock is granted. */
  async write(
    next: SessionRecord,
    expected: string,
    retainMs: number | undefined,
    guardMs: number | undefined,
    timeoutMs: number,
  ): Promise<boolean> {
    const [record, , guard] = this.#keys;
    const generation = String(next.generation);
    const text = await this.#seal.seal(next, record);
    const notice = noticeOf('written', this.id, generation);
    const args = [expected, generation, text, String(retainMs ?? ''), String(guardMs ?? ''), this.channel, notice];
    return Number(await this.#server.run(writeScript, [record, guard], args, timeoutMs)) === 1;
  }

  /**
   * @param known the generation that the asker knows, or the empty string.
   * @param late is called when it was granted after the time was over.
   */
  async acquire(
    owner: string,
    leaseMs: number,
    known: string,
    guardMs: number,
    timeoutMs: number,
    late: () => void,
  ): Promise<Grant> {
    const args = [owner, String(leaseMs), known, String(guardMs), this.channel, noticeOf('empty', this.id)];
    const grantOf = (reply: unknown): Grant => {
      const [state, freeInMs, generation, text] = listOf(reply);
      return {
        state: String(state) as Grant['state'],
        freeInMs: Number(freeInMs),
        content: contentOf(generation, text),
      };
    };
    const reply = await this.#server.run(acquireScript, this.#keys, args, timeoutMs, (answer) => {
      if (grantOf(answer).state === 'granted') late();
    });
    return grantOf(reply);
  }

  /** @returns false: somebody else has the lock, or has renewed. */
  async extend(owner: string, leaseMs: number, generation: string, timeoutMs: number): Promise<boolean> {
    return (
      Number(await this.#server.run(extendScript, this.#keys, [owner, String(leaseMs), generation], timeoutMs)) === 1
    );
  }

  async release(owner: string, timeoutMs: number): Promise<void> {
    const [, lock, guard] = this.#keys;
    await this.#server.run(releaseScript, [lock, guard], [owner, this.channel, noticeOf('free', this.id)], timeoutMs);
  }

  /** Whether running processes had the time to write back what they know, since Redis was seen to be empty. */
  async isSettled(timeoutMs: number): Promise<boolean> {
    const mark = `${this.channel}:filled`;
    return Number(await this.#server.run(settledScript, [mark], [String(settledAfterSec)], timeoutMs)) === 1;
  }

  /** Asks running processes to write the record that they know. */
  async announce(timeoutMs: number): Promise<void> {
    await this.#server.run(announceScript, [this.#keys[0]], [this.channel, noticeOf('empty', this.id)], timeoutMs);
  }
}

function listOf(reply: unknown): readonly unknown[] {
  return Array.isArray(reply) ? reply : [];
}

/** Clients answer with strings, or with buffers where the application asked for them. */
function contentOf(generation: unknown, text: unknown): Content {
  return {
    generation: generation === null || generation === undefined ? '' : String(generation),
    ...(text !== null && text !== undefined && { text: String(text) }),
  };
}
