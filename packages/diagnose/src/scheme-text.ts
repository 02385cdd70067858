import type { Authorization } from './authorization.ts';

/**
 * The scheme of an Authorization header as it may be printed. Only a short word of letters is taken for one: where the
 * scheme was forgotten, a credential stands in its place.
 */
export function schemeText(authorization: Authorization | undefined): string {
  const scheme = authorization?.schemeAsSent;
  if (scheme === undefined) return 'a value without a scheme';
  return /^[A-Za-z][A-Za-z-]{1,14}$/.test(scheme) ? scheme : 'another scheme';
}
