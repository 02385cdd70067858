import { type Diagnosis, diagnose, type Exchange } from '@freshkey/diagnose';

const maxAlsoCheck = 3;

/**
 * The verdict with what the preflight showed. To a page a refused preflight is the cause, since it never gets as far as
 * the request that worked here; to anybody else it is one more thing to check.
 *
 * @param isFromPage whether the request is said to come from a page of another origin.
 */
export function withPreflight(
  own: Diagnosis,
  preflight: Exchange | undefined,
  isFromPage: boolean,
  nowMs: number,
): Diagnosis {
  const finding = preflight && diagnose(preflight, { now: nowMs }).cause;
  // Whatever else is said of it is said of a request without credentials, which a preflight has to be.
  if (!finding || !/^B0[1-4]$/.test(finding.row)) return own;
  if (own.cause?.row === finding.row || own.alsoCheck.some(({ row }) => row === finding.row)) return own;
  if (isFromPage && own.cause === null && own.status !== 'no-answer') {
    return { ...own, status: 'explained', cause: finding, alsoCheck: own.alsoCheck.slice(0, maxAlsoCheck) };
  }
  // Nobody has spoken of a page: where the cause is known, this would only distract.
  if (!isFromPage && own.cause !== null) return own;
  const hint = isFromPage ? finding : { ...finding, confidence: 'hint' as const };
  return { ...own, alsoCheck: [...own.alsoCheck, hint].slice(0, maxAlsoCheck) };
}
