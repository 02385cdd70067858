import type { Facts } from '../../facts.ts';
import { listText } from '../../plain-words.ts';
import type { Rule } from '../../rule.ts';
import { auditScopes, scopesOf } from '../../scopes.ts';
import type { Topic } from '../../topics.ts';
import { claimedMs, diagnosticOnly, isExpired } from './claims.ts';

const namesText = (scopes: readonly string[]): string =>
  scopes.length === 0
    ? 'none'
    : `\`${scopes
        .slice(0, 12)
        .map((scope) => scope.slice(0, 60))
        .join(' ')}\``;

/** Scopes that are needed, and who says so. */
function neededScopes(facts: Facts): { scopes: string[]; by: string } | undefined {
  const { requiredScopes } = facts.exchange;
  if (requiredScopes && requiredScopes.length > 0) return { scopes: [...requiredScopes], by: 'The operation needs' };
  const challenge = facts.response?.challenge('bearer') ?? facts.response?.challenge('dpop');
  const challenged = challenge ? scopesOf(challenge) : [];
  return challenged.length > 0 ? { scopes: challenged, by: 'The challenge asks for' } : undefined;
}

export const scopeMissing: Rule = {
  id: 'token-scope-missing',
  row: 'D19',
  title: 'The token lacks a scope that this operation needs',
  confidence: 'likely',
  reference: 'RFC 6750 §3.1; RFC 6749 §3.3',
  covers: ['A02'],
  find(facts) {
    const { claims, response, refusal } = facts;
    if (!claims || !response || (refusal !== 'unauthorized' && refusal !== 'forbidden' && refusal !== 'in-body'))
      return undefined;
    if (response.challengeError === 'insufficient_scope') return undefined;
    const needed = neededScopes(facts);
    if (!needed) return undefined;
    const { missing, granted } = auditScopes({ granted: claims, required: needed.scopes });
    if (missing.length === 0) return undefined;
    return {
      evidence: [`${needed.by} ${namesText(needed.scopes)}.`, `The token has ${namesText(granted)} ${diagnosticOnly}.`],
      fix: `Request ${listText(missing.slice(0, 8).map((scope) => `\`${scope.slice(0, 60)}\``))} when signing in, and have the user or administrator consent. Refreshing adds no scope.`,
    };
  },
};

const delegatedOnly = /delegated authentication flow|only valid with delegated|application-only|app-only/;

export const appTokenForUser: Rule = {
  id: 'app-only-token-for-user-endpoint',
  row: 'D20',
  title: 'The token stands for an application, and this endpoint needs a user',
  confidence: 'proof',
  reference: 'Microsoft Graph: delegated and application permissions',
  covers: ['A02', 'D19', 'J05'],
  find(facts) {
    const { claims, vendor, request } = facts;
    if (vendor !== 'microsoft-graph' || !claims) return undefined;
    const isApp = claims.idtyp === 'app' || (Array.isArray(claims.roles) && !('scp' in claims));
    const isMe = /^\/(?:v1\.0|beta)\/me(?:\/|$)/.test(request.location?.pathname ?? '');
    if (!isApp || !isMe) return undefined;
    const heard = facts.heard(delegatedOnly);
    return {
      evidence: [
        `The token has application roles and no \`scp\` ${diagnosticOnly}.`,
        'The path is /me, which is the signed-in user’s.',
        ...(heard ? [heard] : []),
      ],
      fix: 'Call /users/{id} instead of /me, or sign a user in (authorization code flow) and use that token.',
      confidence: heard ? 'proof' : 'likely',
    };
  },
};

/** Pages of firewalls and directories, which speak of nobody's rights. */
const isPolicyPage = ({ response }: Facts): boolean =>
  response === undefined || response.isHtml || response.headers.has('cf-mitigated');

const speaksOfRights =
  /forbidden|permission|not (?:allowed|permitted|authori[sz]ed to)|access.{0,4}denied|\brbac\b|\brole|privilege|cannot|do(?:es)? not own|insufficient|entitle|licen[cs]e/;
/** Reasons for a 403 that are about something else than rights. */
const otherReasons: readonly Topic[] = [
  'missing',
  'expired',
  'csrf',
  'ip',
  'rate',
  'locked',
  'certificate',
  'malformed',
  'signature',
  'key',
];

export const forbidden: Rule = {
  id: 'forbidden-not-unauthorized',
  isLeftover: true,
  row: 'E02',
  title: 'This is a 403, not a 401: the server knows who asks, and does not allow it',
  confidence: 'likely',
  reference: 'RFC 9110 §15.5.4',
  find(facts) {
    if (
      facts.refusal !== 'forbidden' ||
      facts.credentials.every(({ place }) => place === 'body') ||
      isPolicyPage(facts)
    )
      return undefined;
    if (otherReasons.some((topic) => facts.topics.has(topic)) || facts.response?.challengeError === 'invalid_token')
      return undefined;
    const evidence = [
      'The answer is 403 to a request with credentials: by the standard they are understood, and not enough.',
    ];
    const heard = facts.heard(speaksOfRights);
    if (heard) evidence.push(heard);
    if (facts.token?.kind === 'jwt' && claimedMs(facts, 'exp') !== undefined && !isExpired(facts))
      evidence.push(`By its looks nothing is wrong with the token ${diagnosticOnly}.`);
    return {
      evidence,
      fix: `Do not refresh or sign in again: that changes nothing. Ask for ${
        facts.scopesNamed.wanted.length > 0
          ? listText(facts.scopesNamed.wanted.slice(0, 8).map((scope) => facts.quote(scope)))
          : 'the permission, role or licence that is missing'
      }, or use another account.`,
    };
  },
};
