const headers = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'dpop',
  'dpop-nonce',
  'x-api-key',
  'api-key',
  'apikey',
  'x-apikey',
  'api_key',
  'x_api_key',
  'x-goog-api-key',
  'private-token',
  'job-token',
  'deploy-token',
  'x-vercel-protection-bypass',
  'cf-access-client-secret',
  'cf-access-jwt-assertion',
  'x-shopify-access-token',
  'ocp-apim-subscription-key',
  'x-functions-key',
  'x-amz-security-token',
  'x-csrf-token',
  'x-xsrf-token',
  'sec-websocket-protocol',
  'x-goog-iap-jwt-assertion',
  'x-auth',
  'auth',
  'authorisation',
  'authentication',
  'authorization_',
  'x-authorization',
  'x-auth-key',
  'dd-api-key',
  'dd-application-key',
  'x-figma-token',
  'x-vault-token',
  'token',
  'access-token',
  'x-access-token',
  'x-auth-token',
  'x-token',
  'x-user-token',
  'authtoken',
  'auth-token',
  'x-honeycomb-team',
  'x-jfrog-art-api',
  'access_token',
  'x_auth_token',
]);

/** Keys that open nothing: of a cache, a repetition, a partition, a handshake. */
const otherKey =
  /(?:idempotency|idempotent|websocket|cache|surrogate|partition|routing|shard|row|sort|object|public|primary|request)[-_]key$/;

/** Whether a header carries a credential. @param name in lower case. */
export function isSensitiveHeader(name: string): boolean {
  return (
    headers.has(name) ||
    (/(?:^|[-_])key$/.test(name) && !otherKey.test(name)) ||
    /(?:token|secret|(?:api|access|auth)[-_]?key|password|passwd|session|credential|assertion)(?:[-_]?id)?$|signature|hmac/.test(
      name,
    ) ||
    /^auth/.test(name)
  );
}

const fields = new Set([
  'access_token',
  'token',
  'key',
  'sig',
  'signature',
  'code',
  'client_secret',
  'refresh_token',
  'id_token',
  'password',
  'passwd',
  'pwd',
  'api_key',
  'apikey',
  'api-key',
  'auth',
  'auth_token',
  'authtoken',
  'accesstoken',
  'refreshtoken',
  'idtoken',
  'client_assertion',
  'assertion',
  'subject_token',
  'actor_token',
  'device_code',
  'code_verifier',
  'secret',
  'session',
  'sessionid',
  'session_id',
  'sid',
  'jwt',
  'ticket',
  'authorization',
  'credential',
  'credentials',
  'x-api-key',
  'private_token',
  'job_token',
  'subscription-key',
  'hapikey',
  '_sid',
  'consumer_key',
]);

/** Whether a query parameter or a body's field carries a credential. */
export function isSensitiveField(name: string): boolean {
  const key = name.toLowerCase();
  return fields.has(key) || /(?:token|secret|password|api[-_]?key|signature|security-token|credential)$/.test(key);
}
