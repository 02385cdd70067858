/** What a code says about a failed refresh: nothing (`undefined`), or one of these. */
export type CodeMeaning = 'refused' | 'set-up' | 'passing';

const meanings: readonly (readonly [CodeMeaning, RegExp])[] = [
  // About this grant or this user: RFC 6749 §5.2, OpenID Connect Core §3.1.2.6, GitHub.
  [
    'refused',
    /^(invalid_grant(_exception)?|(bad|invalid|missing)_refresh_token|(login|interaction|consent|account_selection|mfa)_required|access_denied)$/,
  ],
  [
    'refused',
    /^refresh_token_((is_)?(invalid|expired|revoked|not_found|missing|already_used|reused)|reuse_exception)$/,
  ],
  // MSAL; Firebase and its REST interface; Supabase; Okta.
  ['refused', /^(bad_token|no_tokens_found|no_account_(found|error)|native_account_unavailable|ux_not_allowed)$/],
  ['refused', /^(auth_)?((user_)?token_expired|user_(disabled|not_found|banned)|invalid_user_token|null_user)$/],
  ['refused', /^(session_(not_found|expired)|auth_session_missing_error|e0000011)$/],
  // Cognito and Amplify; GraphQL and tRPC.
  [
    'refused',
    /^((not_authorized|user_un_authenticated|user_not_found|password_reset_required|user_not_confirmed|expired_token)_exception|unauthenticated|unauthorized|forbidden)$/,
  ],
  // Nobody is signed out for a bad deployment (RFC 6749 §5.2, RFC 8707 §2).
  [
    'set-up',
    /^(invalid_(client|request|scope|target|grant_type|api_key|parameter_exception)|(auth_)?invalid_api_key|api_key_invalid|unauthorized_client|unsupported_grant_type|bad_request|resource_not_found_exception)$/,
  ],
  [
    'passing',
    /^(temporarily_unavailable|((internal_)?server|network|internal|auth_(internal|retryable_fetch))_error|slow_down|timed_out|(.+_)?timeout(_error)?|(auth_|over_)?(network_request_failed|too_many_requests|request_rate_limit)|no_network_connectivity|(post|get)_request_failed|(too_many_requests|throttling|limit_exceeded)_exception|service_unavailable|bad_gateway|abort_error|canceled_error|err_network)$/,
  ],
];

/** One spelling for `auth/user-token-expired`, `NotAuthorizedException` and `TOKEN_EXPIRED`. */
function normalized(code: string): string {
  return code
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replace(/[-/. ]/g, '_')
    .toLowerCase();
}

/** What a code of the token endpoint or of a provider's SDK means. */
export function meaningOf(code: string): CodeMeaning | undefined {
  const name = normalized(code);
  return meanings.find(([, pattern]) => pattern.test(name))?.[0];
}
