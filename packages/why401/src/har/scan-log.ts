import { byteOf, isBlank, ValueWalker } from './value-walker.ts';

/** Receives what is found, as bytes of JSON text. */
interface LogReceiver {
  entry(json: Buffer): void;
  /** A member of `log` other than `entries`, one of those asked for. */
  member(name: string, json: Buffer): void;
  /** An entry or member that is larger than the limit and was passed over. */
  oversized(): void;
}

/** In bytes. Of one entry nobody needs more, once its strings are cut. */
const defaultLimits = { value: 64 * 1024 * 1024, string: 128 * 1024 };

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
  readonly #walker: ValueWalker;
  #place: Place = 'start';
  #expecting: Expecting = 'open';
  #key = '';
  #foundEntries = false;
  /** Bytes taken in earlier pieces. */
  #offset = 0;
  #brokenAt: number | undefined;

  /** @param wanted members of `log` that are given to the receiver. */
  constructor(receiver: LogReceiver, wanted: readonly string[], limits = defaultLimits) {
    this.#receiver = receiver;
    this.#wanted = new Set(wanted);
    this.#walker = new ValueWalker(limits.value, limits.string);
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
      if (this.#walker.isDone) at = this.#step(piece, at);
      else {
        at = this.#walker.walk(piece, at);
        if (this.#walker.isDone) this.#finish();
      }
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
    const closing = this.#place === 'entries' ? byteOf.closeBracket : byteOf.closeBrace;
    switch (this.#expecting) {
      case 'open':
        if (byte !== byteOf.openBrace) return this.#break(at);
        this.#place = this.#place === 'start' ? 'root' : 'log';
        this.#expecting = 'key';
        return at + 1;
      case 'key':
        if (byte === byteOf.quote) return this.#begin(byte, at);
        return byte === closing ? this.#close(at) : this.#break(at);
      case 'colon':
        if (byte !== byteOf.colon) return this.#break(at);
        this.#expecting = this.#place === 'root' && this.#key === 'log' ? 'open' : 'value';
        return at + 1;
      case 'value':
        if (this.#place === 'log' && this.#key === 'entries' && byte === byteOf.openBracket) {
          this.#place = 'entries';
          this.#foundEntries = true;
          return at + 1;
        }
        if (this.#place === 'entries' && byte === closing) return this.#close(at);
        return isMark(byte) ? this.#break(at) : this.#begin(byte, at);
      default:
        if (byte !== byteOf.comma) return byte === closing ? this.#close(at) : this.#break(at);
        this.#expecting = this.#place === 'entries' ? 'value' : 'key';
        return at + 1;
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

  #begin(first: number, at: number): number {
    const isWanted =
      this.#expecting === 'key' || this.#place === 'entries' || (this.#place === 'log' && this.#wanted.has(this.#key));
    this.#walker.begin(first, isWanted);
    return at;
  }

  #finish(): void {
    const json = this.#walker.take();
    if (this.#expecting === 'key') {
      this.#key = json === undefined ? '' : keyText(json);
      this.#expecting = 'colon';
      return;
    }
    this.#expecting = 'comma';
    if (json === undefined) this.#receiver.oversized();
    else if (this.#place === 'entries') this.#receiver.entry(json);
    else if (json.length > 0) this.#receiver.member(this.#key, json);
  }
}

const isMark = (byte: number): boolean =>
  byte === byteOf.comma || byte === byteOf.colon || byte === byteOf.closeBrace || byte === byteOf.closeBracket;

const keyText = (json: Buffer): string => {
  const text = json.toString('utf8', 1, json.length - 1);
  if (!text.includes('\\')) return text;
  try {
    return String(JSON.parse(json.toString('utf8')));
  } catch {
    return text;
  }
};
