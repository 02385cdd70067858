import { diagnoseBySet } from './diagnose-by-rules.ts';
import type { DiagnoseContext, Exchange } from './exchange.ts';
import type { Diagnosis } from './finding.ts';
import { portableRules } from './rules/portable.ts';

/**
 * Why a request was refused, by what holds for all of HTTP and its tokens: the function of the index without the products,
 * without what single vendors say, the schemes that sign each request (AWS, webhooks, message signatures), and what is read
 * of a process and its files (`environment`). For browsers, where these do not come up, and for tables of one's own
 * (`products`).
 *
 * Pure, never throws, and prints no credential.
 *
 * @example
 * diagnose({
 *   request: { method: 'GET', url: 'https://api.example.com/me', headers: [['Authorization', 'Bearer undefined']] },
 *   response: { status: 401, headers: [] },
 * }).cause?.id; // 'credential-is-missing-value'
 *
 * Boundary: verifies no signature and makes no request; what others found out goes in as `probes`.
 */
export function diagnose(exchange: Exchange, context: DiagnoseContext = {}): Diagnosis {
  return diagnoseBySet(portableRules, exchange, context);
}
