import type { Facts } from '../../facts.ts';
import type { Rule } from '../../rule.ts';
import { hostText, vendorSays } from './vendor-says.ts';

const supabase: readonly Rule[] = [
  {
    id: 'supabase-key-as-bearer',
    row: 'J15',
    title: 'Supabase’s new keys are no JWTs: they belong in `apikey`, not in Authorization',
    confidence: 'proof',
    reference: 'Supabase documentation: understanding API keys',
    covers: ['A02', 'D12', 'D14'],
    find(facts) {
      const { token, vendor, request } = facts;
      if (
        vendor !== 'supabase' ||
        request.authorization === undefined ||
        !/^sb_(?:publishable|secret)_/.test(request.authorization.credential)
      )
        return undefined;
      if (request.headers.has('apikey') && !facts.says(/jwt/)) return undefined;
      return {
        evidence: [`Authorization carries ${token?.shape?.label ?? 'a key'}.`, hostText(facts)],
        fix: 'Send `apikey: <key>` alone; Authorization is for the JWT of a signed-in user. Edge Functions that are called with a key: `verify_jwt = false` and a check of your own.',
      };
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

const apiGateway: readonly Rule[] = [
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
      return {
        evidence: [hostText(facts), 'API Gateway gives no reason with a 401.'],
        fix: 'Compare the identity source of the authorizer (header name, `Bearer ` or not) with what is sent, and issuer, audience and scopes with the token’s.',
      };
    },
  },
];

const isVault = ({ request, response }: Facts): boolean =>
  request.headers.has('x-vault-token') ||
  request.headers.has('x-vault-namespace') ||
  /^hv[sb]\./.test(request.authorization?.credential ?? '') ||
  (response?.body.startsWith('{"errors":[') === true &&
    request.location?.pathname.startsWith('/v1/') === true &&
    /\bvault\b/.test(request.host));

const vault: readonly Rule[] = [
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

export const cloudRules: readonly Rule[] = [...apiGateway, ...supabase, ...vault];
