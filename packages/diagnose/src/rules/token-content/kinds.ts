import type { Facts } from '../../facts.ts';
import { isRecord } from '../../parse-json.ts';
import type { Rule } from '../../rule.ts';
import { schemeText } from '../../scheme-text.ts';
import {
  audiencesOf,
  callsInvalid,
  claimText,
  concernsToken,
  diagnosticOnly,
  hostOf,
  isExpired,
  shown,
} from './claims.ts';

/** What an API finds fault with that has taken the token for one of its kind. */
const verifiedUpTo = ['issued-in-future', 'not-yet-valid', 'expired', 'signature', 'key', 'revoked'] as const;

const idOnlyClaims = ['nonce', 'at_hash', 'c_hash', 's_hash'] as const;

/** What tells an ID token from an access token: each a signal, in words. */
function idTokenSigns(facts: Facts): string[] {
  const { claims, token } = facts;
  if (!claims || token?.kind !== 'jwt') return [];
  if (claims.token_use === 'id')
    return [`\`token_use\` is “id” (Cognito) ${diagnosticOnly}.`, 'An ID token of Cognito has no scopes.'];
  if (claims.typ === 'ID')
    return [`\`typ\` is “ID” (Keycloak) ${diagnosticOnly}.`, 'An ID token says who signed in, and opens no API.'];
  const issuer = claimText(facts, 'iss') ?? '';
  if (/^(?:https:\/\/)?accounts\.google\.com$/.test(issuer))
    return [
      `The issuer is accounts.google.com, whose JWTs are ID tokens ${diagnosticOnly}.`,
      'Access tokens of Google begin with ya29.',
    ];
  if (
    hostOf(issuer) === 'securetoken.google.com' ||
    (typeof token.header?.typ === 'string' && /at\+jwt/i.test(token.header.typ))
  )
    return [];
  if ('scope' in claims || 'scp' in claims || 'roles' in claims || 'permissions' in claims) return [];
  const found = idOnlyClaims.filter((name) => name in claims);
  const signs =
    found.length > 0 ? [`It has \`${found.join('`, `')}\`, as ID tokens have, and no scope ${diagnosticOnly}.`] : [];
  const audiences = audiencesOf(facts);
  const isClient = audiences.length === 1 && (audiences[0] === claims.azp || !/[:/]/.test(audiences[0] ?? ''));
  if (found.length > 0 && isClient)
    signs.push(`Its audience is a client (${shown(facts, audiences[0] ?? '')}), not an API.`);
  return signs;
}

export const idTokenSent: Rule = {
  id: 'id-token-as-access-token',
  row: 'D09',
  title: 'An ID token was sent in place of an access token',
  confidence: 'proof',
  reference: 'OpenID Connect Core §2; RFC 9068 §1; RFC 8725 §2.8',
  covers: ['A02', 'D07', 'J04', 'J09'],
  find(facts) {
    if (!concernsToken(facts)) return undefined;
    const evidence = idTokenSigns(facts);
    if (evidence.length === 0) return undefined;
    const isGateway = facts.vendor === 'aws-api-gateway';
    if (isGateway) evidence.push('API Gateway takes ID tokens only where the method asks for no scopes.');
    evidence.push(...callsInvalid(facts));
    // An API that takes ID tokens refuses them too when they are old.
    const mayBeTaken =
      (isExpired(facts) && !facts.isTokenAlone) ||
      (isGateway && facts.exchange.requiredScopes === undefined) ||
      verifiedUpTo.some((topic) => facts.topics.has(topic));
    return {
      evidence,
      fix: 'Send the access token. Ask for one with the API’s audience or scope if there is none: `session.getAccessToken()`, `accessToken` in place of `idToken`.',
      confidence: mayBeTaken || evidence.length < 2 ? 'likely' : 'proof',
    };
  },
};

