import { paramOf } from '@freshkey/challenge';
import type { Facts } from '../../facts.ts';
import { listText } from '../../plain-words.ts';
import type { Rule } from '../../rule.ts';
import { auditScopes, type GrantedScopes } from '../../scopes.ts';

/** The code of RFC 6750 §3.1, from the challenge or the body. */
const errorOf = ({ response }: Facts): string => {
  const inBody = response?.member('error');
  return response?.challengeError ?? (typeof inBody === 'string' ? inBody.toLowerCase() : '');
};

const describedAs = ({ response }: Facts): string | undefined => response?.challengeParam('error_description');

const errorEvidence = (facts: Facts, error: string): string => {
  const description = describedAs(facts);
  return `The server’s error is \`${error}\`${description ? `: ${facts.quote(description)}` : ''}.`;
};

export const challengeSaysExpired: Rule = {
  id: 'challenge-says-expired',
  specificity: 'general',
  row: 'E01',
  title: 'The server says that the token has expired',
  confidence: 'proof',
  reference: 'RFC 6750 §3.1 (invalid_token)',
  covers: ['A02', 'A11'],
  find(facts) {
    if (facts.response?.challengeError !== 'invalid_token') return undefined;
    const description = describedAs(facts)?.toLowerCase() ?? '';
    if (!/expired?\b/.test(description) || /no expir|not expire/.test(description)) return undefined;
    // A session that ended is no expiry of a token that is within its life.
    if (/session/.test(description) && facts.token?.kind === 'jwt') return undefined;
    return {
      evidence: [errorEvidence(facts, 'invalid_token')],
      fix: 'Refresh the token and repeat the request. To be ahead of it, refresh a minute before `expires_in` is over; if a fresh token is refused too, compare your clock with the server’s.',
    };
  },
};

const scopeCodes =
  /^(?:insufficient[_-]?(?:authentication[_-]?)?(?:scope|permission|privilege)s?(?:[_-]permissions?)?|missing[_-]?(?:scope|permission)s?|access_token_scope_insufficient|scope[_-](?:missing|insufficient|not[_-]granted))$/;
