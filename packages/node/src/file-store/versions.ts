import { randomUUID } from 'node:crypto';
import { link, lstat, open, readdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FreshkeyError } from '@freshkey/core';
import { insist } from './insist.ts';
import { makeFolder } from './make-folder.ts';

/** Whose the temporary files are that somebody left. */
export interface Authors {
  /** Stands for this process. */
  readonly id: string;
  isDead(id: string): boolean;
}

/** A text, and the number of its version. */
export interface Version {
  readonly number: number;
  readonly text: string;
}

const mostAttempts = 50;
/** So many names stay taken, by empty files, once their versions were replaced: who slept for a moment finds his taken. */
const keptNames = 8;
/** A temporary file that is older is nobody's, whoever wrote it. */
const abandonedAfterMs = 10 * 60_000;
const temporary = /^\.new-([\w-]+)-[0-9a-f-]{36}$/;

/**
 * The versions of one text in a folder of its own: files that are never changed, named by their numbers, of which the
 * highest counts. A version is there at once and whole, or not at all: it is written under another name, brought to the
 * disk, and then given its own by `link`, which fails where there is one. So nobody holds a lock file that could be left.
 * What was replaced is emptied at once.
 */
export class Versions {
  readonly #folder: string;
  readonly #authors: Authors;
  readonly #link: typeof link;

  constructor(folder: string, authors: Authors, linkFile = link) {
    this.#folder = folder;
    this.#authors = authors;
    this.#link = linkFile;
  }

  #at(name: string | number): string {
    return join(this.#folder, String(name));
  }

  async newest(): Promise<Version | undefined> {
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      const { newest } = await this.#list();
      if (newest === 0) return undefined;
      try {
        const text = await insist(() => readFile(this.#at(newest), 'utf8'));
        if (text !== '') return { number: newest, text };
      } catch (error) {
        // Another one took its place.
        if (codeOf(error) !== 'ENOENT') throw error;
      }
    }
    throw new Error('Others were quicker again and again.');
  }

  /**
   * Compare-and-set.
   *
   * @param replaced the number of the version that it takes the place of; 0: of none.
   * @returns its number, or `undefined` where there is another one.
   * @throws Error also for who slept so long that nobody can tell whether it was there for a moment.
   */
  async publish(text: string, replaced: number): Promise<number | undefined> {
    if (replaced === 0) await this.make();
    if ((await this.#list()).newest !== replaced) return undefined;
    const number = replaced + 1;
    const name = this.#temporary();
    try {
      await this.#write(name, text);
      await insist(() => this.#link(name, this.#at(number)));
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return undefined;
      throw error;
    } finally {
      await remove(name);
    }
    await this.#flush();
    // Its name may have been free since what had it was swept away.
    const { newest, older, left } = await this.#list();
    if (newest - number >= keptNames) throw new Error('Others were quicker again and again.');
    await this.#sweep(newest, older, left);
    return number;
  }

  /** Makes the folder, for this user alone. */
  async make(): Promise<void> {
    makeFolder(this.#folder);
    const { uid, mode } = await lstat(this.#folder);
    if (process.getuid === undefined) return;
    const flaw = uid !== process.getuid() ? 'belongs to another user' : mode & 0o077 ? 'is open to others' : undefined;
    if (flaw)
      throw new FreshkeyError(
        'store-failed',
        `The folder ${this.#folder} ${flaw}: give it to this user alone (mode 0700).`,
      );
  }

  async #write(name: string, text: string): Promise<void> {
    const file = await open(name, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
  }

  /** A new name is on the disk once its folder is. Windows brings it there by itself, and opens no folder. */
  async #flush(): Promise<void> {
    if (process.platform === 'win32') return;
    const folder = await open(this.#folder, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }

  async #list(): Promise<{ newest: number; older: number[]; left: string[] }> {
    let names: string[];
    try {
      names = await readdir(this.#folder);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
      names = [];
    }
    const numbers = names.map(numberIn).filter((number) => number > 0);
    const newest = Math.max(0, ...numbers);
    return {
      newest,
      older: numbers.filter((number) => number < newest),
      left: names.filter((name) => temporary.test(name)),
    };
  }

  #temporary(): string {
    return this.#at(`.new-${Buffer.from(this.#authors.id).toString('base64url')}-${randomUUID()}`);
  }

  /** What was replaced holds tokens that somebody signed out of, and so does what a process left that was killed. */
  async #sweep(newest: number, older: readonly number[], left: readonly string[]): Promise<void> {
    for (const number of older) {
      if (newest - number >= keptNames) await remove(this.#at(number));
      else await this.#empty(this.#at(number)).catch(() => {});
    }
    for (const name of left) if (await this.#isAbandoned(name)) await remove(this.#at(name));
  }

  /** Whoever is reading it reads it to its end: another file takes its name. */
  async #empty(path: string): Promise<void> {
    if ((await lstat(path)).size === 0) return;
    const name = this.#temporary();
    try {
      await writeFile(name, '', { flag: 'wx', mode: 0o600 });
      await insist(() => rename(name, path));
    } catch (error) {
      await remove(name);
      throw error;
    }
  }

  async #isAbandoned(name: string): Promise<boolean> {
    const author = Buffer.from(temporary.exec(name)?.[1] ?? '', 'base64url').toString();
    if (this.#authors.isDead(author)) return true;
    const { mtimeMs } = await lstat(this.#at(name)).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    return Date.now() - mtimeMs > abandonedAfterMs;
  }
}

/** The number of the version that a file of this name holds; 0: none. */
export function numberIn(name: string): number {
  return /^[1-9]\d{0,14}$/.test(name) ? Number(name) : 0;
}

function codeOf(error: unknown): string | undefined {
  return (Object(error) as NodeJS.ErrnoException).code;
}

/** What cannot be removed now is removed by the next one who writes. */
async function remove(path: string): Promise<void> {
  await insist(() => unlink(path)).catch(() => {});
}
