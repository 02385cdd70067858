import type { HeaderList } from './header-list.ts';

const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** A request that no HTTP client puts on the wire; the codes are those of Node. */
export class UnsendableError extends TypeError {
  override readonly name = 'UnsendableError';
  readonly code: 'ERR_INVALID_CHAR' | 'ERR_INVALID_HTTP_TOKEN';
  /** As the caller wrote it; undefined when the name itself is the flaw. */
  readonly header: string | undefined;

  constructor(message: string, code: UnsendableError['code'], header?: string) {
    super(message);
    this.code = code;
    this.header = header;
  }
}

/**
 * Headers as bytes for the wire: what is not ASCII as UTF-8, as curl sends it, each byte one character.
 *
 * @throws {UnsendableError} For a name that is no token (RFC 9110 §5.6.2), or a control character in a value (§5.5).
 */
export function wireHeaders(headers: HeaderList): HeaderList {
  return headers.map(([name, value]) => {
    if (!token.test(name))
      throw new UnsendableError('A header name holds a character that is not allowed there', 'ERR_INVALID_HTTP_TOKEN');
    if (/[\0-\x08\x0A-\x1F\x7F]/.test(value)) {
      throw new UnsendableError(`Invalid character in header content ["${name}"]`, 'ERR_INVALID_CHAR', name);
    }
    return [name, /^[\x20-\x7E\t]*$/.test(value) ? value : Buffer.from(value, 'utf8').toString('latin1')];
  });
}
