import type { Facts } from '../facts.ts';
import type { Rule } from '../rule.ts';
import { covered } from './covered.ts';
import { type Flaw, flawList, foundOf, isClientError, namesText } from './flaw.ts';
import { type MessageSignature, readMessageSignature } from './message-signature.ts';
import { clockFix, isOutside, skewText } from './request-time.ts';

type MessagePart = 'form' | 'time' | 'absent' | 'uncovered';

const addedLater = /^(?:host|content-length|date)$/;

function messageFlaws(
  facts: Facts,
  { kind, covered: signed, createdAtMs, expiresAtMs, fault }: MessageSignature,
): Flaw<MessagePart>[] {
  const { request, response, nowMs } = facts;
  const { flaws, found } = flawList<MessagePart>();
  if (fault !== undefined)
    found(
      'form',
      fault,
      'Send both headers with one label: `Signature-Input: sig1=("@method" "@authority" "@path");created=…;keyid="…"` and `Signature: sig1=:<base64>:`.',
    );
  const odd = signed.find((name) => !/^[@(]?[\w-]+\)?$/.test(name));
  if (odd !== undefined)
    found(
      'form',
      `The list of signed headers names ${facts.quote(odd)}, which is no header’s name`,
      'Write the list as names with one space between, without stray quotes: `(request-target)`, `host`, `date`, `digest`.',
    );
  if (nowMs !== undefined && expiresAtMs !== undefined && expiresAtMs < nowMs)
    found(
      'time',
      `The signature of the request has expired: ${skewText(facts, expiresAtMs, 'its `expires`')}`,
      'Sign right before sending, and leave `expires` minutes, not seconds.',
    );
  else if (isOutside(facts, createdAtMs, 300_000))
    found(
      'time',
      `The signature’s time is further from the server’s clock than it allows: ${skewText(facts, createdAtMs)}`,
      `${clockFix}, and sign right before sending.`,
    );
  const isDateAway = request.headers.has('x-date');
  const absent = signed.filter(
    (name) =>
      /^[\w-]+$/.test(name) &&
      name !== 'request-line' &&
      !request.headers.has(name) &&
      (!addedLater.test(name) || (name === 'date' && isDateAway)),
  );
  if (absent.length > 0)
    found(
      'absent',
      `The signature covers what the request does not have: ${namesText(absent)}${isDateAway && absent.includes('date') ? ' (it has X-Date)' : ''}`,
      'Name in the list what is sent, with the names under which it is sent, and sign exactly that.',
    );
  const accepted = /\(([^()]{0,2000})\)/.exec(response?.header('accept-signature') ?? '')?.[1];
  const wanted = accepted
    ? [...accepted.matchAll(/"([^"]{1,100})"/g)].map(([, name = '']) => name.toLowerCase())
    : request.body !== ''
      ? [kind === 'draft' ? 'digest' : 'content-digest']
      : [];
  const uncovered = wanted.filter((name) => !signed.includes(name));
  if (uncovered.length > 0)
    found(
      'uncovered',
      `The signature does not cover ${namesText(uncovered)}${accepted ? ', which Accept-Signature of the answer names' : ', and the request has a body'}`,
      kind === 'draft'
        ? 'Send `Digest: SHA-256=<base64 of the body’s hash>` and sign `(request-target)`, `host`, `date` and `digest`.'
        : `Sign ${accepted ? 'all that Accept-Signature names' : '`content-digest` too, with `Content-Digest: sha-256=:<base64>:` of the body'}.`,
    );
  return flaws;
}

const signatureWords =
  /signature|signed|hmac|\bdigest\b|covered|(?:missing|required).{0,30}header|keyid|public key|date.{0,30}(?:window|range|skew|header)/;

interface Refused {
  readonly kind: MessageSignature['kind'];
  readonly heard: string | undefined;
  readonly flaws: readonly Flaw<MessagePart>[];
  /** The flaw that the server means, else the first; what the signature leaves out only where the server minds. */
  readonly flaw: Flaw<MessagePart> | undefined;
}

