/** The first 32 bits of the fractional part of a root of the first primes (FIPS 180-4 §4.2.2, §5.3.3). */
function rootWords(count: number, exponent: number): number[] {
  const words: number[] = [];
  for (let candidate = 2; words.length < count; candidate++) {
    let isPrime = true;
    for (let divisor = 2; divisor * divisor <= candidate; divisor++) if (candidate % divisor === 0) isPrime = false;
    if (isPrime) words.push((candidate ** exponent * 0x1_0000_0000) | 0);
  }
  return words;
}

const rotated = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

/**
 * SHA-256 (FIPS 180-4) of text as UTF-8, in bytes. Here because WebCrypto's is asynchronous and rules are not; it
 * compares public values (thumbprints, digests of bodies) and protects nothing.
 */
export function sha256(text: string): Uint8Array {
  const message = new TextEncoder().encode(text);
  const length = ((message.length + 72) >> 6) << 6;
  const padded = new DataView(new ArrayBuffer(length));
  message.forEach((byte, index) => {
    padded.setUint8(index, byte);
  });
  padded.setUint8(message.length, 0x80);
  padded.setUint32(length - 8, Math.floor(message.length / 0x2000_0000));
  padded.setUint32(length - 4, message.length << 3);
  const constants = rootWords(64, 1 / 3);
  const hash = rootWords(8, 1 / 2);
  const schedule = new Int32Array(64);
  for (let block = 0; block < length; block += 64) {
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = hash;
    for (let at = 0; at < 64; at++) {
      const early = schedule[at - 15] ?? 0;
      const late = schedule[at - 2] ?? 0;
      schedule[at] =
        at < 16
          ? padded.getInt32(block + at * 4)
          : (schedule[at - 16] ?? 0) +
            (rotated(early, 7) ^ rotated(early, 18) ^ (early >>> 3)) +
            (schedule[at - 7] ?? 0) +
            (rotated(late, 17) ^ rotated(late, 19) ^ (late >>> 10));
      const first =
        h +
        (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) +
        ((e & f) ^ (~e & g)) +
        (constants[at] ?? 0) +
        (schedule[at] ?? 0);
      const second = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
      [a, b, c, d, e, f, g, h] = [(first + second) | 0, a, b, c, (d + first) | 0, e, f, g];
    }
    [a, b, c, d, e, f, g, h].forEach((word, index) => {
      hash[index] = ((hash[index] ?? 0) + word) | 0;
    });
  }
  const bytes = new DataView(new ArrayBuffer(32));
  hash.forEach((word, index) => {
    bytes.setInt32(index * 4, word);
  });
  return new Uint8Array(bytes.buffer);
}

export function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function base64Of(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

export function base64urlOf(bytes: Uint8Array): string {
  return base64Of(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
