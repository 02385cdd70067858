import type { Facts } from '../../facts.ts';
import { isRecord } from '../../parse-json.ts';
import type { Rule } from '../../rule.ts';
import { hostText, memberAt, vendorSays } from './vendor-says.ts';

const googleReasons: Readonly<Record<string, readonly [title: string, fix: string]>> = {
  CREDENTIALS_MISSING: ['This Google API wants an OAuth token, and none was sent', 'Send `Authorization: Bearer <OAuth access token>`; an API key names a project and no user. On your machine: `gcloud auth application-default login`.'],
  ACCESS_TOKEN_EXPIRED: ['The Google access token has expired: it lives for an hour', 'Refresh it; Google’s client libraries do so when they are given the credentials in place of a token.'],
  ACCESS_TOKEN_TYPE_UNSUPPORTED: ['Google got a token of another kind than an access token', 'Send the OAuth access token (`ya29.…`), not the ID token or an assertion. Cloud Run and IAP are the ones that want ID tokens.'],
  ACCESS_TOKEN_SCOPE_INSUFFICIENT: ['The Google token lacks a scope', 'Ask for the API’s scope at consent and use the new token; a refresh does not add one.'],
  API_KEY_INVALID: ['Google does not know this API key', 'Compare the key with the one under APIs & Services, Credentials; keys of AI Studio and of other projects differ.'],
  API_KEY_SERVICE_BLOCKED: ['The API key is restricted to other APIs', 'Allow this API in the key’s restrictions.'],
  API_KEY_HTTP_REFERRER_BLOCKED: ['The API key is restricted to other web sites', 'Add the site to the key’s restrictions; calls from a server need a key of their own.'],
  API_KEY_IP_ADDRESS_BLOCKED: ['The API key is restricted to other IP addresses', 'Add the egress address to the key’s restrictions.'],
  ACCOUNT_STATE_INVALID: ['The Google account or service account is disabled or gone', 'Enable it, or use another one.'],
};

/** `reason` of Google's ErrorInfo. */
function googleReason(facts: Facts): string | undefined {
  const details = memberAt(facts, 'error', 'details');
  if (!Array.isArray(details)) return undefined;
  for (const detail of details.slice(0, 10)) {
    if (isRecord(detail) && typeof detail.reason === 'string' && Object.hasOwn(googleReasons, detail.reason)) return detail.reason;
  }
  return undefined;
}

const isGoogle = ({ vendor }: Facts): boolean => vendor === 'google' || vendor === 'firebase';

export const googleReasonRule: Rule = {
  id: 'google-error-reason',
  row: 'J04',
  title: 'Google names the reason',
  confidence: 'proof',
  reference: 'Google Cloud: AIP-193, ErrorInfo; google.api.ErrorReason',
  covers: ['A01', 'A02', 'A11', 'A13', 'D19'],
  find(facts) {
    if (!isGoogle(facts)) return undefined;
    const reason = googleReason(facts);
    const told = reason === undefined ? undefined : googleReasons[reason];
    if (!told) return undefined;
    const { token } = facts;
    const key = token?.shape?.label === 'a Google API key' ? ['An API key was sent, which is no credential of a user or service account.'] : [];
    return { title: told[0], evidence: [`The error’s reason is \`${reason}\`.`, hostText(facts), ...(reason === 'CREDENTIALS_MISSING' ? key : [])], fix: told[1] };
  },
};

export const googleRefuses: readonly Rule[] = [
  vendorSays({
    id: 'google-api-key-not-enough',
    row: 'J04',
    title: 'This Google API does not take API keys, or not this one',
    confidence: 'proof',
    reference: 'Google Cloud: authentication methods, API keys',
    covers: ['A02', 'A13'],
    of: isGoogle,
    says: /api keys are not supported|api key not valid|api key expired/,
    fix: 'Send `Authorization: Bearer <OAuth access token>` where keys are not supported; else take the key from APIs & Services, Credentials, of the project in which the API is enabled.',
  }),
  vendorSays({
    id: 'google-invalid-credentials',
    row: 'J04',
    title: 'Google does not accept the access token: most likely its hour is over',
    reference: 'Google Cloud: authentication, access tokens',
    covers: ['A02', 'A11'],
    of: (facts) => isGoogle(facts) && facts.request.authorization !== undefined,
    says: /invalid authentication credentials|invalid credentials|autherror/,
    fix: 'Refresh the token (an hour is its life) and repeat. `https://oauth2.googleapis.com/tokeninfo` tells what a token is good for.',
  }),
];

