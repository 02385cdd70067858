import type { Row } from '../catalogue.ts';
import { decodeToken } from '../decode-token.ts';
import type { Facts } from '../facts.ts';
import { isRecord } from '../parse-json.ts';
import { parseUrl } from '../parse-url.ts';
import { durationText } from '../plain-words.ts';
import type { Rule } from '../rule.ts';
import { markedDifference } from './differences.ts';
import { clockFix } from './request-time.ts';
import { base64urlOf, sha256 } from './sha256.ts';

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

/** One thing in which a proof does not fit (RFC 9449 §4.3), and how to mend it. */
interface ProofFlaw {
  readonly about: 'missing' | 'form' | 'htm' | 'htu' | 'iat' | 'ath' | 'key' | 'jti' | 'nonce';
  readonly title: string;
  readonly evidence: string;
  readonly fix: string;
}

/** The members of which a JWK's thumbprint is made (RFC 7638 §3.2, RFC 8037 §2). */
const thumbprintMembers: Readonly<Record<string, readonly string[]>> = {
  EC: ['crv', 'kty', 'x', 'y'],
  RSA: ['e', 'kty', 'n'],
  OKP: ['crv', 'kty', 'x'],
};

/** The SHA-256 thumbprint of a public key; undefined if it is none. */
function thumbprintOf(jwk: Readonly<Record<string, unknown>>): string | undefined {
  const members = typeof jwk.kty === 'string' ? thumbprintMembers[jwk.kty] : undefined;
  if (!members?.every((name) => typeof jwk[name] === 'string')) return undefined;
  return base64urlOf(sha256(JSON.stringify(Object.fromEntries(members.map((name) => [name, jwk[name]])))));
}

const fixText = 'make a new proof for each attempt';

