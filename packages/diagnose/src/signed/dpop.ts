import type { Row } from '../catalogue.ts';
import type { Facts } from '../facts.ts';
import type { Rule } from '../rule.ts';
import { keyFix, type ProofPart, proofFlaws } from './dpop-proof.ts';
import { foundOf, isClientError } from './flaw.ts';
import { clockFix } from './request-time.ts';

const covers: readonly Row[] = [
  'A01',
  'A02',
  'A11',
  'E03',
  'E13',
  'E14',
  'D01',
  'D02',
  'D06',
  'D17',
  'D22',
  'E10',
  'E12',
];

const saidError = ({ response }: Facts, code: string): boolean =>
  response?.challengeError === code || response?.member('error') === code;

/** What the server complains of, by the part of the proof. */
const complaints: readonly (readonly [ProofPart, RegExp])[] = [
  ['htu', /\bhtu\b|\bur[il]\b.{0,20}(?:mismatch|match|invalid)|http ur[il]/],
  ['htm', /\bhtm\b|\bmethod\b/],
  ['iat', /\biat\b|too (?:old|far)|not (?:recent|active)|in the (?:past|future)|expired|clock|\btime/],
  ['ath', /\bath\b|access token hash/],
  ['key', /\bjkt\b|thumbprint|binding|key mismatch|bound to|proof key|different key|public key/],
  ['jti', /\bjti\b|repla(?:y|id)|reused?|already used/],
];

/** What is wrong where the server complains of a part that fits the request: seen from its side it does not. */
const fromItsSide: Partial<Record<ProofPart, readonly [title: string, evidence: string, fix: string]>> = {
  htu: [
    'The server sees another URL than the client: a proxy in front of it changes scheme, host or path',
    'The proof’s `htu` is the URL that was called.',
    'On the server: pass the public URL on (nginx `proxy_set_header Host $host; proxy_set_header X-Forwarded-Host $host; proxy_set_header X-Forwarded-Proto $scheme;`) and trust it (Keycloak `KC_PROXY_HEADERS=xforwarded`, Express `trust proxy`, Spring `server.forward-headers-strategy`), or set its public base URL; a path prefix that is stripped has the same effect. As its customer: tell whoever runs it.',
  ],
  jti: [
    'The same DPoP proof was sent twice',
    'The server has seen its `jti` before.',
    'Make a new proof, with a new `jti`, for each request, retries and parallel ones included.',
  ],
  key: [
    'The DPoP proof is signed with another key than the token, code or refresh token is bound to',
    'The server compares it with the key of the first proof.',
    keyFix,
  ],
  iat: [
    'The server finds the DPoP proof’s time off',
    'By the clocks known here `iat` is in time.',
    `Make the proof right before sending. ${clockFix}, or correct \`iat\` by the answer’s Date.`,
  ],
};

export const dpopNonce: Rule = {
  id: 'dpop-nonce-needed',
  row: 'E05',
  title: 'The server wants its nonce in the DPoP proof',
  confidence: 'proof',
  reference: 'RFC 9449 §8 and §9 (use_dpop_nonce)',
  outcomes: ['refused', 'other'],
  covers: [...covers, 'E06'],
  find(facts) {
    if (!saidError(facts, 'use_dpop_nonce')) return undefined;
    const hasNonce = facts.response?.headers.has('dpop-nonce');
    const old = proofFlaws(facts).find(({ about }) => about === 'nonce');
    return {
      ...(old && { title: 'The nonce in the DPoP proof is no longer the server’s' }),
      evidence: [
        facts.heard(/nonce/) ?? 'The server’s error is `use_dpop_nonce`.',
        ...(old ? [`${old.evidence}.`] : []),
        hasNonce ? 'It sends the nonce in DPoP-Nonce.' : 'No DPoP-Nonce arrived: across origins it must be exposed.',
      ],
      fix: hasNonce
        ? 'Repeat the request once with a new proof whose `nonce` is the value of DPoP-Nonce, and keep the newest nonce of each server (token endpoint and API have one each).'
        : 'Have the server send `Access-Control-Expose-Headers: DPoP-Nonce`; then repeat the request once with that nonce in the proof.',
    };
  },
};

export const invalidDpopProof: Rule = {
  id: 'invalid-dpop-proof',
  row: 'E06',
  title: 'The server does not accept the DPoP proof',
  confidence: 'proof',
  reference: 'RFC 9449 §4.3',
  outcomes: ['refused', 'other'],
  covers,
  find(facts) {
    const { request, response } = facts;
    const isDpop = request.headers.has('dpop') || request.authorization?.scheme === 'dpop';
    if (!response || !isClientError(facts)) return undefined;
    const isNamed = saidError(facts, 'invalid_dpop_proof');
    if (!isDpop && !isNamed) return undefined;
    const heard =
      facts.heard(/ .*(?:dpop|\bproof)|(?:dpop|\bproof|\bht[um]|\bath|\bjkt|\bjti)\b.* /) ??
      facts.heard(/dpop|\bht[um]\b|\bath\b|\bjkt\b|\bjti\b/);
    const speaks = isNamed || heard !== undefined;
    const flaws = proofFlaws(facts).filter(({ about }) => about !== 'nonce');
    if (
      !speaks &&
      !isReason(
        facts,
        flaws.map(({ about }) => about),
      )
    )
      return undefined;
    const words = response.words;
    const about = speaks ? complaints.find(([, pattern]) => pattern.test(words))?.[0] : undefined;
    const said =
      heard ??
      (isNamed
        ? 'The server’s error is `invalid_dpop_proof`.'
        : `The server refuses the request (${response.status}) without a reason.`);
    const confidence = speaks ? 'proof' : 'likely';
    const ofItsSide = about && fromItsSide[about];
    const flaw = flaws.find((one) => one.about === about) ?? (ofItsSide ? undefined : flaws[0]);
    if (flaw) return foundOf([said], flaw, { flaws, isSure: speaks });
    if (ofItsSide) return { title: ofItsSide[0], evidence: [said, ofItsSide[1]], fix: ofItsSide[2], confidence };
    return {
      evidence: [said, 'Method, URL and time of the proof fit the request.'],
      fix: 'Make a new proof for each attempt, signed with the key that the token is bound to, with a new `jti` and `ath` of this access token.',
    };
  },
};

/** Whether flaws of the proof are the reason where the server says nothing of it: with an error of the token's, only what ties the two. */
const isReason = ({ outcome, response }: Facts, parts: readonly ProofPart[]): boolean =>
  outcome === 'refused' &&
  (response?.challengeError === undefined
    ? parts.length > 0
    : response.challengeError === 'invalid_token' && parts.some((part) => part === 'key' || part === 'ath'));
