/** Basic credentials, decoded as far as they go (RFC 7617 §2). All secret. */
export interface DecodedBasic {
  /** What was encoded: as UTF-8 if it is that, else as Latin-1. */
  readonly text: string;
  readonly user: string;
  /** Undefined if there is no colon. */
  readonly password: string | undefined;
  /** Whether the bytes beyond ASCII, if there are any, are UTF-8. */
  readonly charset: 'ascii' | 'utf-8' | 'other';
}

/** Decodes base64, white space and the URL-safe alphabet forgiven; `undefined` if it is no base64 at all. */
export function decodeBasic(credential: string): DecodedBasic | undefined {
  const base64 = credential.replace(/\s+/g, '').replaceAll('-', '+').replaceAll('_', '/');
  if (base64 === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return undefined;
  let bytes: string;
  try {
    bytes = atob(base64);
  } catch {
    return undefined;
  }
  const { text, charset } = decodeBytes(bytes);
  const colon = text.indexOf(':');
  return {
    text,
    user: colon < 0 ? text : text.slice(0, colon),
    password: colon < 0 ? undefined : text.slice(colon + 1),
    charset,
  };
}

function decodeBytes(bytes: string): { text: string; charset: DecodedBasic['charset'] } {
  if (!/[\x80-\xff]/.test(bytes)) return { text: bytes, charset: 'ascii' };
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes, (char) => char.charCodeAt(0)));
    return { text, charset: 'utf-8' };
  } catch {
    return { text: bytes, charset: 'other' };
  }
}