export const fcmLegacy: Rule = {
  id: 'fcm-legacy-key',
  row: 'J16',
  title: 'The legacy API of Firebase Cloud Messaging and its server keys are gone',
  confidence: 'proof',
  reference: 'Firebase documentation: migrate from legacy FCM APIs to HTTP v1',
  covers: ['A02', 'C04', 'C05', 'C06', 'J04'],
  find(facts) {
    const { request } = facts;
    if (request.host !== 'fcm.googleapis.com' && request.host !== 'iid.googleapis.com') return undefined;
    const isLegacy = request.location?.pathname === '/fcm/send';
    const hasKey = /^key=/.test(request.authorization?.value ?? '');
    if (!isLegacy && !hasKey) return undefined;
    return {
      evidence: [...(isLegacy ? ['The path is that of the legacy API, /fcm/send.'] : []), ...(hasKey ? ['Authorization carries `key=…`, a server key.'] : [])],
      fix: 'Use HTTP v1: `POST https://fcm.googleapis.com/v1/projects/<project>/messages:send` with an OAuth token of a service account (Firebase Admin SDK).',
    };
  },
};

export const firebaseSays: readonly Rule[] = [
  vendorSays({
    id: 'firebase-other-project',
    row: 'J16',
    title: 'The Firebase ID token is that of another project',
    confidence: 'proof',
    reference: 'Firebase documentation: verify ID tokens',
    covers: ['A02'],
    of: () => true,
    says: /firebase id token has incorrect "?(?:aud|iss)/,
    fix: 'Initialise client and server with the same project (`projectId`, service account, emulator settings).',
  }),
  vendorSays({
    id: 'firebase-id-token-problem',
    row: 'J16',
    title: 'Firebase does not accept the ID token',
    confidence: 'proof',
    reference: 'Firebase documentation: verify ID tokens, Admin Authentication API errors',
    covers: ['A02'],
    of: () => true,
    says: /auth\/(?:id-token-expired|id-token-revoked|argument-error|invalid-id-token|session-cookie-(?:expired|revoked)|user-disabled)|firebase id token has expired/,
    fix: 'Get a fresh ID token from the client (`getIdToken(true)`) of the same project, and send that and no custom token.',
  }),
];

export const supabase: readonly Rule[] = [
  {
    id: 'supabase-key-as-bearer',
    row: 'J15',
    title: 'Supabase’s new keys are no JWTs: they belong in `apikey`, not in Authorization',
    confidence: 'proof',
    reference: 'Supabase documentation: understanding API keys',
    covers: ['A02', 'D12', 'D14'],
    find(facts) {
      const { token, vendor, request } = facts;
      if (vendor !== 'supabase' || request.authorization === undefined || !/^sb_(?:publishable|secret)_/.test(request.authorization.credential)) return undefined;
      if (request.headers.has('apikey') && !facts.says(/jwt/)) return undefined;
      return { evidence: [`Authorization carries ${token?.shape?.label ?? 'a key'}.`, hostText(facts)], fix: 'Send `apikey: <key>` alone; Authorization is for the JWT of a signed-in user. Edge Functions that are called with a key: `verify_jwt = false` and a check of your own.' };
    },
  },
  vendorSays({
    id: 'supabase-apikey-missing',
    row: 'J15',
    title: 'Supabase misses its `apikey` header',
    confidence: 'proof',
    reference: 'Supabase documentation: understanding API keys',
    covers: ['A01', 'A02', 'A11', 'A13'],
    of: 'supabase',
    says: /no api ?key found|no `?apikey`?/,
    fix: 'Send `apikey: <publishable or anon key>` with every request, beside the Authorization of the user. supabase-js does so if its client was made with the key.',
  }),
  vendorSays({
    id: 'supabase-refuses',
    row: 'J15',
    title: 'Supabase does not accept the key or token',
    reference: 'Supabase documentation: understanding API keys; Auth error codes',
    covers: ['A02', 'A11'],
    of: 'supabase',
    says: /invalid api key|unauthorized_|invalid jwt|legacy api keys are disabled|bad_jwt|session_not_found/,
    fix: 'Compare URL and key: both must be of the same project, and legacy keys may be switched off. A user’s JWT needs a session that still exists.',
  }),
];

const awsCodes: readonly (readonly [RegExp, string, string])[] = [
  [/expiredtoken|token included in the request is expired|provided token has expired/, 'The temporary AWS credentials have expired', 'Get new ones (`aws sso login`, assume the role again), and let the SDK do it: do not copy them into variables.'],
  [/requesttimetooskewed|signature (?:not yet current|expired)|request time and the current time is too large/, 'The clock is off by more than AWS allows (15 minutes; 5 for some)', 'Synchronise the clock (NTP), and sign right before sending.'],
  [/signaturedoesnotmatch/, 'The signature is not the one that AWS computes', 'Check the secret key (white space, `+` and `/` cut or encoded), region and service of the credential scope, and that nothing changes headers, path or body after signing.'],
  [/invalidclienttokenid|invalidaccesskeyid|unrecognizedclient|security token included in the request is invalid|authfailure/, 'AWS does not know this access key', 'Look whether the key exists, is active and of this partition.'],
];

