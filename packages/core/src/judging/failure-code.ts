/** What a code says about a failed refresh: nothing (`undefined`), or one of these. */
export type CodeMeaning = 'refused' | 'set-up' | 'passing';

/** The server, the network or the caller's signal; the next attempt may fare better. */
const passing =
  /^((temporarily|service)_unavailable|(.+_)?server_error|slow_down|(.*(request|gateway|window)_)?time(d_)?out|bad_gateway|abort|cancel)|network|too_many|rate_limit|throttl|limit_exceeded|request_failed|internal_error|retryable|use_dpop_nonce|authorization_pending/;

/** Nobody is signed out for a bad deployment, or a wrong clock (RFC 6749 §5.2, RFC 8707 §2, RFC 9449 §5). */
const setUp =
  /^((auth_)?invalid_(client|request|scope|target|grant_type|api_key|param|dpop_proof)|api_key|unauthorized_client|unsupported_grant|bad_request$|resource_not_found)/;

/**
 * About this grant or this user: RFC 6749 §5.2, OpenID Connect Core §3.1.2.6; GitHub, Auth0, MSAL, Firebase, Cognito and
 * Amplify, Okta, Supabase; GraphQL and tRPC.
 */
const refused =
  /^(invalid_grant|access_denied|bad_token|no_tokens_found|ux_not_allowed|e0000011|unauthenticated|unauthorized|forbidden|token_expired)|(login|interaction|consent|selection|mfa|reset)_required|(bad|invalid|missing)_refresh|refresh_token_(.*(invalid|expired|revoked|found|missing|used|reuse))|(no|native)_account|user_(token_)?(disabled|expired|not_|banned|un_)|null_user|invalid_user_token|expired_token|session_(not_found|expired|missing)|not_authorized/;

/** What a code of the token endpoint or of a provider's SDK means: `auth/user-token-expired`, `NotAuthorizedException`, `TOKEN_EXPIRED`. */
export function meaningOf(code: string): CodeMeaning | undefined {
  const name = code
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replace(/\W/g, '_')
    .toLowerCase();
  if (passing.test(name)) return 'passing';
  if (setUp.test(name)) return 'set-up';
  return refused.test(name) ? 'refused' : undefined;
}
