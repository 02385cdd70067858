const mostNotes = 100;

/** Lines for the developer: one for a cause, however often it comes. */
export class Notes {
  readonly #log: ((line: string) => void) | undefined;
  #given: Set<string> | undefined = undefined;

  constructor(log: ((line: string) => void) | undefined) {
    this.#log = log;
  }

  /** Whether lines go anywhere. */
  get isOn(): boolean {
    return this.#log !== undefined;
  }

  /** @param key what the line is about; the same one is said once. */
  note(key: string, line: () => string): void {
    if (!this.#log || this.#given?.has(key) || (this.#given?.size ?? 0) >= mostNotes) return;
    this.#given ??= new Set();
    this.#given.add(key);
    try {
      this.#log(`freshkey: ${line()}`);
    } catch {}
  }
}
