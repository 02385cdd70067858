import type { Cell } from '../cell.ts';

interface Row {
  readonly text: string;
  readonly version: number;
}

/** What happens to an access: nothing, an error before it, an error after it was done, or no answer at all. */
type Fault = 'none' | 'before' | 'after' | 'silent';

/** A database in memory, whose every access takes a turn or more and can be made to fail. */
export class MemoryDatabase {
  readonly rows = new Map<string, Row>();
  readonly accesses: string[] = [];
  readonly #watchers = new Map<string, Set<(version?: unknown) => void>>();
  /** Decides what becomes of the next access. */
  fault: (access: 'read' | 'write') => Fault = () => 'none';
  /** Awaited before every access. */
  turn: (label: string) => Promise<void> = () => Promise.resolve();

  cell(name: string, more: Partial<Cell> & { isWatched?: boolean; by?: string } = {}): Cell {
    const { isWatched = true, by = '', ...rest } = more;
    const access = async <T>(kind: 'read' | 'write', body: () => T): Promise<T> => {
      const fault = this.fault(kind);
      this.accesses.push(`${by}${kind}`);
      await this.turn(`${by} ${kind}s`);
      if (fault === 'silent') return new Promise(() => {});
      if (fault === 'before') throw new Error(`the connection was lost before the ${kind}`);
      const result = body();
      if (fault === 'after') throw new Error(`the connection was lost after the ${kind}`);
      return result;
    };
    return {
      name,
      read: () => access('read', () => this.rows.get(name)),
      write: (text, version) =>
        access('write', () => {
          const held = this.rows.get(name);
          if (held?.version !== version) return undefined;
          return this.put(name, text);
        }),
      ...(isWatched && {
        watch: (changed: (version?: unknown) => void) => {
          const all = this.#watchers.get(name) ?? new Set();
          this.#watchers.set(name, all.add(changed));
          return () => void all.delete(changed);
        },
      }),
      ...rest,
    };
  }

  /** Writes over whatever is there. */
  put(name: string, text: string): number {
    const version = (this.rows.get(name)?.version ?? 0) + 1;
    this.rows.set(name, { text, version });
    this.tell(name, version);
    return version;
  }

  tell(name: string, version: unknown): void {
    for (const changed of this.#watchers.get(name) ?? []) {
      void this.turn(`${name} is told`).then(() => changed(version));
    }
  }

  document(name: string): Record<string, unknown> {
    return JSON.parse(this.rows.get(name)?.text ?? '{}') as Record<string, unknown>;
  }

  /** Somebody else's hand in the document. */
  change(name: string, change: Record<string, unknown>): void {
    const held = this.document(name);
    this.put(name, JSON.stringify({ ...held, beat: Number(held.beat ?? 0) + 1, ...change }));
  }
}