export const accessTokenWhereIdIsWanted: Rule = {
  id: 'access-token-where-id-token-is-wanted',
  row: 'D10',
  title: 'The authorizer of API Gateway wants the ID token, or scopes on the method',
  confidence: 'likely',
  reference: 'AWS: Amazon Cognito authorizer, “401 Unauthorized” and OAuth scopes',
  covers: ['A02', 'J09'],
  find(facts) {
    if (
      facts.vendor !== 'aws-api-gateway' ||
      facts.status !== 401 ||
      facts.claims?.token_use !== 'access' ||
      isExpired(facts)
    )
      return undefined;
    if (facts.response?.member('message') !== 'Unauthorized' || facts.response.challenges.length > 0) return undefined;
    return {
      evidence: [
        `The token is an access token of Cognito, and within its life ${diagnosticOnly}.`,
        'API Gateway answers “Unauthorized” and no more.',
        'A Cognito authorizer without OAuth scopes on the method takes ID tokens only.',
      ],
      fix: 'Set OAuth scopes on the method (API Gateway, method request), or send the ID token.',
    };
  },
};

/** By what a JWT says that it is for refreshing; undefined if it does not. */
function refreshSign({ claims, token }: Facts): string | undefined {
  for (const name of ['typ', 'token_use', 'token_type', 'type', 'use']) {
    const value = claims?.[name];
    if (typeof value === 'string' && /^(?:refresh|offline)(?:[_ -]?token)?$/i.test(value))
      return `\`${name}\` is “${value}” ${diagnosticOnly}.`;
  }
  const type = token?.header?.typ;
  return typeof type === 'string' && /^(?:rt\+jwt|refresh)/i.test(type)
    ? `The header’s \`typ\` is ${JSON.stringify(type.slice(0, 20))} ${diagnosticOnly}.`
    : undefined;
}

export const refreshTokenSent: Rule = {
  id: 'refresh-token-as-access-token',
  row: 'D11',
  title: 'A refresh token was sent in place of an access token',
  confidence: 'proof',
  reference: 'RFC 6749 §1.5',
  covers: ['A02', 'D01', 'D07', 'D09', 'D17'],
  find(facts) {
    const sign = refreshSign(facts);
    if (!sign || /\/(?:token|refresh|logout|revoke)\b/i.test(facts.request.location?.pathname ?? '')) return undefined;
    return {
      evidence: [sign, ...callsInvalid(facts)],
      fix: 'Send the access token. The refresh token goes to the token endpoint alone (`grant_type=refresh_token`).',
      confidence: concernsToken(facts) ? 'proof' : 'hint',
    };
  },
};

const isBound = ({ claims }: Facts, member: string): boolean => isRecord(claims?.cnf) && member in claims.cnf;

export const dpopTokenAsBearer: Rule = {
  id: 'dpop-token-as-bearer',
  row: 'D24',
  title: 'A token that is bound to a key (DPoP) was sent as a bearer token',
  confidence: 'proof',
  reference: 'RFC 9449 §7.1, §7.2',
  covers: ['A02', 'C05', 'E05', 'E06'],
  find(facts) {
    if (!isBound(facts, 'jkt') || facts.request.authorization?.scheme === 'dpop' || !concernsToken(facts))
      return undefined;
    const evidence = [`\`cnf.jkt\` binds the token to a key ${diagnosticOnly}.`];
    if (!facts.isTokenAlone) evidence.push(`It was sent as ${schemeText(facts.request.authorization)}.`);
    if (facts.response?.challenge('dpop')) evidence.push('The server offers DPoP.');
    return {
      evidence,
      fix: 'Send `Authorization: DPoP <token>` with a proof in the header `DPoP`, signed with that key, anew for each request.',
      confidence: facts.isTokenAlone ? 'hint' : 'proof',
    };
  },
};

