import { diagnose as diagnoseBare } from './diagnose.ts';
import type { DiagnoseContext, Exchange } from './exchange.ts';
import type { Diagnosis } from './finding.ts';
import { products } from './products/index.ts';

/**
 * Why a request was refused: one root cause or none, and at most three further things to check, each with evidence and
 * a fix. Tells 401 from 403, 400, 407, 419, 498 and 511, from a redirect to a login page, and from a refusal that the
 * browser hid. What it reads in a JWT is a help, not a verification: diagnostic only.
 *
 * Pure: no I/O, no clock but the one passed in. Never throws, whatever it is given, and prints no credential.
 *
 * @example
 * const diagnosis = diagnose({
 *   request: { method: 'GET', url: 'https://api.example.com/me', headers: [['Authorization', 'Bearer undefined']] },
 *   response: { status: 401, headers: [['WWW-Authenticate', 'Bearer error="invalid_token"']] },
 * });
 * diagnosis.cause?.id; // 'credential-is-missing-value'
 *
 * Boundary: verifies no signature and makes no request; what others found out goes in as `probes`. The products that it
 * knows come with it; `@freshkey/diagnose/rules` is the same function without them.
 */
export function diagnose(exchange: Exchange, context: DiagnoseContext = {}): Diagnosis {
  return diagnoseBare(exchange, withProducts(context));
}

function withProducts(context: DiagnoseContext): DiagnoseContext {
  const { now, products: own = products } = typeof context === 'object' && context !== null ? context : {};
  return { ...(now !== undefined && { now }), products: own };
}
