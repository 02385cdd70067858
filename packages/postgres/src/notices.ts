import type { PostgresDriver } from './driver.ts';

type Changed = (version?: unknown) => void;

interface Watcher {
  /** Whose own writes it needs not hear of. */
  readonly writer: string;
  readonly changed: Changed;
}

/** What is said to find out whether anything is heard. */
const probe = 'probe';
/** How many sessions look after their rows at once when notices come again. */
const atOnce = 32;

/**
 * What processes tell one another: one connection and one channel, whatever the number of sessions. A notice names a
 * session by its hash and holds no token. Behind a pooler that lends its connections by transaction nothing is ever
 * heard: then processes learn by asking.
 */
export class Notices {
  readonly channel: string;
  readonly #driver: PostgresDriver;
  readonly #watchers = new Map<string, readonly Watcher[]>();
  #close: (() => void) | undefined = undefined;
  /** Whether notices come: true once one came since the connection was opened. */
  isHeard = false;

  constructor(driver: PostgresDriver, channel: string) {
    this.#driver = driver;
    this.channel = channel;
  }

  /** Listens for one session; the last one that leaves closes the connection. */
  watch(id: string, writer: string, changed: Changed): () => void {
    const watcher = { writer, changed };
    this.#watchers.set(id, [...(this.#watchers.get(id) ?? []), watcher]);
    this.#close ??= this.#driver.listen?.(this.channel, {
      notified: (payload) => this.#notified(payload),
      up: () => this.#up(),
      down: () => this.doubt(),
    });
    return () => {
      const others = (this.#watchers.get(id) ?? []).filter((other) => other !== watcher);
      if (others.length > 0) this.#watchers.set(id, others);
      else this.#watchers.delete(id);
      if (this.#watchers.size > 0) return;
      this.doubt();
      this.#close?.();
      this.#close = undefined;
    };
  }

  /** A connection was lost: perhaps the one for notices, too. */
  doubt(): void {
    this.isHeard = false;
  }

  #up(): void {
    this.doubt();
    this.#driver.query('select pg_notify($1, $2)', [this.channel, probe]).catch(() => {});
  }

  #notified(payload: string): void {
    if (!this.isHeard) {
      this.isHeard = true;
      void this.#catchUp();
    }
    const [id = '', version, writer] = payload.split(' ');
    for (const watcher of this.#watchers.get(id) ?? []) if (watcher.writer !== writer) watcher.changed(version);
  }

  /** What was said before nobody heard. */
  async #catchUp(): Promise<void> {
    const all = [...this.#watchers.values()].flat();
    for (let start = 0; start < all.length; start += atOnce) {
      for (const { changed } of all.slice(start, start + atOnce)) changed();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