export const certificateBoundToken: Rule = {
  id: 'certificate-bound-token',
  row: 'D25',
  title: 'The token is bound to a client certificate that did not come with it',
  confidence: 'likely',
  reference: 'RFC 8705 §3',
  covers: ['A02', 'B12'],
  find(facts) {
    if (!isBound(facts, 'x5t#S256') || !concernsToken(facts) || isExpired(facts)) return undefined;
    const heard = facts.topics.has('certificate') ? facts.heard('certificate') : undefined;
    return {
      evidence: [
        `\`cnf.x5t#S256\` binds the token to a client certificate ${diagnosticOnly}.`,
        ...(heard ? [heard] : callsInvalid(facts)),
      ],
      fix: 'Make the connection with that client certificate (`cert` and `key` of the agent or dispatcher, `curl --cert --key`). Behind a proxy, the proxy must pass it on.',
    };
  },
};

export const encryptedToken: Rule = {
  id: 'encrypted-token',
  row: 'D13',
  title: 'The token is encrypted, and meant for somebody else to read',
  confidence: 'likely',
  reference: 'RFC 7516 §3; Auth0: opaque access tokens',
  covers: ['A02', 'D12'],
  find(facts) {
    const { token } = facts;
    if (token?.kind !== 'jwe' || !concernsToken(facts)) return undefined;
    const { alg, iss } = token.header ?? {};
    const evidence = ['It has five segments and names an encryption (`enc`): a JWE.'];
    if (alg === 'dir' || typeof iss === 'string')
      evidence.push(
        `It is encrypted for its issuer itself${typeof iss === 'string' ? ` (${shown(facts, iss)})` : ''}, as Auth0 does where no audience was requested.`,
      );
    const heard = facts.topics.has('malformed') ? facts.heard('malformed') : undefined;
    evidence.push(...(heard ? [heard] : callsInvalid(facts)));
    return {
      evidence,
      fix: 'Request an access token for this API (the parameter `audience` or `resource`); then it is a signed JWT of three segments, or one that the API introspects.',
    };
  },
};

/** Words that only somebody says who reads JWTs. */
const jwtWords =
  /\bjw[tse]\b|jose|segment|\bdots?\b|delimiter|\bparts?\b|serialization|compact|bearer token is malformed|malformed token|base64/;

export const opaqueToken: Rule = {
  id: 'opaque-token-where-jwt-is-wanted',
  row: 'D12',
  title: 'The API wants a JWT and got an opaque token',
  confidence: 'proof',
  reference: 'RFC 7519 §3; Auth0: opaque and JWT access tokens',
  covers: ['A02', 'D14', 'J05'],
  find(facts) {
    const { token } = facts;
    if (
      token?.kind !== 'opaque' ||
      token.text === '' ||
      !facts.topics.has('malformed') ||
      facts.request.authorization?.scheme === 'basic'
    )
      return undefined;
    const heard = facts.heard('malformed');
    if (!heard) return undefined;
    return {
      confidence: facts.says(jwtWords) ? 'proof' : 'likely',
      evidence: [`The token has no segments of a JWT (${facts.show(token.text)}).`, heard],
      fix: 'Request the token for this API: without the parameter `audience` (Auth0) or a scope of the API (Entra) issuers hand out tokens that only they can read.',
    };
  },
};

export const damagedToken: Rule = {
  id: 'token-damaged',
  row: 'D14',
  title: 'The token is damaged: it is no longer a whole JWT',
  confidence: 'proof',
  reference: 'RFC 7515 §2, §3.1; RFC 7519 §7.2',
  covers: ['A02', 'J05'],
  find(facts) {
    const { token } = facts;
    if (token?.kind !== 'damaged') return undefined;
    const evidence = token.flaws
      .slice(0, 3)
      .map(({ text }) => (text.startsWith('has ') ? `The token ${text}.` : `In the token ${text}.`));
    const heard = facts.topics.has('malformed') ? facts.heard('malformed') : undefined;
    if (heard) evidence.push(heard);
    return {
      evidence,
      fix: 'Take the token again from where it was issued, in one piece; look for what cuts, wraps or re-encodes it on the way (a terminal, a form field, a database column that is too short).',
      confidence:
        concernsToken(facts) || facts.refusal === 'bad-request' || facts.refusal === 'forbidden' ? 'proof' : 'hint',
    };
  },
};
