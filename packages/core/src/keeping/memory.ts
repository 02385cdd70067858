import type { SessionRecord } from './session-record.ts';
import type { TokenStore } from './store.ts';

class MemoryStore implements TokenStore {
  #stored: SessionRecord | undefined = undefined;

  get isVolatile(): boolean {
    return true;
  }

  read(): SessionRecord | undefined {
    return this.#stored;
  }

  write(next: SessionRecord, expected: number | undefined): boolean {
    if (this.#stored?.generation !== expected) return false;
    this.#stored = next;
    return true;
  }
}

/** The default store: lives and dies with the session. */
export function memoryStore(): TokenStore {
  return new MemoryStore();
}
