import { type FSWatcher, watch } from 'node:fs';
import type { Cell } from '@freshkey/core/shared';
import { complaintOf } from './complaint.ts';
import { makeFolder } from './make-folder.ts';
import { identityOf, isDead, type ProcessFacts } from './process-identity.ts';
import { numberIn, Versions } from './versions.ts';

/** The folder of one session. */
export class FileCell implements Cell {
  /** SHA-256 of the key, in hexadecimal. */
  readonly name: string;
  readonly process: NonNullable<Cell['process']>;
  readonly #folder: string;
  readonly #versions: Versions;
  #newest = 0;
  isHeard = false;

  constructor(folder: string, name: string, facts: ProcessFacts) {
    this.name = name;
    this.#folder = folder;
    this.process = { id: identityOf(process.pid, facts), isDead: (id) => isDead(id, facts) };
    this.#versions = new Versions(folder, this.process);
  }

  get place(): string {
    return `in the folder ${this.#folder}`;
  }

  async read(): Promise<{ text: string; version: unknown } | undefined> {
    const found = await this.#told(this.#versions.newest());
    if (!found) return undefined;
    this.#newest = Math.max(this.#newest, found.number);
    return { text: found.text, version: found.number };
  }

  async write(text: string, version: unknown): Promise<unknown> {
    const number = await this.#told(this.#versions.publish(text, (version as number | undefined) ?? 0));
    if (number !== undefined) this.#newest = Math.max(this.#newest, number);
    return number;
  }

  #told<T>(access: Promise<T>): Promise<T> {
    return access.catch((error: unknown) => {
      throw complaintOf(error, this.#folder);
    });
  }

  /** Where the system tells of no changes (some network file systems), or has no watcher left, processes learn by asking. */
  watch(changed: (version?: unknown) => void): () => void {
    let watcher: FSWatcher;
    try {
      makeFolder(this.#folder);
      // It keeps no process alive.
      watcher = watch(this.#folder, { persistent: false });
    } catch {
      return () => {};
    }
    this.isHeard = true;
    watcher.on('change', (_, name) => {
      const number = numberIn(String(name));
      if (number > this.#newest) changed(number);
    });
    const over = () => {
      this.isHeard = false;
      watcher.close();
    };
    watcher.on('error', over);
    return over;
  }
}
