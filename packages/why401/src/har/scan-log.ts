/** Byte values of JSON's structure. */
const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const openBracket = 0x5b;
const backslash = 0x5c;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const isBlank = (byte: number) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/** Receives what is found, as bytes of JSON text. The bytes are valid only during the call. */
interface LogReceiver {
  entry(json: Buffer): void;
  /** A member of `log` other than `entries`, one of those asked for. */
  member(name: string, json: Buffer): void;
  /** An entry or member that is larger than the limit and was passed over. */
  oversized(): void;
}

/** Where in the document the scanner stands. */
type Place = 'start' | 'root' | 'log' | 'entries' | 'end';
/** What comes next at that place. */
type Expecting = 'open' | 'key' | 'colon' | 'value' | 'comma';

/**
 * Finds the elements of `log.entries` in a HAR file that arrives in pieces, without ever holding more than one of them.
 * Looks at structure only: strings, nesting, commas; each element is left to a real parser.
 */
export class LogScanner {
  readonly #receiver: LogReceiver;
  readonly #wanted: ReadonlySet<string>;
  readonly #limit: number;
  #place: Place = 'start';
  #expecting: Expecting = 'open';
  #key = '';
  #foundEntries = false;
  /** Bytes taken in earlier pieces. */
  #offset = 0;
  #brokenAt: number | undefined;

  // The value that is being walked over.
  #inValue = false;
  #depth = 0;
  #inString = false;
  #escaped = false;
  #isScalar = false;
  #held: Buffer[] = [];
  #heldBytes = 0;
  #isOversized = false;

  /** @param limit in bytes: the largest element that is kept. */
  constructor(receiver: LogReceiver, wanted: readonly string[], limit = 64 * 1024 * 1024) {
    this.#receiver = receiver;
    this.#wanted = new Set(wanted);
    this.#limit = limit;
  }

  /** The offset of the first byte that JSON does not allow there; nothing behind it is read. */
  get brokenAt(): number | undefined {
    return this.#brokenAt;
  }

  /** Whether the document came to its end. */
  get isComplete(): boolean {
    return this.#place === 'end' && this.#brokenAt === undefined;
  }

  get foundEntries(): boolean {
    return this.#foundEntries;
  }

  push(piece: Buffer): void {
    let at = 0;
    while (at < piece.length && this.#brokenAt === undefined) {
      at = this.#inValue ? this.#walk(piece, at) : this.#step(piece, at);
    }
    this.#offset += piece.length;
  }

  /** One byte of the structure around the values. */
  #step(piece: Buffer, at: number): number {
    const byte = piece[at] as number;
    if (isBlank(byte)) return at + 1;
    // A byte order mark.
    if (this.#offset + at < 3 && this.#place === 'start' && (byte === 0xef || byte === 0xbb || byte === 0xbf))
      return at + 1;
    if (this.#place === 'end') return this.#break(at);
    switch (this.#expecting) {
      case 'open':
        if (byte !== openBrace) return this.#break(at);
        this.#place = this.#place === 'start' ? 'root' : 'log';
        this.#expecting = 'key';
        return at + 1;
      case 'key':
        if (byte === quote) return this.#begin(piece, at);
        return byte === closeBrace ? this.#close(at) : this.#break(at);
      case 'colon':
        if (byte !== colon) return this.#break(at);
        this.#expecting = 'value';
        return at + 1;
      case 'value':
        if (this.#place === 'root' && this.#key === 'log') {
          this.#expecting = 'open';
          return at;
        }
        if (this.#place === 'log' && this.#key === 'entries' && byte === openBracket) {
          this.#place = 'entries';
          this.#foundEntries = true;
          return at + 1;
        }
        if (byte === closeBracket && this.#place === 'entries') return this.#close(at);
        if (byte === comma || byte === closeBrace || byte === closeBracket || byte === colon) return this.#break(at);
        return this.#begin(piece, at);
      default:
        if (byte === comma) {
          this.#expecting = this.#place === 'entries' ? 'value' : 'key';
          return at + 1;
        }
        return byte === (this.#place === 'entries' ? closeBracket : closeBrace) ? this.#close(at) : this.#break(at);
    }
  }

  #break(at: number): number {
    this.#brokenAt = this.#offset + at;
    return at;
  }

  #close(at: number): number {
    this.#place = this.#place === 'entries' ? 'log' : this.#place === 'log' ? 'root' : 'end';
    this.#expecting = 'comma';
    return at + 1;
  }

  #begin(piece: Buffer, at: number): number {
    const byte = piece[at] as number;
    this.#inValue = true;
    this.#depth = 0;
    this.#inString = false;
    this.#escaped = false;
    this.#isScalar = byte !== quote && byte !== openBrace && byte !== openBracket;
    this.#isOversized = false;
    return at;
  }

  /** Walks over a value from `start`, which may have begun in an earlier piece; returns where it ends. */
  #walk(piece: Buffer, start: number): number {
    let at = start;
    let depth = this.#depth;
    let inString = this.#inString;
    let escaped = this.#escaped;
    let isDone = false;
    const { length } = piece;
    if (this.#isScalar) {
      while (at < length) {
        const byte = piece[at] as number;
        if (byte === comma || byte === closeBrace || byte === closeBracket || isBlank(byte)) {
          isDone = true;
          break;
        }
        at += 1;
      }
    } else {
      while (at < length) {
        const byte = piece[at] as number;
        at += 1;
        if (inString) {
          if (escaped) escaped = false;
          else if (byte === backslash) escaped = true;
          else if (byte === quote) {
            inString = false;
            if (depth === 0) {
              isDone = true;
              break;
            }
          }
        } else if (byte === quote) inString = true;
        else if (byte === openBrace || byte === openBracket) depth += 1;
        else if (byte === closeBrace || byte === closeBracket) {
          depth -= 1;
          if (depth === 0) {
            isDone = true;
            break;
          }
        }
      }
    }
    this.#depth = depth;
    this.#inString = inString;
    this.#escaped = escaped;
    this.#hold(piece, start, at, isDone);
    if (isDone) this.#finish();
    return at;
  }

  #hold(piece: Buffer, start: number, end: number, isDone: boolean): void {
    const isWanted =
      this.#expecting === 'key' || this.#place === 'entries' || (this.#place === 'log' && this.#wanted.has(this.#key));
    if (!isWanted || this.#isOversized) return;
    this.#heldBytes += end - start;
    if (this.#heldBytes > this.#limit) {
      this.#isOversized = true;
      this.#held = [];
      return;
    }
    const part = piece.subarray(start, end);
    // The caller may reuse its buffer for the next piece.
    this.#held.push(isDone ? part : Buffer.from(part));
  }

  #finish(): void {
    const json = this.#held.length === 1 ? (this.#held[0] as Buffer) : Buffer.concat(this.#held);
    const isOversized = this.#isOversized;
    this.#held = [];
    this.#heldBytes = 0;
    this.#inValue = false;
    if (this.#expecting === 'key') {
      this.#key = isOversized ? '' : keyText(json);
      this.#expecting = 'colon';
      return;
    }
    this.#expecting = 'comma';
    if (isOversized) this.#receiver.oversized();
    else if (this.#place === 'entries') this.#receiver.entry(json);
    else if (json.length > 0) this.#receiver.member(this.#key, json);
  }
}

const keyText = (json: Buffer): string => {
  const text = json.toString('utf8', 1, json.length - 1);
  if (!text.includes('\\')) return text;
  try {
    return String(JSON.parse(json.toString('utf8')));
  } catch {
    return text;
  }
};
