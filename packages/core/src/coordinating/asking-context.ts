interface Storage {
  run<T>(store: object, run: () => T): T;
  getStore(): unknown;
}

/**
 * Knows the requests that `refresh` makes for its own, also where it does not pass its signal on: those that are made
 * before it first waits, everywhere; all of them where the platform keeps an async context (Node, Bun, Deno).
 */
export class AskingContext {
  #isAsking = false;
  #storage: Storage | undefined = undefined;
  readonly #asked = new WeakSet<object>();

  /** @param flight whose requests they are, as long as it is not over. */
  run<T>(flight: object, refresh: () => T): T {
    this.#storage ??= createStorage();
    this.#asked.add(flight);
    const flagged = () => {
      this.#isAsking = true;
      try {
        return refresh();
      } finally {
        this.#isAsking = false;
      }
    };
    return this.#storage ? this.#storage.run(flight, flagged) : flagged();
  }

  /** Whether the code that runs now was called by the `refresh` of this flight. */
  isIn(flight: object): boolean {
    return this.#isAsking || (this.#asked.has(flight) && this.#storage?.getStore() === flight);
  }
}

/** Asked for at run time, so that no bundle for a browser names it, or brings a `process`. */
function createStorage(): Storage | undefined {
  try {
    const { AsyncLocalStorage } = globalThis.process.getBuiltinModule('node:async_hooks');
    return new AsyncLocalStorage<object>();
  } catch {
    return undefined;
  }
}
