import { isRecord } from './parse-json.ts';
import type { RequestEnd } from './request-end.ts';
import type { RequestFacts } from './request-facts.ts';
import type { ResponseFacts } from './response-facts.ts';

/**
 * What kind of no an answer is.
 *
 * - `unauthorized` 401 · `forbidden` 403 · `proxy` 407 · `network` 511
 * - `session-expired`: 419 (Laravel), 440 (IIS), 498 and 499 (Esri)
 * - `bad-request`: 400 or 422 that speaks of credentials
 * - `login`: a redirect to a login page, or the login page itself after one
 * - `in-body`: success by the status, refusal in the body: an error of GraphQL, or a code of its own, that is about who asks
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
export function isLoginUrl(url: URL): boolean {
  return (
    loginPath.test(url.pathname + url.search.slice(0, 200)) ||
    /^(?:login|signin|sso|accounts|auth|idp|id)\./.test(url.hostname) ||
    url.hostname.endsWith('.cloudflareaccess.com')
  );
}

/** What kind of refusal an answer is; `undefined` if it is none. */
export function refusalOf(
  request: RequestFacts,
  response: ResponseFacts,
  end: RequestEnd | undefined,
): Refusal | undefined {
  const { status } = response;
  const known = byStatus.get(status);
  if (known) return known;
  if (status === 400 || status === 422) return speaksOfCredentials(response) ? 'bad-request' : undefined;
  if (status >= 300 && status < 400) return endsAtLogin(request, end) ? 'login' : undefined;
  if (status >= 200 && status < 300) {
    if (response.isHtml && (endsAtLogin(request, end) || (end?.isFollowed && isLoginForm(response)))) return 'login';
    return refusesInBody(response) ? 'in-body' : undefined;
  }
  return undefined;
}

function speaksOfCredentials(response: ResponseFacts): boolean {
  const error = response.member('error');
  if (typeof error === 'string' && oauthErrors.test(error)) return true;
  if (response.challenges.length > 0 || response.codes.some((code) => authCodes.test(code))) return true;
  const { words } = response;
  return unmistakable.test(words) || (credentialWords.test(words) && faultWords.test(words));
}

/** Requests that end on a login page by design. */
const leadsToLogin =
  /(?:log|sign)-?_?(?:out|off)|register|sign-?_?up|reset|verify|confirm|activate|invit|(?:^|\/)(?:auth|oauth2?|connect|saml2?|openid|oidc)\/(?!me\b|user)/i;

const expectsLogin = ({ location }: RequestFacts): boolean =>
  location !== undefined && (isLoginUrl(location) || leadsToLogin.test(location.pathname));

const endsAtLogin = (request: RequestFacts, end: RequestEnd | undefined): boolean =>
  end !== undefined && isLoginUrl(end.url) && !expectsLogin(request);

/** Whether a page asks for a password, or names itself a sign-in. */
const isLoginForm = ({ body }: ResponseFacts): boolean =>
  /<input[^>]{0,200}type=["']?password/i.test(body) ||
  /<title>[^<]{0,80}(?:log ?in|sign ?in|single sign-on|anmeld|connexion|iniciar sesi)/i.test(body);

/** Codes by which GraphQL servers and other APIs say that they do not know or do not accept who asks. In lower case. */
const authCodes =
  /^(?:un-?(?:authenticated|authori[sz]ed)(?:exception|error)?|(?:not|auth)[_-]?(?:not[_-])?(?:authenticated|authori[sz]ed|authed)|authentication(?:[_-]?(?:error|failed|failure|required|exception))?|auth[_-]?(?:error|failed|required|expired|invalid)|(?:invalid|expired|missing|bad|revoked)[_-]?(?:jwt|token|auth(?:entication|orization)?|credentials?|api[_-]?key|access[_-]?(?:token|key)|session|signature)|(?:jwt|token|session|api[_-]?key|access[_-]?token|credentials?)[_-]?(?:expired|invalid|missing|revoked|required|malformed|not[_-]?(?:found|valid))|authenticationfailed|invalidauthentication(?:info|token)|invalidsignature(?:exception)?|signaturedoesnotmatch|expiredtoken(?:exception)?|authorizationheadermalformed|invalidclienttokenid|missingauthenticationtoken|unrecognizedclientexception|access[_-]?token[_-]?(?:expired|scope[_-]insufficient)|insufficient[_-]?(?:scope|permission|privilege)s?|missing[_-]?scopes?)$/;

/** A GraphQL error that is about who asks, by its code, its class or its words. */
function isAuthError(error: unknown): boolean {
  if (!isRecord(error)) return false;
  const extensions = isRecord(error.extensions) ? error.extensions : {};
  const codes = [
    extensions.code,
    extensions.classification,
    extensions.type,
    extensions.category,
    error.errorType,
    error.code,
    error.name,
  ];
  if (codes.some((code) => typeof code === 'string' && authCodes.test(code.toLowerCase()))) return true;
  return typeof error.message === 'string' && isAuthMessage(error.message.slice(0, 500).toLowerCase());
}

/** Whether a sentence can only be about the credential. */
const isAuthMessage = (words: string): boolean =>
  /\b(?:jwt|jws|bearer|access token|auth token|id token|token)\b.{0,60}\b(?:expired|invalid|malformed|missing|revoked|not valid|verify|verification)\b|\b(?:expired|invalid|malformed|missing|revoked)[ -](?:[\w-]+ )?(?:jwt|token|access token)\b|jwtexpired|jwsinvalidsignature|signature has expired|not (?:authenticated|logged in)|unauthenticated|invalid-jwt|authentication (?:is )?required/.test(
    words,
  );

/** Numbers that stand for 401 in a body of their own. */
const isRefusalNumber = (value: unknown): boolean => value === 401 || value === '401';

function refusesInBody({ json }: ResponseFacts): boolean {
  if (!isRecord(json)) return false;
  if (Array.isArray(json.errors)) return json.errors.slice(0, 10).some(isAuthError);
  if (json.ok === false && typeof json.error === 'string')
    return /auth|token|account_inactive|user_removed/.test(json.error);
  if (json.success === true || json.ok === true) return false;
  const error = isRecord(json.error) ? json.error : isRecord(json.meta) ? json.meta : json;
  if (
    [error.code, error.status, error.statusCode, error.status_code, error.errcode, error.error_code].some(
      isRefusalNumber,
    )
  )
    return true;
  const code = typeof json.error === 'string' ? json.error : error.code;
  return (
    (json.data === undefined || json.data === null) && typeof code === 'string' && authCodes.test(code.toLowerCase())
  );
}
