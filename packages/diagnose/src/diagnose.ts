import { diagnoseBySet } from './diagnose-by-rules.ts';
import type { DiagnoseContext, Exchange } from './exchange.ts';
import type { Diagnosis } from './finding.ts';
import { everyRule } from './rules/index.ts';

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
 * Boundary: verifies no signature and makes no request; what others found out goes in as `probes`.
 */
export function diagnose(exchange: Exchange, context: DiagnoseContext = {}): Diagnosis {
  return diagnoseBySet(everyRule, exchange, context);
}
