import { fingerprintOf } from '../fingerprint.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

const random = (length: number): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  return Array.from(bytes, (byte) => alphabet[byte % alphabet.length]).join('');
};

const base64url = (value: unknown): string =>
  btoa(JSON.stringify(value)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

/**
 * Every token of every world is told by its form, so that one that went astray is found wherever it turns up. The first
 * part of a JWT is looked for where a word begins and nowhere else: a long word without a full stop would otherwise be
 * read again from each of its letters.
 */
const minted = () => /(?:(?<![\w-])[\w-]+\.[\w-]+\.)?(?:fk(?:at|rt)_[A-Za-z0-9]{24}|fksg_[A-Za-z0-9]{38})/g;

/** An opaque access token. */
export function mintOpaque(): string {
  return `fkat_${random(24)}`;
}

/** A refresh token. */
export function mintRefreshToken(): string {
  return `fkrt_${random(24)}`;
}

/**
 * An access token that looks like a JWT (RFC 7519) and carries claims. The signature is a random one, as long as that of HS256:
 * 32 bytes, whose last character carries four bits (RFC 7518 §3.2).
 */
export function mintJwt(claims: Record<string, unknown>): string {
  return `${base64url({ alg: 'HS256', typ: 'at+jwt' })}.${base64url(claims)}.fksg_${random(37)}A`;
}

/** Whether a text holds a token that a world of this package issued. */
export function holdsToken(text: string): boolean {
  return minted().test(text);
}

/** The text with every token that a world issued replaced by its fingerprint. */
export function withoutTokens(text: string): string {
  return text.replace(minted(), (token) => `<token ${fingerprintOf(token)}>`);
}
