/** Byte values of JSON's structure. */
export const byteOf = {
  quote: 0x22,
  comma: 0x2c,
  colon: 0x3a,
  openBracket: 0x5b,
  backslash: 0x5c,
  closeBracket: 0x5d,
  openBrace: 0x7b,
  closeBrace: 0x7d,
} as const;

export function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** An escape is at most six bytes long (`\uXXXX`), two of them make one character: no cut so near to one. */
const nearEscape = 12;

/**
 * Walks over one JSON value that arrives in pieces and keeps its bytes. Strings that are longer than anybody reads are
 * cut, so that a recording with films in it takes no more memory than one without.
 */
export class ValueWalker {
  /** In bytes. */
  readonly #limit: number;
  readonly #maxString: number;
  #isKept = false;
  #isDone = true;
  #isScalar = false;
  #depth = 0;
  #inString = false;
  #isEscaped = false;
  /** Whether the rest of the string is passed over. */
  #isCutting = false;
  /** Where the string began and where its last backslash was, from the start of the piece; below 0 in earlier ones. */
  #stringFrom = 0;
  #lastEscape = 0;
  #kept: Buffer[] = [];
  #keptBytes = 0;

  /** @param limit the largest value that is kept, in bytes. @param maxString the longest string, in bytes. */
  constructor(limit: number, maxString: number) {
    this.#limit = limit;
    this.#maxString = maxString;
  }

  get isDone(): boolean {
    return this.#isDone;
  }

  /** @param first the value's first byte, which is walked over again. @param isKept whether its bytes are wanted. */
  begin(first: number, isKept: boolean): void {
    this.#isKept = isKept;
    this.#isDone = false;
    this.#isScalar = first !== byteOf.quote && first !== byteOf.openBrace && first !== byteOf.openBracket;
    this.#depth = 0;
    this.#inString = false;
    this.#isEscaped = false;
    this.#isCutting = false;
    this.#kept = [];
    this.#keptBytes = 0;
  }

  /** The value's bytes, valid until the next piece; undefined when there were more than the limit. */
  take(): Buffer | undefined {
    const bytes =
      this.#keptBytes > this.#limit ? undefined : this.#kept.length === 1 ? this.#kept[0] : Buffer.concat(this.#kept);
    this.#kept = [];
    return bytes;
  }

  /** Walks on from `start`; returns where the value ends, or the piece. */
  walk(piece: Buffer, start: number): number {
    return this.#isScalar ? this.#walkScalar(piece, start) : this.#walkStructure(piece, start);
  }

  #walkScalar(piece: Buffer, start: number): number {
    let at = start;
    while (at < piece.length && !this.#isDone) {
      const byte = piece[at] as number;
      if (byte === byteOf.comma || byte === byteOf.closeBrace || byte === byteOf.closeBracket || isBlank(byte))
        this.#isDone = true;
      else at += 1;
    }
    this.#keep(piece, start, at);
    return at;
  }

  #walkStructure(piece: Buffer, start: number): number {
    const { quote, backslash, openBrace, openBracket, closeBrace, closeBracket } = byteOf;
    const { length } = piece;
    let at = start;
    let from = start;
    let depth = this.#depth;
    let inString = this.#inString;
    let isEscaped = this.#isEscaped;
    let isCutting = this.#isCutting;
    let stringFrom = this.#stringFrom;
    let lastEscape = this.#lastEscape;
    let isDone = false;
    while (at < length && !isDone) {
      const byte = piece[at] as number;
      at += 1;
      if (inString) {
        if (isEscaped) isEscaped = false;
        else if (byte === backslash) {
          isEscaped = true;
          lastEscape = at;
        } else if (byte === quote) {
          inString = false;
          isDone = depth === 0;
          if (isCutting) {
            isCutting = false;
            from = at - 1;
          }
        } else if (at - stringFrom > this.#maxString && !isCutting && byte < 0x80 && at - lastEscape > nearEscape) {
          this.#keep(piece, from, at - 1);
          isCutting = true;
        }
      } else if (byte === quote) {
        inString = true;
        stringFrom = at;
        lastEscape = at - nearEscape;
      } else if (byte === openBrace || byte === openBracket) depth += 1;
      else if (byte === closeBrace || byte === closeBracket) {
        depth -= 1;
        isDone = depth <= 0;
      }
    }
    if (!isCutting) this.#keep(piece, from, at);
    this.#depth = depth;
    this.#inString = inString;
    this.#isEscaped = isEscaped;
    this.#isCutting = isCutting;
    this.#stringFrom = stringFrom - length;
    this.#lastEscape = lastEscape - length;
    this.#isDone = isDone;
    return at;
  }

  #keep(piece: Buffer, start: number, end: number): void {
    if (!this.#isKept || start >= end) return;
    this.#keptBytes += end - start;
    if (this.#keptBytes > this.#limit) {
      this.#kept = [];
      return;
    }
    // The caller may reuse its buffer for the next piece.
    this.#kept.push(Buffer.from(piece.subarray(start, end)));
  }
}