export const awsRefuses: Rule = {
  id: 'aws-credential-refused',
  row: 'J10',
  title: 'AWS names the reason',
  confidence: 'proof',
  reference: 'AWS: common errors, troubleshooting Signature Version 4',
  covers: ['A02'],
  find(facts) {
    const { vendor, request, response } = facts;
    if (!response || (vendor !== 'aws' && vendor !== 'aws-api-gateway')) return undefined;
    const known = awsCodes.find(([pattern]) => pattern.test(response.words));
    const heard = known && facts.heard(known[0]);
    if (!known || !heard) return undefined;
    const isTemporary = /credential=asia/i.test(request.authorization?.value ?? '') || /^asia/i.test(request.location?.searchParams.get('X-Amz-Credential') ?? '');
    const hasSession = request.headers.has('x-amz-security-token') || request.location?.searchParams.has('X-Amz-Security-Token') === true;
    const lacksSession = isTemporary && !hasSession;
    return {
      title: lacksSession ? 'Temporary AWS credentials were sent without their session token' : known[1],
      evidence: [heard, ...(lacksSession ? ['The key begins with ASIA, which is temporary, and there is no X-Amz-Security-Token.'] : [])],
      fix: lacksSession ? 'Sign with all three parts: access key, secret key and session token (`AWS_SESSION_TOKEN`).' : known[2],
    };
  },
};

export const apiGateway: readonly Rule[] = [
  vendorSays({
    id: 'api-gateway-path-or-stage',
    row: 'J09',
    title: 'API Gateway has no such method: “Missing Authentication Token” means a wrong path, stage or verb',
    reference: 'Amazon API Gateway: gateway responses (MISSING_AUTHENTICATION_TOKEN)',
    covers: ['A01', 'A02', 'A13', 'C05'],
    of: 'aws-api-gateway',
    says: /missing authentication token/,
    also: ({ status }) => (status === 403 ? ['The answer is a 403, as for a route that does not exist.'] : []),
    fix: 'Check the stage in the path (`/prod/…`), spelling and verb, and that the API was deployed since the route was added. With IAM authorization: sign the request.',
  }),
  vendorSays({
    id: 'api-gateway-authorizer-denies',
    row: 'J09',
    title: 'The authorizer of API Gateway denies the call',
    reference: 'Amazon API Gateway: Lambda authorizers, resource policies',
    covers: ['A02', 'A11'],
    of: 'aws-api-gateway',
    says: /not authorized to (?:access this resource|perform)|explicit deny/,
    also: ({ status }) => (status === 403 ? ['The answer is a 403: the token was read, and the policy says no.'] : []),
    fix: 'Look at the policy that the authorizer returns: it must allow this method’s ARN, and a cached policy (TTL) must allow the other routes as well.',
  }),
  {
    id: 'api-gateway-unauthorized',
    row: 'J09',
    title: 'API Gateway’s authorizer refuses the token, or does not find it where it looks',
    confidence: 'hint',
    reference: 'Amazon API Gateway: JWT and Cognito authorizers, identity sources',
    find(facts) {
      if (facts.vendor !== 'aws-api-gateway' || facts.status !== 401 || !facts.token) return undefined;
      return { evidence: [hostText(facts), 'API Gateway gives no reason with a 401.'], fix: 'Compare the identity source of the authorizer (header name, `Bearer ` or not) with what is sent, and issuer, audience and scopes with the token’s.' };
    },
  },
];

const isVault = ({ request, response }: Facts): boolean => request.headers.has('x-vault-token') || request.headers.has('x-vault-namespace') || /^hv[sb]\./.test(request.authorization?.credential ?? '') || (response?.body.startsWith('{"errors":[') === true && request.location?.pathname.startsWith('/v1/') === true && /\bvault\b/.test(request.host));

export const vault: readonly Rule[] = [
  vendorSays({
    id: 'vault-token-missing',
    row: 'J30',
    title: 'Vault finds no token where it looks for one',
    confidence: 'proof',
    reference: 'HashiCorp Vault: HTTP API, authentication',
    covers: ['A01', 'A02', 'A13', 'C05'],
    of: isVault,
    says: /missing client token/,
    fix: 'Send `X-Vault-Token: <token>` (or `Authorization: Bearer <token>`); behind Enterprise or HCP also `X-Vault-Namespace`.',
  }),
  vendorSays({
    id: 'vault-token-invalid',
    row: 'J30',
    title: 'Vault does not know this token: it has expired or was revoked, or belongs to another namespace',
    confidence: 'proof',
    reference: 'HashiCorp Vault: tokens',
    covers: ['A02'],
    of: isVault,
    says: /invalid token|bad token/,
    fix: 'Log in again and renew the token before its TTL ends (`vault token lookup`, `vault token renew`); set `X-Vault-Namespace` where there are namespaces.',
  }),
];

export const cloudRules: readonly Rule[] = [googleReasonRule, ...googleRefuses, ...apiGateway, awsRefuses, ...supabase, fcmLegacy, ...firebaseSays, ...vault];