/** What in the proof does not fit the request, its token and the time. */
function proofFlaws(facts: Facts): ProofFlaw[] {
  const { request, claims: tokenClaims, token } = facts;
  const flaws: ProofFlaw[] = [];
  const found = (about: ProofFlaw['about'], title: string, evidence: string, fix: string) =>
    flaws.push({ about, title, evidence, fix });
  const proofs = request.headers.all('dpop');
  const proof = proofs[0];
  if (proof === undefined) {
    found(
      'missing',
      'The request has no DPoP proof',
      'The request has no DPoP header.',
      'Send a proof in the header `DPoP` with each request, signed with the key that the token is bound to.',
    );
    return flaws;
  }
  if (proofs.length > 1 || proof.includes(','))
    found(
      'form',
      'The request has more than one DPoP proof',
      'The request has more than one DPoP header.',
      'Send one proof: set the header, do not append it.',
    );
  const { header, claims, kind } = decodeToken((proof.split(',', 1)[0] ?? '').trim());
  if (kind !== 'jwt' || !header || !claims) {
    found(
      'form',
      'The DPoP header is no proof',
      'The DPoP header is no JWT.',
      `In the header DPoP send a JWT (\`typ: dpop+jwt\`); ${fixText}.`,
    );
    return flaws;
  }
  if (header.typ !== 'dpop+jwt')
    found(
      'form',
      'The DPoP proof has the wrong type',
      'Its `typ` is not `dpop+jwt`.',
      'Set `typ: "dpop+jwt"` in the proof’s header.',
    );
  const { jwk } = header as { jwk?: unknown };
  if (!isRecord(jwk))
    found(
      'form',
      'The DPoP proof holds no public key',
      'Its header holds no public key (`jwk`).',
      'Put the public key into the proof’s header as `jwk`.',
    );
  else if ('d' in jwk)
    found(
      'form',
      'The DPoP proof holds the private key',
      'Its `jwk` has `d`, the private part.',
      'Put the public key alone into `jwk`, and make a new key: this one was sent.',
    );
  if (/^(?:none|HS\d+)$/.test(String(header.alg)))
    found(
      'form',
      'The DPoP proof is not signed with an asymmetric key',
      `Its \`alg\` is ${facts.quote(String(header.alg))}.`,
      'Sign with ES256 or another asymmetric algorithm.',
    );
  const { htm, htu, iat, jti, ath, nonce } = claims;
  if (htm !== request.method)
    found(
      'htm',
      'The DPoP proof is for another method',
      typeof htm === 'string'
        ? `Its \`htm\` is ${facts.quote(htm)}, the method is ${facts.quote(request.method)}.`
        : 'It has no `htm`.',
      `Set \`htm\` to the method of the request, in capitals: \`${request.method.slice(0, 10)}\`; ${fixText}.`,
    );
  const difference = urlFlaw(facts, htu);
  if (difference) found('htu', ...difference);
  if (typeof iat !== 'number')
    found('iat', 'The DPoP proof has no time', 'It has no `iat`.', 'Set `iat` to the present in seconds.');
  else if (facts.nowMs !== undefined && Math.abs(facts.nowMs - iat * 1_000) > 60_000) {
    const byMs = iat * 1_000 - facts.nowMs;
    found(
      'iat',
      `The DPoP proof is ${durationText(byMs)} ${byMs > 0 ? 'ahead of' : 'behind'} the ${facts.clock === 'server' ? 'server’s' : 'local'} clock`,
      `Its \`iat\` is ${durationText(byMs)} ${byMs > 0 ? 'ahead of' : 'behind'} the ${facts.clock === 'server' ? 'server’s' : 'local'} clock.`,
      `Make the proof right before sending, with \`iat\` now in seconds. ${clockFix}, or correct \`iat\` by the answer’s Date.`,
    );
  }
  if (typeof jti !== 'string' || jti === '')
    found('jti', 'The DPoP proof has no jti', 'It has no `jti`.', 'Set `jti` to a new random value in each proof.');
  else if (facts.history.some((earlier) => earlier.request.header('dpop')?.trim() === proof.trim()))
    found(
      'jti',
      'The same DPoP proof was sent before',
      'An earlier request of this recording carries the very same proof.',
      'Make a new proof, with a new `jti`, for each request, retries included.',
    );
  const isResource = request.authorization?.scheme === 'dpop';
  if (isResource && ath === undefined)
    found(
      'ath',
      'The DPoP proof has no hash of the access token',
      'It has no `ath`, the hash of the access token.',
      'Add `ath`: base64url of the SHA-256 of the access token’s text.',
    );
  else if (
    isResource &&
    token &&
    typeof ath === 'string' &&
    ath !== base64urlOf(sha256(request.authorization?.credential ?? ''))
  )
    found(
      'ath',
      'The DPoP proof is for another access token',
      'Its `ath` is not the hash of the access token that was sent.',
      'Compute `ath` of the very token in Authorization: after a refresh the proof must be made anew.',
    );
  const binding = isRecord(tokenClaims?.cnf) ? tokenClaims.cnf.jkt : undefined;
  const thumbprint = isRecord(jwk) ? thumbprintOf(jwk) : undefined;
  if (typeof binding === 'string' && thumbprint !== undefined && binding !== thumbprint)
    found(
      'key',
      'The DPoP proof is signed with another key than the token is bound to',
      'The thumbprint of its `jwk` is not the token’s `cnf.jkt` (diagnostic only).',
      'Keep the key that was used at the token endpoint (in IndexedDB, not in memory that a reload clears), and sign every proof with it; a new key needs a new token.',
    );
  const wanted = facts.response?.header('dpop-nonce');
  if (wanted !== undefined && typeof nonce === 'string' && nonce !== wanted)
    found(
      'nonce',
      'The DPoP proof holds an old nonce',
      'The proof has a `nonce`, and it is not the one that the answer brings.',
      '',
    );
  return flaws;
}

