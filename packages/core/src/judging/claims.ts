import { jwtDecode } from 'jwt-decode';

/** The times that a JWT names (RFC 7519 §4.1), in seconds since the epoch by its issuer's clock. */
export interface Claims {
  readonly expSec?: number;
  readonly iatSec?: number;
}

const jwtShape = /^[\w-]+\.[\w-]+\.[\w-]*$/;

/** NumericDates past this are milliseconds by mistake (RFC 7519 §2 wants seconds). */
export const largestSec = 1e11;

/** What an access token says about its life; nothing where it is opaque. */
export function readClaims(token: string): Claims {
  if (!jwtShape.test(token)) return {};
  try {
    const { exp, iat } = Object(jwtDecode(token));
    return { ...(isSeconds(exp) && { expSec: exp }), ...(isSeconds(iat) && { iatSec: iat }) };
  } catch {
    return {};
  }
}

function isSeconds(value: unknown): value is number {
  return typeof value === 'number' && value > 0 && value < largestSec;
}
