import { UsageError } from './usage-error.ts';

/** How bytes that are no UTF-8 text begin. */
const otherEncoding = (bytes: Uint8Array): string | undefined => {
  const [first, second, third, fourth] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return 'UTF-16';
  if (bytes.length > 3 && ((second === 0 && fourth === 0) || (first === 0 && third === 0))) return 'UTF-16';
  if (first === 0x1f && second === 0x8b) return 'packed with gzip';
  return first === 0x50 && second === 0x4b && third === 3 ? 'packed with zip' : undefined;
};

/**
 * Refuses bytes that every reader of UTF-8 would take for nonsense, by the beginning of what is read.
 *
 * @throws {UsageError} Naming the encoding. @param what what is read, as the sentence begins: `The recording`.
 */
export function checkEncoding(bytes: Uint8Array, what: string): void {
  const encoding = otherEncoding(bytes);
  if (encoding === undefined) return;
  throw new UsageError(
    `${what} is ${encoding}; ${encoding === 'UTF-16' ? 'save it as UTF-8 (PowerShell: -Encoding utf8)' : 'unpack it first'}.`,
  );
}

/** Bytes as text, a byte order mark taken off. @throws {UsageError} As {@link checkEncoding} does. */
export function textOf(bytes: Uint8Array, what: string): string {
  checkEncoding(bytes, what);
  return new TextDecoder().decode(bytes);
}