/** A refused request with a message signature: what does not fit, and what the server says of it. */
function refused(facts: Facts): Refused | undefined {
  const { response, request } = facts;
  if (!response || !isClientError(facts)) return undefined;
  const signature = readMessageSignature(request);
  if (!signature) return undefined;
  const heard =
    facts.heard(signatureWords) ??
    (response.challenge('signature') && response.challengeError
      ? `The server’s error is ${facts.quote(response.challengeError)}.`
      : undefined);
  if (heard === undefined && facts.outcome !== 'refused') return undefined;
  const words = heard?.toLowerCase() ?? '';
  const minds =
    /digest|must be signed|to be signed|covered|component/.test(words) || response.headers.has('accept-signature');
  const flaws = messageFlaws(facts, signature).filter(({ about }) => about !== 'uncovered' || minds);
  const flaw = flaws.find(({ about }) =>
    minds ? about === 'uncovered' : about === 'time' && /expired|too old|window|skew|valid date|created/.test(words),
  );
  return { kind: signature.kind, heard, flaws, flaw: flaw ?? flaws[0] };
}

const saidOf = (facts: Facts, heard: string | undefined): string[] => [
  heard ?? `The server refuses the signed request (${facts.status}).`,
];

/** A rule about flaws of one part. */
const about = (part: MessagePart, rule: Omit<Rule, 'find' | 'confidence' | 'outcomes' | 'covers'>): Rule => ({
  ...rule,
  confidence: 'proof',
  outcomes: ['refused', 'other'],
  covers: [...covered, 'D03', 'C04', 'K06'],
  find(facts) {
    const { heard, flaw } = refused(facts) ?? {};
    if (flaw?.about !== part) return undefined;
    return foundOf(saidOf(facts, heard), flaw, { isSure: heard !== undefined });
  },
});

export const messageSignatureIncomplete = about('uncovered', {
  id: 'message-signature-incomplete',
  row: 'K01',
  title: 'The signature does not cover what the server wants covered',
  reference: 'RFC 9421 §5 (Accept-Signature), §7.2.1; draft-cavage-http-signatures-12 §2.1.3',
});

export const messageSignatureTime = about('time', {
  id: 'message-signature-time',
  row: 'K02',
  title: 'The signature’s time is further from the server’s clock than it allows',
  reference: 'RFC 9421 §2.3 (created, expires); draft-cavage-http-signatures-12 §2.1',
});

export const messageSignatureRefused: Rule = {
  id: 'message-signature-refused',
  row: 'K06',
  title: 'The server does not accept the signature over the request',
  confidence: 'proof',
  reference: 'RFC 9421 §2, §3.2; draft-cavage-http-signatures-12 §2',
  outcomes: ['refused', 'other'],
  covers: [...covered, 'D03', 'C04'],
  find(facts) {
    const found = refused(facts);
    // The time of a signature, and what it leaves out, have rows of their own.
    if (!found || found.flaw?.about === 'time' || found.flaw?.about === 'uncovered') return undefined;
    const { heard, flaw, flaws, kind } = found;
    if (flaw) return foundOf(saidOf(facts, heard), flaw, { flaws, isSure: heard !== undefined });
    if (heard === undefined) return undefined;
    return {
      evidence: [heard, 'All that the signature covers is in the request, and its time is right.'],
      fix:
        kind === 'rfc9421'
          ? 'Compare the signature base on both sides, line by line: components in the order of the list, `@signature-params` last and letter for letter as in Signature-Input; `@authority`, `@target-uri` and `@path` behind a proxy the public ones. Then key, `keyid` and `alg` (ECDSA: r and s joined, not DER).'
          : 'Compare the string to sign on both sides: one `name: value` a line in the order of `headers`, `(request-target)` as `post /path?query`, no line end after the last; behind a proxy host and path as they were called. Then the key that `keyId` leads to.',
    };
  },
};
