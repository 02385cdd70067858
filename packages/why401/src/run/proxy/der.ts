/** One element of DER: its tag, its length, its content (X.690 §8.1). */
const der = (tag: number, ...parts: Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
};

export function sequence(...parts: Uint8Array[]): Buffer {
  return der(0x30, ...parts);
}
export function set(...parts: Uint8Array[]): Buffer {
  return der(0x31, ...parts);
}
export function octets(content: Uint8Array): Buffer {
  return der(0x04, content);
}
export function bits(content: Uint8Array, unused = 0): Buffer {
  return der(0x03, Buffer.from([unused]), content);
}
export function text(value: string): Buffer {
  return der(0x0c, Buffer.from(value));
}
export const yes = der(0x01, Buffer.from([0xff]));
/** Tagged by its context, as members of a choice or optional members are. */
export function tagged(number: number, isConstructed: boolean, ...parts: Uint8Array[]): Buffer {
  return der(0x80 | (isConstructed ? 0x20 : 0) | number, ...parts);
}

/** A positive integer. */
export function integer(bytes: Uint8Array): Buffer {
  return der(0x02, (bytes[0] as number) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
}

/** `2.5.29.17` */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const arc of rest) {
    const groups = [arc & 0x7f];
    for (let left = arc >> 7; left > 0; left >>= 7) groups.unshift((left & 0x7f) | 0x80);
    bytes.push(...groups);
  }
  return der(0x06, Buffer.from(bytes));
}

/** An instant, of this half of the century (RFC 5280 §4.1.2.5.1). */
export function utcTime(atMs: number): Buffer {
  return der(0x17, Buffer.from(`${new Date(atMs).toISOString().replace(/\D/g, '').slice(2, 14)}Z`));
}
