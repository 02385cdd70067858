/**
 * How long something has stood still while it could be seen. No clock is compared with another one's, and neither time
 * in which the store did not answer counts, nor time that this process slept through: a holder that is alive could not
 * have been heard either.
 */
export class Stillness {
  readonly #longestStepMs: number;
  #mark: string | undefined = undefined;
  #seenAtMs = 0;
  /** How long it has stood, in milliseconds. */
  stoodMs = 0;
  #isInterrupted = false;

  /** @param longestStepMs what one look may count for at most. */
  constructor(longestStepMs: number) {
    this.#longestStepMs = longestStepMs;
  }

  /** The store has answered with this. */
  observe(mark: string, atMs: number): void {
    if (mark !== this.#mark) this.stoodMs = 0;
    else if (!this.#isInterrupted) this.stoodMs += Math.min(Math.max(0, atMs - this.#seenAtMs), this.#longestStepMs);
    this.#mark = mark;
    this.#seenAtMs = atMs;
    this.#isInterrupted = false;
  }

  /** The store has not answered. */
  interrupt(): void {
    this.#isInterrupted = true;
  }
}