/** Words that only a missing scope is told in, whatever stands between them. */
const scopeWords =
  /scopes?\b.{0,80}(?:missing|insufficient|required|not (?:been )?granted|needed)|(?:missing|insufficient|lacks?|lacking|requires?|need|without|add|does ?n[o’']t (?:have|contain|include)|not contain|(?:has ?n[o’']t|have ?n[o’']t|not) been granted|does not have)\b.{0,80}\b(?:scopes?|permissions?|privileges?)\b|insufficient scope/;

/** What shows that a scope is missing: the standard’s code, another code that says so, or the server’s sentence. */
function scopeSign(facts: Facts): string | undefined {
  const { response, refusal, credentials } = facts;
  if (!response || refusal === undefined || refusal === 'proxy') return undefined;
  if (errorOf(facts) === 'insufficient_scope') return errorEvidence(facts, 'insufficient_scope');
  if (response.challenges.some(({ scheme }) => scheme === 'insufficient_scope'))
    return 'The challenge is the bare code `insufficient_scope`, without a scheme.';
  if (credentials.length === 0 || refusal === 'login') return undefined;
  const heard = facts.heard(scopeWords);
  const code = facts.codes.find((one) => scopeCodes.test(one));
  if (code !== undefined && heard === undefined) return `The answer’s code is ${facts.quote(code)}.`;
  // A sentence about permissions at 403 says no more than the status, unless it names one.
  if (
    heard === undefined ||
    (refusal === 'forbidden' && !/scope/i.test(heard) && facts.scopesNamed.wanted.length === 0)
  )
    return undefined;
  return heard;
}

/** What the token may do, where that can be read: its claims, or the header in which GitHub names them. */
function grantedOf(facts: Facts): GrantedScopes {
  if (facts.claims) return facts.claims;
  return facts.scopesNamed.held;
}

export const insufficientScope: Rule = {
  id: 'insufficient-scope',
  row: 'E02',
  title: 'The token is valid and lacks a scope: no refresh adds it',
  confidence: 'proof',
  reference: 'RFC 6750 §3.1 (insufficient_scope)',
  covers: ['A02', 'A11', 'D19', 'J09'],
  find(facts) {
    const { response, exchange, scopesNamed } = facts;
    const sign = scopeSign(facts);
    if (!sign) return undefined;
    const wanted =
      response?.challengeParam('scope') ??
      (scopesNamed.wanted.length > 0 ? scopesNamed.wanted : (exchange.requiredScopes ?? []));
    const { required, missing, granted } = auditScopes({ granted: grantedOf(facts), required: wanted });
    const evidence = [sign];
    if (required.length > 0) evidence.push(`It asks for ${listText(required.map((scope) => facts.quote(scope)))}.`);
    if (granted.length > 0)
      evidence.push(`The token has ${listText(granted.slice(0, 12).map((scope) => facts.quote(scope)))}.`);
    const lacking = missing.length > 0 ? missing : required;
    const scopes =
      lacking.length > 0 ? listText(lacking.map((scope) => facts.quote(scope))) : 'the scope that the operation needs';
    return {
      evidence,
      fix: `Ask for ${scopes} when the user signs in (a new consent), or give the right to the client at the authorization server. Then use the new token.`,
    };
  },
};

export const requestMalformed: Rule = {
  id: 'challenge-says-invalid-request',
  specificity: 'general',
  row: 'E03',
  title: 'The server takes the request itself for malformed, not the token for invalid',
  confidence: 'proof',
  reference: 'RFC 6750 §3.1 (invalid_request)',
  covers: ['A02', 'A11'],
  find(facts) {
    if (facts.response?.challengeError !== 'invalid_request' || facts.credentials.length === 0) return undefined;
    return {
      evidence: [errorEvidence(facts, 'invalid_request')],
      fix: 'Send the token once, by one method, as `Authorization: Bearer <token>`, with every parameter that the operation needs. A refresh does not help.',
    };
  },
};

export const stepUp: Rule = {
  id: 'stronger-sign-in-needed',
  row: 'E04',
  title: 'The operation needs a stronger or more recent sign-in',
  confidence: 'proof',
  reference: 'RFC 9470 §3 (insufficient_user_authentication)',
  covers: ['A02', 'A11', 'D22'],
  find(facts) {
    if (errorOf(facts) !== 'insufficient_user_authentication') return undefined;
    const parts = (['acr_values', 'max_age'] as const).flatMap((name) => {
      const value = facts.response?.challengeParam(name);
      return value ? [`${name}=${value.slice(0, 200)}`] : [];
    });
    const evidence = [errorEvidence(facts, 'insufficient_user_authentication')];
    if (parts.length > 0) evidence.push(`It asks for ${facts.quote(parts.join(' and '))}.`);
    const acr = facts.claims?.acr;
    if (typeof acr === 'string') evidence.push(`The token was issued for ${facts.quote(`acr=${acr}`)}.`);
    return {
      evidence,
      fix: `Send the user to the authorization endpoint again${parts.length > 0 ? `, with ${facts.quote(parts.join(' and '))}` : ''}. A refresh cannot help: it repeats the old sign-in.`,
    };
  },
};

export const protectedResourceMetadata: Rule = {
  id: 'protected-resource-metadata',
  row: 'E07',
  title: 'The resource says where its tokens come from: it wants one that was issued for it',
  confidence: 'proof',
  reference: 'RFC 9728 §5.1; RFC 8707 (resource)',
  covers: ['A01', 'A02', 'A11'],
  find(facts) {
    const { response } = facts;
    const url = response?.challengeParam('resource_metadata');
    if (!response || !url || errorOf(facts) === 'insufficient_scope') return undefined;
    const scope = response.challengeParam('scope');
    const evidence = [
      `The challenge names its metadata: ${facts.showUrl(url.slice(0, 300))}.`,
      facts.token
        ? `The token that was sent is not accepted${describedAs(facts) ? `: ${facts.quote(describedAs(facts) ?? '')}` : ''}.`
        : facts.exchange.requestUnknown
          ? 'What was sent is not known.'
          : 'The request carries no token.',
    ];
    const known = facts.probes.resourceMetadata;
    const resource = known?.resource;
    if (typeof resource === 'string' && facts.request.origin !== '' && !facts.request.url.startsWith(resource)) {
      evidence.push(
        `Its \`resource\` is ${facts.showUrl(resource.slice(0, 300))}, which is not the URL that was called.`,
      );
    }
    return {
      evidence,
      fix: `Read that document, choose one of its \`authorization_servers\`, and get a token with \`resource\` set to its \`resource\`${scope ? ` and scope ${facts.quote(scope)}` : ''}.`,
    };
  },
};

export const claimsChallenge: Rule = {
  id: 'claims-challenge',
  row: 'E09',
  title: 'Entra wants a new token that meets a claims challenge (continuous access evaluation)',
  confidence: 'proof',
  reference: 'Microsoft identity platform: claims challenges, claims requests and client capabilities',
  covers: ['A02', 'A11', 'J05', 'D22'],
  find(facts) {
    if (errorOf(facts) !== 'insufficient_claims') return undefined;
    const evidence = [errorEvidence(facts, 'insufficient_claims')];
    if (facts.response?.challengeParam('claims'))
      evidence.push('The challenge carries `claims`, the demand in base64.');
    const said = facts.heard(/challenge|revo|interaction/);
    if (said) evidence.push(said);
    return {
      evidence,
      fix: 'Decode `claims` of the challenge and pass it to the token request (`claims` in MSAL’s acquireToken), past the cache. If that asks for interaction, sign the user in again.',
    };
  },
};

export const noChallenge: Rule = {
  id: 'no-challenge',
  isLeftover: true,
  row: 'E10',
  title: 'The 401 has no WWW-Authenticate header, though it must: the reason can only be guessed from the body',
  confidence: 'hint',
  reference: 'RFC 9110 §15.5.2',
  find({ status, response, isCrossOrigin, inBrowser }) {
    if (status !== 401 || !response || (isCrossOrigin && inBrowser)) return undefined;
    if (response.headers.has('www-authenticate') || response.headers.has('x-amzn-remapped-www-authenticate'))
      return undefined;
    return {
      evidence: ['The answer is a 401 without a challenge.'],
      fix: 'Look in the API’s documentation for the header and scheme that it reads. In an API of your own: say what it wants, `WWW-Authenticate: Bearer error="invalid_token", error_description="…"`.',
    };
  },
};

export const malformedChallenge: Rule = {
  id: 'malformed-challenge',
  row: 'E12',
  title: 'The WWW-Authenticate header is malformed, so that clients may misread it',
  confidence: 'hint',
  reference: 'RFC 9110 §11.6.1',
  find({ response }) {
    const issue = response?.challengeIssues[0];
    if (!issue) return undefined;
    const kinds = response.challenges.map(
      ({ schemeAsSent, params }) =>
        `${schemeAsSent.slice(0, 30)}${paramOf({ params }, 'realm') === undefined ? '' : ' with a realm'}`,
    );
    return {
      evidence: [
        `At character ${issue.offset}: ${issue.code} (${issue.excerpt}).`,
        ...(kinds.length > 0 ? [`It was read as ${listText(kinds.slice(0, 4))}.`] : []),
      ],
      fix: 'Mend the header on the server: parameters separated by commas, values with other than token characters in double quotes.',
    };
  },
};
