/** Text as UTF-8. A half of a surrogate pair, which no text has alone, becomes U+FFFD. */
export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** UTF-8 as text, a byte order mark kept; bytes that are none become U+FFFD. @param limit bytes to read at most. */
export function readUtf8(bytes: Uint8Array, limit = bytes.length): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, limit));
}

/** Text as a percent-encoded part of a URL, whatever is in it. */
export function percentEncoded(text: string): string {
  return encodeURIComponent(readUtf8(bytesOf(text)));
}

export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** Text as base64 of its UTF-8. */
export function base64Of(text: string): string {
  return btoa(Array.from(bytesOf(text), (byte) => String.fromCharCode(byte)).join(''));
}

/** The text that base64 holds; what is no base64 in it is passed over, and what breaks off is read as far as it goes. */
export function readBase64(text: string): string {
  const digits = text
    .replace(/-/g, '+')
    .replace(/_/g, '/')
    .replace(/[^A-Za-z0-9+/]/g, '');
  const whole = digits.length % 4 === 1 ? digits.slice(0, -1) : digits;
  return readUtf8(Uint8Array.from(atob(whole), (char) => char.charCodeAt(0)));
}

/** The last part of a path, as curl names an upload. */
export function fileNameOf(path: string): string {
  return (
    path
      .replace(/[\\/]+$/, '')
      .split(/[\\/]/)
      .at(-1) ?? ''
  );
}
