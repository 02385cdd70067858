import type { HeaderList } from './exchange.ts';

/** Headers by name in any case; duplicate lines are kept, in order. */
export class HeaderIndex {
  readonly list: HeaderList;
  readonly #values = new Map<string, string[]>();

  constructor(list: HeaderList) {
    this.list = list;
    for (const [name, value] of list) {
      const key = name.toLowerCase();
      const values = this.#values.get(key);
      if (values) values.push(value);
      else this.#values.set(key, [value]);
    }
  }

  /** The first line of that name. @param name in lower case. */
  first(name: string): string | undefined {
    return this.#values.get(name)?.[0];
  }

  /** All lines of that name, in order. @param name in lower case. */
  all(name: string): readonly string[] {
    return this.#values.get(name) ?? [];
  }

  /** @param name in lower case. */
  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** Names in lower case, each once. */
  names(): Iterable<string> {
    return this.#values.keys();
  }
}