function urlFlaw(facts: Facts, htu: unknown): [title: string, evidence: string, fix: string] | undefined {
  const { location } = facts.request;
  if (typeof htu !== 'string')
    return ['The DPoP proof names no URL', 'It has no `htu`.', 'Set `htu` to the URL without query and fragment.'];
  const fix = 'Set `htu` to the URL that is called, without query and fragment';
  if (/[?#]/.test(htu))
    return [
      'The htu of the DPoP proof has a query or fragment',
      'Its `htu` has a query or fragment, which it must not.',
      `${fix}; ${fixText}.`,
    ];
  const called = location && `${location.origin}${location.pathname}`;
  if (!called || parseUrl(htu)?.href === called) return undefined;
  return [
    'The htu of the DPoP proof is not the URL that was called',
    markedDifference(facts, ['htu', htu.slice(0, 1_000)], ['called', called])?.replace(/^/, 'The two differ:\n') ??
      'The two differ in a part that is not shown.',
    `${fix}: \`${facts.showUrl(called).slice(0, 200)}\`.`,
  ];
}

/** What the server complains of, by the name of the claim. */
const complaints: readonly (readonly [ProofFlaw['about'], RegExp])[] = [
  ['htu', /\bhtu\b|(?:http )?ur[il] (?:mismatch|does not match|invalid)|http ur[il]/],
  ['htm', /\bhtm\b|method mismatch|http method/],
  ['iat', /\biat\b|too (?:old|far)|not (?:recent|active)|in the (?:past|future)|expired|clock|\btime/],
  ['ath', /\bath\b|access token hash/],
  ['key', /\bjkt\b|thumbprint|key (?:binding|mismatch)|bound to|binding|proof key|different key|public key/],
  ['jti', /\bjti\b|repla(?:y|id)|reused?|already used/],
  [
    'missing',
    /(?:missing|no|required|lack).{0,30}(?:dpop|proof)|(?:dpop|proof).{0,30}(?:missing|required|not (?:found|provided|present))/,
  ],
];

const silentFixes: Partial<Record<ProofFlaw['about'], readonly [title: string, evidence: string, fix: string]>> = {
  htu: [
    'The server sees another URL than the client: a proxy in front of it changes scheme, host or path',
    'The proof’s `htu` is the URL that was called, so the server compares it with another one.',
    'On the server: have the proxy pass the public URL on (nginx: `proxy_set_header Host $host; proxy_set_header X-Forwarded-Host $host; proxy_set_header X-Forwarded-Proto $scheme;`) and the application trust it (Keycloak `KC_PROXY_HEADERS=xforwarded`, Express `trust proxy`, Spring `server.forward-headers-strategy`), or set its public base URL. As its customer: tell whoever runs it; a path prefix that is stripped on the way has the same effect.',
  ],
  jti: [
    'The same DPoP proof was sent twice',
    'The server has seen its `jti` before.',
    'Make a new proof, with a new `jti`, for each request, retries and parallel ones included; do not keep the header in the client’s defaults.',
  ],
  key: [
    'The DPoP proof is signed with another key than the token, code or refresh token is bound to',
    'The server compares the proof’s key with the one of the first proof.',
    'Use one key pair for the whole session: for the authorization request (`dpop_jkt`), the token endpoint and every call; keep it over reloads (IndexedDB), and start anew if it is lost.',
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
    const isOld = facts.request.headers.has('dpop') && proofFlaws(facts).some(({ about }) => about === 'nonce');
    const said = facts.heard(/nonce/);
    return {
      ...(isOld && { title: 'The nonce in the DPoP proof is no longer the server’s' }),
      evidence: [
        said ?? 'The server’s error is `use_dpop_nonce`.',
        ...(isOld ? ['The proof has a `nonce`, and the answer brings another one.'] : []),
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
  title: 'The DPoP proof does not fit the request',
  confidence: 'proof',
  reference: 'RFC 9449 §4.3',
  outcomes: ['refused', 'other'],
  covers,
  find(facts) {
    const { request, response } = facts;
    if (!response || response.status < 400 || response.status >= 500) return undefined;
    const isDpop = request.headers.has('dpop') || request.authorization?.scheme === 'dpop';
    const isNamed = saidError(facts, 'invalid_dpop_proof');
    if (!isDpop && !isNamed) return undefined;
    const heard = facts.heard(/dpop|\bproof\b|\bht[um]\b|\bath\b|\bjkt\b|\bjti\b/);
    const flaws = proofFlaws(facts).filter(({ about }) => about !== 'nonce');
    const speaks = isNamed || heard !== undefined;
    if (
      !speaks &&
      (flaws.length === 0 || facts.outcome !== 'refused' || response.challengeError === 'insufficient_scope')
    )
      return undefined;
    // Another error of the token's: what is wrong with the proof then is beside the point.
    if (
      !speaks &&
      response.challengeError !== undefined &&
      flaws.every(({ about }) => about !== 'key' && about !== 'ath')
    )
      return undefined;
    const words = response.words;
    const about = complaints.find(([, pattern]) => speaks && pattern.test(words))?.[0];
    const flaw =
      flaws.find((one) => one.about === about) ?? (about === undefined || !silentFixes[about] ? flaws[0] : undefined);
    const silent = flaw || about === undefined ? undefined : silentFixes[about];
    const evidence = [
      ...(heard !== undefined ? [heard] : isNamed ? ['The server’s error is `invalid_dpop_proof`.'] : []),
      ...(silent ? [silent[1]] : []),
      ...(flaw ? [flaw.evidence, ...flaws.filter((one) => one !== flaw).map((one) => one.evidence)] : []),
    ];
    if (!speaks)
      evidence.push(`The server refuses the request (${response.status}) without saying what is wrong with the token.`);
    return {
      title: flaw?.title ?? silent?.[0] ?? 'The server does not accept the DPoP proof',
      evidence,
      fix:
        flaw?.fix ||
        silent?.[2] ||
        'Make a new proof for each attempt: `htm` the method, `htu` the URL without query and fragment, `iat` now by a right clock, a new `jti`, `ath` of this access token, signed with the key that the token is bound to.',
      confidence: speaks ? 'proof' : 'likely',
    };
  },
};
