import { decodeToken } from '../decode-token.ts';
import type { Facts } from '../facts.ts';
import { isRecord } from '../parse-json.ts';
import { parseUrl } from '../parse-url.ts';
import { durationText } from '../plain-words.ts';
import { markedDifference } from './differences.ts';
import { type Flaw, flawList } from './flaw.ts';
import { clockFix } from './request-time.ts';
import { base64urlOf, sha256 } from './sha256.ts';

/** What of a proof a flaw is about: the claim, its key, or its form. */
export type ProofPart = 'missing' | 'form' | 'htm' | 'htu' | 'iat' | 'ath' | 'key' | 'jti' | 'nonce';

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

const formFix =
  'Send one JWT in the header DPoP: `typ: "dpop+jwt"`, an asymmetric `alg`, the public key alone as `jwk`.';

/** What in the proof does not fit the request, its token and the time (RFC 9449 §4.3). */
export function proofFlaws(facts: Facts): Flaw<ProofPart>[] {
  const { request, claims: tokenClaims, response } = facts;
  const { flaws, found } = flawList<ProofPart>();
  const proofs = request.headers.all('dpop');
  const proof = proofs[0];
  if (proof === undefined) {
    found(
      'missing',
      'The request has no DPoP header',
      'Send a proof in the header `DPoP` with each request, signed with the key that the token is bound to.',
    );
    return flaws;
  }
  if (proofs.length > 1 || proof.includes(',')) found('form', 'The request has more than one DPoP proof', formFix);
  const { header, claims, kind } = decodeToken((proof.split(',', 1)[0] ?? '').trim());
  if (kind !== 'jwt' || !header || !claims) {
    found('form', 'The DPoP header is no JWT', formFix);
    return flaws;
  }
  const { jwk } = header as { jwk?: unknown };
  if (header.typ !== 'dpop+jwt') found('form', 'The DPoP proof’s `typ` is not `dpop+jwt`', formFix);
  if (!isRecord(jwk)) found('form', 'The DPoP proof holds no public key (`jwk`)', formFix);
  else if ('d' in jwk)
    found(
      'form',
      'The DPoP proof’s `jwk` holds the private key (`d`)',
      `${formFix} Make a new key: this one was sent.`,
    );
  if (/^(?:none|HS\d+)$/.test(String(header.alg)))
    found('form', 'The DPoP proof is not signed with an asymmetric key', formFix);
  const { htm, htu, iat, jti, ath, nonce } = claims;
  if (htm !== request.method)
    found(
      'htm',
      `The DPoP proof’s \`htm\` is ${typeof htm === 'string' && /^[a-z]{1,10}$/i.test(htm) ? facts.quote(htm) : 'no method'}, the method is ${facts.quote(request.method)}`,
      `Set \`htm\` to the method, in capitals: \`${request.method.slice(0, 10)}\`; make a new proof for each attempt.`,
    );
  urlFlaw(facts, htu, found);
  const byMs = typeof iat === 'number' && facts.nowMs !== undefined ? iat * 1_000 - facts.nowMs : 0;
  if (typeof iat !== 'number' || Math.abs(byMs) > 60_000)
    found(
      'iat',
      byMs === 0
        ? 'The DPoP proof has no `iat`'
        : `The DPoP proof’s \`iat\` is ${durationText(byMs)} ${byMs > 0 ? 'ahead of' : 'behind'} the ${facts.clock === 'server' ? 'server’s' : 'local'} clock`,
      `Make the proof right before sending, \`iat\` now in seconds. ${clockFix}, or correct \`iat\` by the answer’s Date.`,
    );
  if (typeof jti !== 'string' || jti === '')
    found('jti', 'The DPoP proof has no `jti`', 'Set a new random `jti` in each proof.');
  else if (facts.history.some((earlier) => earlier.request.header('dpop')?.trim() === proof.trim()))
    found(
      'jti',
      'The very same DPoP proof was sent before',
      'Make a new proof, with a new `jti`, for each request, retries included.',
    );
  if (request.authorization?.scheme === 'dpop') {
    if (typeof ath !== 'string')
      found(
        'ath',
        'The DPoP proof has no `ath`, the hash of the access token',
        'Add `ath`: base64url of the SHA-256 of the access token.',
      );
    else if (ath !== base64urlOf(sha256(request.authorization.credential)))
      found(
        'ath',
        'The DPoP proof’s `ath` is not the hash of the access token that was sent',
        'Compute `ath` of the very token in Authorization: after a refresh the proof is made anew.',
      );
  }
  const binding = isRecord(tokenClaims?.cnf) ? tokenClaims.cnf.jkt : undefined;
  const thumbprint = isRecord(jwk) ? thumbprintOf(jwk) : undefined;
  if (typeof binding === 'string' && thumbprint !== undefined && binding !== thumbprint)
    found(
      'key',
      'The DPoP proof is signed with another key than the token is bound to: the thumbprint of its `jwk` is not `cnf.jkt` (diagnostic only)',
      keyFix,
      'The DPoP proof is signed with another key than the token is bound to',
    );
  const wanted = response?.header('dpop-nonce');
  if (wanted !== undefined && typeof nonce === 'string' && nonce !== wanted)
    found('nonce', 'The proof has a `nonce`, and the answer brings another one', '');
  return flaws;
}

export const keyFix =
  'Use one key pair for the whole session: `dpop_jkt`, token endpoint and every call. Keep it over reloads (IndexedDB); a new key needs a new token.';

function urlFlaw(facts: Facts, htu: unknown, found: (about: 'htu', evidence: string, fix: string) => void): void {
  const { location } = facts.request;
  const called = location && `${location.origin}${location.pathname}`;
  const fix = `Set \`htu\` to the URL that is called, without query and fragment: \`${facts.showUrl(called ?? '').slice(0, 200)}\`.`;
  if (typeof htu !== 'string') found('htu', 'The DPoP proof has no `htu`', fix);
  else if (/[?#]/.test(htu)) found('htu', 'The DPoP proof’s `htu` has a query or fragment, which it must not', fix);
  else if (called && parseUrl(htu)?.href !== called) {
    const marked = markedDifference(facts, ['htu', htu.slice(0, 1_000)], ['called', called]);
    found('htu', `The DPoP proof’s \`htu\` is not the URL that was called${marked ? `:\n${marked}` : ''}`, fix);
  }
}
