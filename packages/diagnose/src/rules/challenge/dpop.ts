import { decodeToken } from '../../decode-token.ts';
import type { Facts } from '../../facts.ts';
import { durationText } from '../../plain-words.ts';
import type { Rule } from '../../rule.ts';

const saidError = ({ response }: Facts, code: string): boolean =>
  response?.challengeError === code || response?.member('error') === code;

/** Where the proof differs from the request that it was sent with (RFC 9449 §4.3). */
function proofFlaws(facts: Facts): string[] {
  const { request } = facts;
  const proofs = request.headers.all('dpop');
  const proof = proofs[0];
  if (proof === undefined) return ['The request has no DPoP header.'];
  const flaws = proofs.length > 1 ? ['The request has more than one DPoP header.'] : [];
  const { header, claims, kind } = decodeToken(proof.trim());
  if (kind !== 'jwt' || !header || !claims) return [...flaws, 'The DPoP header is no JWT.'];
  if (header.typ !== 'dpop+jwt') flaws.push('Its `typ` is not `dpop+jwt`.');
  if (typeof header.jwk !== 'object') flaws.push('Its header holds no public key (`jwk`).');
  if (typeof claims.htm === 'string' && claims.htm !== request.method)
    flaws.push(`Its \`htm\` is ${facts.quote(claims.htm)}, the method is ${facts.quote(request.method)}.`);
  const { htu, iat } = claims;
  if (typeof htu === 'string') {
    if (/[?#]/.test(htu)) flaws.push('Its `htu` has a query or fragment, which it must not.');
    else if (request.location && htu !== `${request.location.origin}${request.location.pathname}`)
      flaws.push(`Its \`htu\` is ${facts.showUrl(htu.slice(0, 300))}, which is not the URL that was called.`);
  }
  if (typeof iat === 'number' && facts.nowMs !== undefined && Math.abs(facts.nowMs - iat * 1_000) > 60_000) {
    const byMs = iat * 1_000 - facts.nowMs;
    flaws.push(
      `Its \`iat\` is ${durationText(byMs)} ${byMs > 0 ? 'ahead of' : 'behind'} the ${facts.clock === 'server' ? 'server’s' : 'local'} clock.`,
    );
  }
  if (request.authorization && claims.ath === undefined) flaws.push('It has no `ath`, the hash of the access token.');
  return flaws;
}

export const dpopNonce: Rule = {
  id: 'dpop-nonce-needed',
  row: 'E05',
  title: 'The server wants its nonce in the DPoP proof',
  confidence: 'proof',
  reference: 'RFC 9449 §8 and §9 (use_dpop_nonce)',
  covers: ['A02', 'A11', 'E03'],
  find(facts) {
    if (!saidError(facts, 'use_dpop_nonce')) return undefined;
    const hasNonce = facts.response?.headers.has('dpop-nonce');
    return {
      evidence: [
        'The server’s error is `use_dpop_nonce`.',
        hasNonce ? 'It sends the nonce in DPoP-Nonce.' : 'No DPoP-Nonce arrived: across origins it must be exposed.',
      ],
      fix: hasNonce
        ? 'Repeat the request once with a new proof whose `nonce` is the value of DPoP-Nonce, and keep the newest nonce of each server.'
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
  covers: ['A02', 'A11'],
  find(facts) {
    if (!saidError(facts, 'invalid_dpop_proof')) return undefined;
    const said = facts.heard(/dpop|proof|htu|htm|ath|jkt|iat|jti/);
    return {
      evidence: ['The server’s error is `invalid_dpop_proof`.', ...(said ? [said] : []), ...proofFlaws(facts)],
      fix: 'Make a new proof for each attempt: `htm` the method, `htu` the URL without query and fragment, `iat` now by a right clock, a new `jti`, `ath` of this access token, signed with the key that the token is bound to.',
    };
  },
};
