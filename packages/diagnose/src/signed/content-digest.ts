import type { RequestFacts } from '../request-facts.ts';
import type { Rule } from '../rule.ts';
import { covered } from './covered.ts';
import { isClientError } from './flaw.ts';
import { base64Of, sha256 } from './sha256.ts';

const emptyBodyHash = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';

/** The SHA-256 of Content-Digest, Repr-Digest or the older Digest (RFC 9530 §2, §3; RFC 3230). */
function declaredDigest({ headers }: RequestFacts): { name: string; value: string } | undefined {
  for (const name of ['content-digest', 'digest', 'repr-digest']) {
    const value = /(?:^|[,\s])sha-256\s{0,3}=\s{0,3}:?([A-Za-z0-9+/]{43}=)/i.exec(headers.first(name) ?? '')?.[1];
    if (value !== undefined) return { name, value };
  }
  return undefined;
}

/** Whether the digest is that of another body; undefined where the whole body is not known. */
function isOtherBody(request: RequestFacts, digest: string): boolean | undefined {
  const length = request.header('content-length');
  const bytes = new TextEncoder().encode(request.body).length;
  if (bytes === 0 || request.headers.has('content-encoding') || (length !== undefined && Number(length) !== bytes))
    return undefined;
  // The beginning of a long body is all that may be known of it.
  if (bytes >= 65_536) return undefined;
  return base64Of(sha256(request.body)) !== digest;
}

export const digestMismatch: Rule = {
  id: 'content-digest-mismatch',
  row: 'K06',
  title: 'The digest of the request is not that of the body that was sent',
  confidence: 'proof',
  reference: 'RFC 9530 §2, §3; RFC 9421 §7.2.8',
  outcomes: ['refused', 'other'],
  covers: covered,
  find(facts) {
    const { response, request } = facts;
    if (!response || !isClientError(facts)) return undefined;
    const digest = declaredDigest(request);
    if (!digest) return undefined;
    const isOther = isOtherBody(request, digest.value);
    const heard = facts.heard(/digest|checksum/);
    const names =
      /digest.{0,60}(?:mismatch|match|invalid|wrong|differ|verif|incorrect|computed)|(?:invalid|wrong|bad|incorrect) .{0,20}digest/;
    if (!isOther && !(heard !== undefined && facts.says(names) && !/missing|required/.test(response.words)))
      return undefined;
    if (heard === undefined && facts.outcome !== 'refused') return undefined;
    const evidence = [heard ?? `The server refuses the request (${response.status}).`];
    if (isOther)
      evidence.push(
        digest.value === emptyBodyHash
          ? `${digest.name} is the hash of an empty body, and the request has one.`
          : `${digest.name} is not the SHA-256 of the body as it was sent.`,
      );
    else if (isOther === false)
      evidence.push(`${digest.name} is the SHA-256 of the body as it was sent: it was changed on the way.`);
    return {
      evidence,
      fix: 'Serialize the body once, hash that text, send that text (`body: text`, not the object); let no proxy or client re-encode or compress it. RFC 9530: `Content-Digest: sha-256=:<base64>:`; the drafts: `Digest: SHA-256=<base64>`.',
      confidence: heard !== undefined ? 'proof' : 'likely',
    };
  },
};
