import type { Authorization } from './authorization.ts';
import type { SentCredential } from './sent-credentials.ts';

/** A credential whose text is looked at: of a header or of the URL. */
export interface HeaderValue {
  /** Of the header or parameter, cut. */
  readonly name: string;
  readonly place: 'header' | 'query';
  /** The credential as it was meant: of Authorization without scheme and quotes, else as sent. A secret. */
  readonly value: string;
  /** In lower case; only of Authorization. */
  readonly scheme?: string;
}

/** Credentials in headers and in the URL; cookies, bodies, signatures and schemes with parameters are not looked at. */
export function headerValuesOf(
  credentials: readonly SentCredential[],
  authorization: Authorization | undefined,
): HeaderValue[] {
  const values: HeaderValue[] = [];
  for (const { place, name, secret, scheme } of credentials) {
    if ((place !== 'header' && place !== 'query') || /signature/i.test(name)) continue;
    if (name === 'Authorization' && authorization?.hasParams) continue;
    values.push({ name: name.slice(0, 60), place, value: secret, ...(scheme !== undefined && { scheme }) });
  }
  return values;
}
