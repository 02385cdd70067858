/** What has begun and is not over: for those who wait until nothing is. */
export class UnderWay {
  #requests = 0;
  #work: Set<Promise<unknown>> | undefined = undefined;
  #waiting: (() => void)[] | undefined = undefined;

  get requests(): number {
    return this.#requests;
  }

  /** How much that is no request is not over: refreshes with their writes, `onSignOut`. */
  get work(): number {
    return this.#work?.size ?? 0;
  }

  begin(): void {
    this.#requests++;
  }

  end(): void {
    this.#requests--;
    if (this.#waiting) this.#tell();
  }

  /** Work that nobody's request waits for. */
  add(work: Promise<unknown>): void {
    this.#work ??= new Set();
    this.#work.add(work);
    const over = () => {
      this.#work?.delete(work);
      if (this.#waiting) this.#tell();
    };
    work.then(over, over);
  }

  get isOver(): boolean {
    return this.#requests === 0 && this.work === 0;
  }

  async settled(): Promise<void> {
    while (!this.isOver) {
      await new Promise<void>((resolve) => {
        this.#waiting ??= [];
        this.#waiting.push(resolve);
      });
    }
  }

  #tell(): void {
    if (!this.isOver) return;
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const resolve of waiting) resolve();
  }
}
