import { isRecord } from './parse-json.ts';
import { parseUrl } from './parse-url.ts';
import type { RequestFacts } from './request-facts.ts';
import type { ResponseFacts } from './response-facts.ts';

/**
 * What kind of no an answer is.
 *
 * - `unauthorized` 401 · `forbidden` 403 · `proxy` 407 · `network` 511
 * - `session-expired`: 419 (Laravel), 440 (IIS), 498 and 499 (Esri)
 * - `bad-request`: 400 or 422 that speaks of credentials
 * - `login`: a redirect to a login page, or the login page itself after one
 * - `in-body`: success by the status, refusal in the body (GraphQL's `UNAUTHENTICATED`, `{"ok":false,"error":"invalid_auth"}`)
 */
export type Refusal =
  | 'unauthorized'
  | 'forbidden'
  | 'proxy'
  | 'network'
  | 'session-expired'
  | 'bad-request'
  | 'login'
  | 'in-body';

const byStatus = new Map<number, Refusal>([
  [401, 'unauthorized'],
  [403, 'forbidden'],
  [407, 'proxy'],
  [511, 'network'],
  [419, 'session-expired'],
  [440, 'session-expired'],
  [498, 'session-expired'],
  [499, 'session-expired'],
]);

/** OAuth's error codes that are about credentials (RFC 6749 §5.2, RFC 6750 §3.1, RFC 9449, RFC 9470), and AWS's. */
const oauthErrors =
  /^(?:invalid_(?:grant|client|token|dpop_proof)|unauthorized_client|use_dpop_nonce|insufficient_(?:scope|user_authentication)|interaction_required|consent_required|login_required|access_denied)$/;
/** What a credential is called, and what can be wrong with one. */
const credentialWords =
  /(?:bearer|access|api|auth|refresh|security|client|jwt|id|session)[ _-]?(?:tokens?|keys?)\b|\bjwt\b|\bcredentials?\b|\bauthori[sz]ation\b|\bauthentication\b|\btoken (?:has |is |was )?(?:expired|invalid|missing|malformed|revoked)|\b(?:invalid|missing|expired) token\b/;
const faultWords =
  /expired|invalid|missing|malformed|revoked|denied|failed|\bbad\b|multiple|incorrect|\bempty\b|wrong|not (?:be )?(?:valid|provided|found|recogni[sz]ed|authori[sz]ed|supported)|(?:is|are) required|must be provided|unable to|could not|only valid/;
const unmistakable =
  /unauthori[sz]ed|unauthenticated|not authenticated|not logged in|signature verification|not enough segments/;

const loginPath =
  /(?:^|[/.?&=])(?:log-?in|sign-?in|sso|saml2?|oauth2?\/(?:v[\d.]+\/)?authori[sz]e|authori[sz]e|auth\/realms|openid-connect\/auth|adfs|account\/login|cas\/login|users\/sign_in|cdn-cgi\/access)(?:$|[/?#.&])/i;

/** Whether a URL is that of a login page. */
export const isLoginUrl = (url: URL): boolean =>
  loginPath.test(url.pathname + url.search.slice(0, 200)) ||
  /^(?:login|signin|sso|accounts|auth|idp|id)\./.test(url.hostname) ||
  url.hostname.endsWith('.cloudflareaccess.com');

/** What kind of refusal an answer is; `undefined` if it is none. */
export function refusalOf(request: RequestFacts, response: ResponseFacts): Refusal | undefined {
  const { status } = response;
  const known = byStatus.get(status);
  if (known) return known;
  if (status === 400 || status === 422) return speaksOfCredentials(response) ? 'bad-request' : undefined;
  if (status >= 300 && status < 400) return redirectsToLogin(request, response) ? 'login' : undefined;
  if (status >= 200 && status < 300) {
    if (isLoginPage(request, response)) return 'login';
    return refusesInBody(response) ? 'in-body' : undefined;
  }
  return undefined;
}

function speaksOfCredentials(response: ResponseFacts): boolean {
  const error = response.member('error');
  if (typeof error === 'string' && oauthErrors.test(error)) return true;
  if (response.challenges.length > 0) return true;
  const { words } = response;
  return unmistakable.test(words) || (credentialWords.test(words) && faultWords.test(words));
}

/** Requests that end on a login page by design. */
const leadsToLogin =
  /(?:log|sign)-?_?(?:out|off)|register|sign-?_?up|reset|verify|confirm|activate|invit|(?:^|\/)(?:auth|oauth2?|connect|saml2?|openid|oidc)\/(?!me\b|user)/i;

const expectsLogin = ({ location }: RequestFacts): boolean =>
  location !== undefined && (isLoginUrl(location) || leadsToLogin.test(location.pathname));

function redirectsToLogin(request: RequestFacts, response: ResponseFacts): boolean {
  const location = response.header('location');
  const target = location === undefined ? undefined : parseUrl(location, request.url);
  return target !== undefined && isLoginUrl(target) && !expectsLogin(request);
}

function isLoginPage(request: RequestFacts, response: ResponseFacts): boolean {
  const { location } = response;
  if (!location || !response.isHtml || location.href === request.location?.href) return false;
  return isLoginUrl(location) && !expectsLogin(request);
}

function refusesInBody({ json, body }: ResponseFacts): boolean {
  if (!isRecord(json)) return false;
  if (Array.isArray(json.errors) && body.includes('UNAUTHENTICATED')) {
    return json.errors.some(
      (error) => isRecord(error) && isRecord(error.extensions) && error.extensions.code === 'UNAUTHENTICATED',
    );
  }
  return (
    json.ok === false && typeof json.error === 'string' && /auth|token|account_inactive|user_removed/.test(json.error)
  );
}
