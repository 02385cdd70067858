/** In bytes: of one body, of all bodies together, and what each gets when the rest is spent. */
const maxBody = 65_536;
const sharedBytes = 6_000_000;
const ownBytes = 2_048;
const hardBytes = 10_000_000;

/** How much of all bodies is held at once, so that a thousand refusals in flight cost no more than a few. */
export class BodyBudget {
  #held = 0;

  /** How many of these bytes may be held, by a body that holds so many already. */
  grant(wanted: number, already: number): number {
    const limit = this.#held < sharedBytes ? maxBody : this.#held < hardBytes ? ownBytes : 0;
    const granted = Math.max(0, Math.min(wanted, limit - already));
    this.#held += granted;
    return granted;
  }

  release(bytes: number): void {
    this.#held -= bytes;
  }
}

/** The beginning of one body as it went over the wire. */
export class HeldBody {
  readonly #budget: BodyBudget;
  #chunks: Buffer[] = [];
  #bytes = 0;

  constructor(budget: BodyBudget) {
    this.#budget = budget;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Copies what may be held: a chunk is a window on the socket's buffer, which is not to be kept alive. */
  add(chunk: unknown, encoding?: unknown): void {
    if (typeof chunk !== 'string' && !ArrayBuffer.isView(chunk)) return;
    const size = typeof chunk === 'string' ? chunk.length : chunk.byteLength;
    const granted = this.#budget.grant(size, this.#bytes);
    if (granted === 0) return;
    this.#bytes += granted;
    this.#chunks.push(
      typeof chunk === 'string'
        ? Buffer.from(chunk.slice(0, granted), encodingOf(encoding))
        : Buffer.from(Buffer.from(chunk.buffer, chunk.byteOffset, granted)),
    );
  }

  read(): Buffer {
    if (this.#chunks.length !== 1) this.#chunks = [Buffer.concat(this.#chunks)];
    return this.#chunks[0] as Buffer;
  }

  release(): void {
    this.#budget.release(this.#bytes);
    this.#bytes = 0;
    this.#chunks = [];
  }
}

const encodingOf = (encoding: unknown): BufferEncoding =>
  typeof encoding === 'string' && Buffer.isEncoding(encoding) ? encoding : 'utf8';
