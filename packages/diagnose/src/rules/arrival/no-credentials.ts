import { correctedRequest, lineFor } from '../../corrected-request.ts';
import type { Facts } from '../../facts.ts';
import { listText } from '../../plain-words.ts';
import type { Rule } from '../../rule.ts';

const schemesText = (facts: Facts): string | undefined => {
  const schemes = [...new Set((facts.response?.challenges ?? []).map(({ schemeAsSent }) => schemeAsSent.slice(0, 40)))];
  return schemes.length > 0 ? listText(schemes, 'or') : undefined;
};

/** Refusals by which a server says that it does not know who is asking. */
const asksWho = ({ refusal, topics }: Facts): boolean =>
  refusal === 'unauthorized' ||
  refusal === 'in-body' ||
  ((refusal === 'forbidden' || refusal === 'bad-request') && topics.has('missing'));

export const noCredentials: Rule = {
  id: 'no-credentials',
  row: 'A01',
  title: 'The request carries no credentials',
  confidence: 'proof',
  reference: 'RFC 9110 §11.6',
  contradictedBy: ['token', 'password', 'signature'],
  find(facts) {
    if (!asksWho(facts) || facts.request.method === 'OPTIONS' || facts.exchange.requestUnknown) return undefined;
    const others = facts.credentials.filter(({ place }) => place !== 'cookie');
    if (others.length > 0) return undefined;
    const schemes = schemesText(facts);
    const hasCookies = facts.credentials.length > 0;
    if (hasCookies && schemes === undefined) return undefined;
    // A page does not see the cookies that go along with its own requests.
    const mayHaveCookies =
      facts.isSeenByPage && schemes === undefined && (!facts.isCrossOrigin || facts.credentialsMode === 'include');
    const evidence = [
      hasCookies
        ? 'The request has cookies, but neither an Authorization header nor a key in another header or in the URL.'
        : 'The request has no Authorization header, no cookie, and no key in another header or in the URL.',
    ];
    if (schemes) evidence.push(`The server asks for ${schemes}.`);
    const heard = facts.heard('missing');
    if (heard) evidence.push(heard);
    return {
      evidence,
      commands: correctedRequest(facts, lineFor(facts, schemes?.split(/,| or /)[0] ?? 'Bearer')),
      fix: `Send the credential with this request: \`Authorization: ${schemes?.split(/,| or /)[0] ?? 'Bearer'} …\`${schemes ? '' : ', or the header that the API’s documentation names'}.`,
      confidence: mayHaveCookies ? 'hint' : hasCookies ? 'likely' : 'proof',
    };
  },
};

/** Whether nothing can be said against the token by its looks: a JWT within its life, or a vendor's token as it must be. */
function looksGood({ token, nowMs }: Facts): boolean {
  if (token?.kind !== 'jwt' || nowMs === undefined) return false;
  const { exp, nbf } = token.claims ?? {};
  return typeof exp === 'number' && exp * 1_000 > nowMs && !(typeof nbf === 'number' && nbf * 1_000 > nowMs);
}

/** What shows that the server behaves as if the Authorization header had not come: independent signals, in words. */
export function signsOfIgnoredHeader(facts: Facts): string[] {
  const { response, probes, request } = facts;
  if (!response || !request.authorization || facts.refusal === 'proxy') return [];
  const signs: string[] = [];
  const scheme = request.authorization.scheme ?? '';
  const challenge = scheme === 'bearer' || scheme === 'dpop' ? response.challenge(scheme) : undefined;
  if (challenge && response.challengeError === undefined) {
    signs.push(
      `The challenge names no error, as it does where no credential came (\`${challenge.schemeAsSent}\` without \`error\`).`,
    );
  }
  const heard = facts.topics.has('missing') && !facts.topics.has('expired') ? facts.heard('missing') : undefined;
  if (heard) signs.push(`${heard} Yet the header was sent.`);
  const without = probes.withoutCredentials;
  if (without && without.status === response.status && (without.body ?? '') === response.body) {
    signs.push('The same request without credentials got the same answer.');
  }
  return signs;
}

const fixIgnored =
  'Find out where the header is lost: log it at the application; then look at each proxy in between, at redirects, and at Apache or PHP. Make sure that the API reads this header and this scheme.';

export const headerIgnored: Rule = {
  id: 'header-ignored',
  row: 'A02',
  title: 'The server answers as if no credentials had come',
  confidence: 'likely',
  specificity: 'general',
  contradictedBy: ['token', 'password', 'signature'],
  reference: 'RFC 6750 §3.1',
  find(facts) {
    if (facts.refusal !== 'unauthorized') return undefined;
    const signs = signsOfIgnoredHeader(facts);
    if (signs.length === 0) return undefined;
    if (signs.length === 1 && looksGood(facts))
      signs.push(
        'By its looks nothing is wrong with the token: it is well-formed and within its life (diagnostic only).',
      );
    return { evidence: signs, fix: fixIgnored };
  },
};

/** What tells that a recording was stripped of credentials. */
const redacted =
  /^(?:(?:redacted|masked|filtered|sanitized)\b[^\]]{0,40}|\[(?:redacted|hidden|removed|masked|filtered|secret|sanitized)\b[^\]]{0,40}\]|\*{3,}|x{6,}|•{3,}|<(?:redacted|hidden|removed|secret)>)$/i;

const fixSanitized =
  'Record again with sensitive data: in DevTools allow it in Settings, Preferences, Network, then choose “Export HAR (with sensitive data)”. Treat that file as a secret.';

/** Whether the exchange comes from a browser’s recording, which may have left credentials out. */
const isRecording = ({ exchange, request }: Facts): boolean =>
  /^har\b/i.test(exchange.client ?? '') || request.headers.has('sec-fetch-mode');

export const evidenceSanitized: Rule = {
  id: 'evidence-sanitized',
  row: 'A18',
  title: 'The recording was stripped of its credentials: no verdict is possible',
  confidence: 'proof',
  reference: 'Chrome DevTools, Network: “Export HAR (with sensitive data)”',
  covers: [
    'A01',
    'A02',
    'A10',
    'A11',
    'A12',
    'A16',
    'A17',
    'C02',
    'C04',
    'C05',
    'C06',
    'C08',
    'C09',
    'C10',
    'C11',
    'C15',
    'D12',
    'D14',
  ],
  find(facts) {
    const { exchange, credentials, request } = facts;
    const evidence: string[] = [];
    const masked = credentials.filter(({ secret }) => redacted.test(secret.trim()));
    for (const { name } of masked.slice(0, 3))
      evidence.push(`The value of ${name.slice(0, 60)} was replaced when it was recorded.`);
    if (request.authorization && masked.length === 0 && redacted.test(request.authorization.value)) {
      evidence.push('The value of Authorization was replaced when it was recorded.');
    }
    if (exchange.sanitized && credentials.every(({ secret }) => redacted.test(secret.trim()))) {
      evidence.push('The recording was exported without sensitive data, so that missing credentials mean nothing.');
    }
    const speaksOfToken = facts.read === 'token' || facts.read === 'password';
    if (evidence.length === 0 && credentials.length === 0 && speaksOfToken && isRecording(facts))
      return {
        title: 'The recording lacks the credential that the server speaks of',
        evidence: [
          'The exchange holds no credential.',
          `${facts.heardRead ?? ''} So one was sent, and left out when the exchange was recorded.`,
        ],
        fix: fixSanitized,
        confidence: 'likely',
      };
    if (evidence.length === 0) return undefined;
    return {
      evidence,
      fix: fixSanitized,
    };
  },
};
