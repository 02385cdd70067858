import type { Facts } from '../../facts.ts';
import type { Rule } from '../../rule.ts';
import { schemeText } from '../../scheme-text.ts';
import { type Vendor, vendorName } from '../../vendor-hosts.ts';
import { originText } from './origin-of-value.ts';

/** Endpoints that exchange tokens, where refresh tokens and secrets belong. */
const isTokenEndpoint = ({ request }: Facts): boolean =>
  /\/(?:token|refresh|oauth|revoke|introspect|oauth2)\b/i.test(request.location?.pathname ?? '');

export const notAnAccessToken: Rule = {
  id: 'credential-of-another-kind',
  row: 'C23',
  title: 'What was sent is not a credential for the API',
  confidence: 'proof',
  reference: 'The vendor’s documentation of its token prefixes; RFC 6749 §1.5',
  covers: ['C05', 'C11', 'D11', 'D12', 'J01', 'J04', 'J11', 'J12', 'J27'],
  find(facts) {
    const { token } = facts;
    const use = token?.shape?.use;
    if (
      !token?.shape ||
      (use !== 'refresh' && use !== 'client-secret' && use !== 'webhook-secret' && use !== 'identifier')
    )
      return undefined;
    if (isTokenEndpoint(facts)) return undefined;
    const evidence = [
      `By its prefix it is ${token.shape.label} (${facts.show(token.text)}).`,
      ...originText(facts, token.sent.name),
    ];
    return {
      evidence,
      fix:
        use === 'refresh'
          ? 'Exchange it at the token endpoint (`grant_type=refresh_token`) and send the access token that comes back.'
          : `Send an access token or API key instead. This one is sent ${token.shape.transport.text}.`,
    };
  },
};

/** Platforms on which other people's programs run: what they accept is theirs to say. */
const hosting = new Set<Vendor>([
  'vercel',
  'netlify',
  'cloudflare',
  'firebase',
  'aws',
  'aws-api-gateway',
  'google',
  'supabase',
  'openrouter',
  'postman',
  'grafana',
  'salesforce',
  'sentry',
  'posthog',
]);
const sameFamily: readonly (readonly Vendor[])[] = [
  ['openai', 'azure-openai'],
  ['google', 'firebase'],
  ['microsoft-graph', 'entra', 'azure-openai'],
  ['github', 'npm'],
];

/** Prefixes that more than one vendor uses. */
const shared = /^(?:sk-(?!ant-|proj-|svcacct-|admin-|or-)|key-|secret_)/;

export const keyOfAnotherVendor: Rule = {
  id: 'key-of-another-vendor',
  row: 'C24',
  title: 'The key belongs to another vendor',
  confidence: 'proof',
  reference: 'The vendors’ documentation of their token prefixes',
  covers: ['C11', 'C25', 'D12', 'J01', 'J02', 'J03', 'J13', 'J14', 'J22', 'J31'],
  find(facts) {
    const { token, vendor } = facts;
    const owner = token?.shape?.vendor;
    if (!token?.shape || owner === undefined || vendor === undefined || owner === vendor || hosting.has(vendor))
      return undefined;
    if (sameFamily.some((family) => family.includes(owner) && family.includes(vendor))) return undefined;
    return {
      evidence: [
        `By its prefix it is ${token.shape.label} (${facts.show(token.text)}).`,
        `The request goes to ${facts.request.host}.`,
        ...originText(facts, token.sent.name),
      ],
      fix: `Send the key of ${vendorName(vendor)}. Look for mixed-up variables; and since the key went to somebody else’s server, renew it.`,
      confidence: shared.test(token.text) ? 'likely' : 'proof',
    };
  },
};

export const publishableKey: Rule = {
  id: 'publishable-key',
  row: 'C25',
  title: 'A publishable key was sent where a secret key is needed',
  confidence: 'proof',
  reference: 'Stripe: API keys; Supabase: API keys; PostHog: personal API keys',
  covers: ['J03', 'J15'],
  find(facts) {
    const { token, vendor } = facts;
    if (token?.shape?.use !== 'publishable') return undefined;
    const wantsSecret = facts.says(/publishable|secret.{0,10}key|service.?role|personal api key/);
    if (token.shape.vendor === 'supabase' && !wantsSecret) return undefined;
    const evidence = [
      `By its prefix it is ${token.shape.label} (${facts.show(token.text)}).`,
      ...originText(facts, token.sent.name),
    ];
    const heard = wantsSecret ? facts.heard(/publishable|secret.{0,10}key|service.?role|personal api key/) : undefined;
    if (heard) evidence.push(heard);
    if (vendor === token.shape.vendor) evidence.push('This endpoint of the vendor refuses it.');
    return {
      evidence,
      fix: 'Use the secret key on the server. Keep the publishable one for the browser.',
      confidence: heard || vendor === token.shape.vendor ? 'proof' : 'likely',
    };
  },
};

const signatureErrors =
  /incompletesignature|missingauthenticationtoken|not a valid key=value pair|requires '?(?:credential|signature|signedheaders)|unrecognizedclient/;

export const awsSignatureNeeded: Rule = {
  id: 'aws-signature-needed',
  row: 'C26',
  title: 'AWS wants a signature (SigV4) and got another credential',
  confidence: 'proof',
  reference: 'AWS: Signature Version 4 for API requests',
  covers: ['C05', 'C23', 'E02', 'J09', 'J10'],
  find(facts) {
    const { request, vendor } = facts;
    if ((vendor !== 'aws' && vendor !== 'aws-api-gateway') || request.headers.has('x-amz-content-sha256'))
      return undefined;
    const { authorization } = request;
    if (
      !authorization ||
      authorization.scheme === 'aws4-hmac-sha256' ||
      request.location?.searchParams.has('X-Amz-Signature')
    )
      return undefined;
    const words = facts.response?.words ?? '';
    if (!signatureErrors.test(words)) return undefined;
    if (vendor === 'aws-api-gateway' && !/incompletesignature|key=value|requires/.test(words)) return undefined;
    return {
      evidence: [
        `The request carries ${schemeText(authorization)}.`,
        facts.heard(signatureErrors) ?? 'The server speaks of a signature.',
      ],
      fix: `Sign the request with Signature Version 4 (an AWS SDK, aws4fetch, \`curl --aws-sigv4\`).${vendor === 'aws-api-gateway' ? ' If this API has no IAM authorization, the path or stage is wrong.' : ''}`,
    };
  },
};
