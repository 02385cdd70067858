import { decodeBasic } from '../../decode-basic.ts';
import type { Facts } from '../../facts.ts';
import { refreshTokenOf, type TokenRequest, tokenRequestOf } from '../../facts-token-endpoint.ts';
import { durationText } from '../../plain-words.ts';
import type { Rule } from '../../rule.ts';

const answerEvidence = (facts: Facts, { error }: TokenRequest): string => {
  const description = facts.response?.member('error_description');
  return `The token endpoint answers ${facts.status}${error ? ` with \`${error.slice(0, 60)}\`` : ''}${typeof description === 'string' && description ? `: ${facts.quote(description)}` : ''}.`;
};

/** What the way in which the client names itself gives away. */
function clientFlaws(facts: Facts, request: TokenRequest): string[] {
  const basic =
    facts.request.authorization?.scheme === 'basic' ? decodeBasic(facts.request.authorization.credential) : undefined;
  const posted = request.field('client_secret');
  const found: string[] = [];
  if (basic && posted !== undefined)
    found.push('The client’s secret is sent twice, in the header and in the body; only one is allowed.');
  if (posted !== undefined && !basic && facts.response?.challenge('basic'))
    found.push('The secret is in the body, and the server asks for Basic.');
  if (basic && /[^\w.~%+-]/.test(basic.password ?? ''))
    found.push('The secret holds characters that must be form-encoded before Basic.');
  const secret = posted ?? basic?.password;
  if (secret !== undefined && /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(secret))
    found.push('The secret has the form of an id (a UUID).');
  if (secret !== undefined && secret !== secret.trim()) found.push('The secret begins or ends with white space.');
  if (!basic && posted === undefined && request.field('client_assertion') === undefined)
    found.push('The request carries no secret of the client.');
  return found;
}

export const invalidClient: Rule = {
  id: 'invalid-client',
  specificity: 'general',
  row: 'E13',
  title: 'The token endpoint does not accept the client’s own credentials',
  confidence: 'proof',
  reference: 'RFC 6749 §2.3.1 and §5.2 (invalid_client)',
  covers: ['A01', 'A02', 'A12', 'A13', 'C05'],
  find(facts) {
    const request = tokenRequestOf(facts);
    if (!request) return undefined;
    const isClient =
      request.error === 'invalid_client' || (request.error === 'unauthorized_client' && facts.status === 401);
    if (!isClient) return undefined;
    return {
      evidence: [answerEvidence(facts, request), ...clientFlaws(facts, request)],
      fix: 'Check client id and secret: the secret’s value (not its id), not expired, of this tenant and environment, without a newline; form-encode special characters before Basic; and send it as the client is registered (`client_secret_basic` or `client_secret_post`), once.',
    };
  },
};

const grants: Readonly<Record<string, { readonly title: string; readonly fix: string }>> = {
  refresh_token: {
    title: 'The refresh token is no longer good: it has expired, was revoked or replaced, or belongs to another client',
    fix: 'Sign the user in again and end the old session. If it comes too early: keep the refresh token of every answer (rotation), use it from one place at a time, and check its lifetime and idle time at the authorization server.',
  },
  authorization_code: {
    title:
      'The authorization code is not accepted: used before, too old, or of another redirect URI, client or PKCE verifier',
    fix: 'Exchange the code once, within a minute, with the same redirect_uri and code_verifier; then start a new sign-in.',
  },
  password: {
    title: 'The user’s name or password is not accepted',
    fix: 'Check name and password; the account may be locked or need a second factor. Use the authorization code flow: this grant is forbidden by RFC 9700.',
  },
};

export const invalidGrant: Rule = {
  id: 'invalid-grant',
  specificity: 'general',
  row: 'E14',
  title: 'The authorization server does not accept the grant',
  confidence: 'proof',
  reference: 'RFC 6749 §5.2 (invalid_grant)',
  covers: ['A01', 'A02', 'A12', 'A13', 'C05', 'D22'],
  find(facts) {
    const request = tokenRequestOf(facts);
    if (request?.error !== 'invalid_grant') return undefined;
    const kind = Object.hasOwn(grants, request.grantType) ? grants[request.grantType] : undefined;
    const isAssertion = request.field('assertion') !== undefined;
    return {
      ...(kind && { title: kind.title }),
      evidence: [answerEvidence(facts, request), `The grant is ${facts.quote(request.grantType || 'unknown')}.`],
      fix:
        kind?.fix ??
        (isAssertion
          ? 'Sign the assertion with the current key of this account, with `aud` the token endpoint, and `iat` and `exp` by a right clock, an hour apart at most.'
          : 'Start the grant anew.'),
    };
  },
};

const windowMs = 10_000;

/** An earlier request that spent the same refresh token, at most ten seconds before. */
function earlierUse(facts: Facts): Facts | undefined {
  const token = facts.exchange.history ? refreshTokenOf(facts) : undefined;
  if (token === undefined) return undefined;
  const at = facts.exchange.sentAtMs;
  return facts.history.find((earlier) => {
    const before = earlier.exchange.sentAtMs;
    return (
      refreshTokenOf(earlier) === token &&
      (at === undefined || before === undefined || Math.abs(at - before) <= windowMs)
    );
  });
}

export const refreshRace: Rule = {
  id: 'refresh-token-used-twice',
  row: 'E15',
  title: 'The refresh token was used a second time: two tabs, processes or retries refresh at once',
  confidence: 'proof',
  reference: 'RFC 9700 §4.14.2 (refresh token rotation and reuse detection)',
  covers: ['E14', 'J15'],
  find(facts) {
    const request = tokenRequestOf(facts);
    const refreshes = request?.grantType === 'refresh_token' || request?.field('refresh_token') !== undefined;
    if (!refreshes || !facts.refusal) return undefined;
    const said = facts.heard(
      /already.{0,12}(?:used|consumed|redeemed|rotated)|(?:has|have|was|been) (?:been )?(?:consumed|redeemed|rotated)|reuse|re-used|used (?:more than once|twice|before)|refresh_reuse/,
    );
    const earlier = earlierUse(facts);
    if (!said && !earlier) return undefined;
    const evidence = said ? [said] : [];
    if (earlier) {
      const { sentAtMs: at } = facts.exchange;
      const { sentAtMs: before } = earlier.exchange;
      evidence.push(
        `The same refresh token was sent${at === undefined || before === undefined ? ' before' : ` ${durationText(at - before)} earlier`}, and the answer was ${earlier.status || 'none'}.`,
      );
    }
    return {
      evidence,
      fix: 'Let one refresh run at a time for all tabs and processes, and store the new refresh token before anybody else reads it. A reuse interval of some seconds at the authorization server forgives a lost answer.',
    };
  },
};
