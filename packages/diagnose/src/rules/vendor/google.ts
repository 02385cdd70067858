import type { Facts } from '../../facts.ts';
import { isRecord } from '../../parse-json.ts';
import type { Rule } from '../../rule.ts';
import { hostText, memberAt, vendorSays } from './vendor-says.ts';

const googleReasons: Readonly<Record<string, readonly [title: string, fix: string]>> = {
  CREDENTIALS_MISSING: [
    'This Google API wants an OAuth token, and none was sent',
    'Send `Authorization: Bearer <OAuth access token>`; an API key names a project and no user. On your machine: `gcloud auth application-default login`.',
  ],
  ACCESS_TOKEN_EXPIRED: [
    'The Google access token has expired: it lives for an hour',
    'Refresh it; Google’s client libraries do so when they are given the credentials in place of a token.',
  ],
  ACCESS_TOKEN_TYPE_UNSUPPORTED: [
    'Google got a token of another kind than an access token',
    'Send the OAuth access token (`ya29.…`), not the ID token or an assertion. Cloud Run and IAP are the ones that want ID tokens.',
  ],
  ACCESS_TOKEN_SCOPE_INSUFFICIENT: [
    'The Google token lacks a scope',
    'Ask for the API’s scope at consent and use the new token; a refresh does not add one.',
  ],
  API_KEY_INVALID: [
    'Google does not know this API key',
    'Compare the key with the one under APIs & Services, Credentials; keys of AI Studio and of other projects differ.',
  ],
  API_KEY_SERVICE_BLOCKED: ['The API key is restricted to other APIs', 'Allow this API in the key’s restrictions.'],
  API_KEY_HTTP_REFERRER_BLOCKED: [
    'The API key is restricted to other web sites',
    'Add the site to the key’s restrictions; calls from a server need a key of their own.',
  ],
  API_KEY_IP_ADDRESS_BLOCKED: [
    'The API key is restricted to other IP addresses',
    'Add the egress address to the key’s restrictions.',
  ],
  ACCOUNT_STATE_INVALID: [
    'The Google account or service account is disabled or gone',
    'Enable it, or use another one.',
  ],
};

/** `reason` of Google's ErrorInfo. */
function googleReason(facts: Facts): string | undefined {
  const details = memberAt(facts, 'error', 'details');
  if (!Array.isArray(details)) return undefined;
  for (const detail of details.slice(0, 10)) {
    if (isRecord(detail) && typeof detail.reason === 'string' && Object.hasOwn(googleReasons, detail.reason))
      return detail.reason;
  }
  return undefined;
}

const isGoogle = ({ vendor }: Facts): boolean => vendor === 'google' || vendor === 'firebase';

const googleReasonRule: Rule = {
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
    const key =
      token?.shape?.label === 'a Google API key'
        ? ['An API key was sent, which is no credential of a user or service account.']
        : [];
    return {
      title: told[0],
      evidence: [
        `The error’s reason is \`${reason}\`.`,
        hostText(facts),
        ...(reason === 'CREDENTIALS_MISSING' ? key : []),
      ],
      fix: told[1],
    };
  },
};

const googleRefuses: readonly Rule[] = [
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

const fcmLegacy: Rule = {
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
      evidence: [
        ...(isLegacy ? ['The path is that of the legacy API, /fcm/send.'] : []),
        ...(hasKey ? ['Authorization carries `key=…`, a server key.'] : []),
      ],
      fix: 'Use HTTP v1: `POST https://fcm.googleapis.com/v1/projects/<project>/messages:send` with an OAuth token of a service account (Firebase Admin SDK).',
    };
  },
};

const firebaseSays: readonly Rule[] = [
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

export const googleRules: readonly Rule[] = [googleReasonRule, ...googleRefuses, fcmLegacy, ...firebaseSays];
