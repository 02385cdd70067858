import type { Row } from '../catalogue.ts';
import type { Facts } from '../facts.ts';
import type { RequestFacts } from '../request-facts.ts';
import type { Found, Rule } from '../rule.ts';
import { clockFix, isOutside, readTime, skewText } from './request-time.ts';
import { base64Of, sha256 } from './sha256.ts';

const covers: readonly Row[] = [
  'A01',
  'A02',
  'A11',
  'A13',
  'C04',
  'C05',
  'C15',
  'C20',
  'D01',
  'D03',
  'D12',
  'D14',
  'D17',
  'E02',
  'E10',
  'E12',
];

/** A signature over parts of a request: of RFC 9421, or of its drafts (`draft-cavage-http-signatures`, also Kong's `hmac`). */
export interface MessageSignature {
  readonly kind: 'rfc9421' | 'draft';
  /** What is covered, in lower case and without quotes: header names, `@method`, `(request-target)`. */
  readonly covered: readonly string[];
  readonly createdAtMs: number | undefined;
  readonly expiresAtMs: number | undefined;
  /** What is wrong with the form itself. */
  readonly fault?: string;
}

const paramOf = (text: string, name: string): string | undefined =>
  new RegExp(`(?:^|[;,\\s])${name}=(?:"([^"]{0,2000})"|([^;,\\s"]{1,200}))`, 'i')
    .exec(text)
    ?.slice(1)
    .find((value) => value !== undefined);

/** Reads it from Signature-Input and Signature, or from Signature or Authorization alone; undefined if there is none. */
export function readMessageSignature({ headers }: RequestFacts): MessageSignature | undefined {
  const input = headers.first('signature-input');
  const signature = headers.first('signature');
  if (input !== undefined) {
    const [label = ''] = /^\s{0,5}[\w*.-]{1,60}(?=\s{0,3}=)/.exec(input)?.map((text) => text.trim()) ?? [];
    const list = /\(([^)]{0,4000})\)/.exec(input)?.[1];
    const fault =
      list === undefined || label === ''
        ? 'Signature-Input is not of the form `sig1=("@method" "@authority");created=…;keyid="…"`.'
        : signature === undefined
          ? 'The request has Signature-Input and no Signature.'
          : !new RegExp(`(?:^|[,\\s])${label.replace(/[*.-]/g, '\\$&')}\\s{0,3}=\\s{0,3}:`).test(signature)
            ? `Signature has no value \`${label}=:…:\`, which Signature-Input describes.`
            : undefined;
    return {
      kind: 'rfc9421',
      covered: [...(list ?? '').matchAll(/"([^"]{1,100})"/g)].map(([, name = '']) => name.toLowerCase()),
      createdAtMs: readTime(paramOf(input, 'created')),
      expiresAtMs: readTime(paramOf(input, 'expires')),
      ...(fault !== undefined && { fault }),
    };
  }
  const authorization = headers.first('authorization');
  const draft =
    signature ?? (authorization && /^\s{0,5}(?:signature|hmac)\s/i.test(authorization) ? authorization : undefined);
  if (draft === undefined || !/signature\s{0,3}=/i.test(draft)) return undefined;
  return {
    kind: 'draft',
    covered: (paramOf(draft, 'headers') ?? 'date')
      .toLowerCase()
      .split(/[\s,]+/)
      .filter(Boolean),
    createdAtMs: readTime(paramOf(draft, 'created')) ?? readTime(headers.first('x-date') ?? headers.first('date')),
    expiresAtMs: readTime(paramOf(draft, 'expires')),
  };
}

const addedLater = /^(?:host|content-length|date)$/;
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
  return digest === emptyBodyHash || base64Of(sha256(request.body)) !== digest;
}

interface MessageFlaw {
  readonly about: 'form' | 'time' | 'absent' | 'uncovered';
  readonly title: string;
  readonly evidence: string;
  readonly fix: string;
}

const shown = (names: readonly string[]): string =>
  names
    .slice(0, 6)
    .map((name) => `\`${name.slice(0, 60)}\``)
    .join(', ');

function messageFlaws(facts: Facts, signature: MessageSignature): MessageFlaw[] {
  const { request, response } = facts;
  const { kind, covered, createdAtMs, expiresAtMs } = signature;
  const flaws: MessageFlaw[] = [];
  const found = (about: MessageFlaw['about'], title: string, evidence: string, fix: string) =>
    flaws.push({ about, title, evidence, fix });
  if (signature.fault !== undefined)
    found(
      'form',
      'The HTTP message signature is malformed',
      signature.fault,
      'Send both headers with one label: `Signature-Input: sig1=("@method" "@authority" "@path");created=…;keyid="…"` and `Signature: sig1=:<base64>:`.',
    );
  const odd = covered.find((name) => !/^[@(]?[\w-]+\)?$/.test(name));
  if (odd !== undefined)
    found(
      'form',
      'The list of signed headers is damaged',
      `It names ${facts.quote(odd)}, which is no header’s name.`,
      'Write the list without stray quotes and commas: `headers="(request-target) host date digest"`.',
    );
  if (facts.nowMs !== undefined && expiresAtMs !== undefined && expiresAtMs < facts.nowMs)
    found(
      'time',
      'The signature of the request has expired',
      skewText(facts, expiresAtMs).replace('The request’s time', 'Its `expires`'),
      'Sign right before sending, and leave `expires` minutes, not seconds.',
    );
  else if (isOutside(facts, createdAtMs, 300_000))
    found(
      'time',
      'The signature’s time is further from the server’s clock than servers allow',
      skewText(facts, createdAtMs),
      `${clockFix}, and sign right before sending.`,
    );
  const names = covered.filter((name) => /^[\w-]+$/.test(name) && name !== 'request-line');
  const absent = names.filter(
    (name) =>
      !request.headers.has(name) && (!addedLater.test(name) || (name === 'date' && request.headers.has('x-date'))),
  );
  if (absent.length > 0)
    found(
      'absent',
      `The signature covers a header that the request does not have: ${absent[0]?.slice(0, 60)}`,
      `The signed list names ${shown(absent)}; the request has no such header${request.headers.has('x-date') && absent.includes('date') ? ', but X-Date, which the list does not name' : ''}.`,
      'Name in the list what is sent, with the names under which it is sent, and sign exactly that.',
    );
  const accepted = /\(([^)]{0,2000})\)/.exec(response?.header('accept-signature') ?? '')?.[1];
  const wanted = accepted
    ? [...accepted.matchAll(/"([^"]{1,100})"/g)].map(([, name = '']) => name.toLowerCase())
    : /^(?:POST|PUT|PATCH)$/.test(request.method) && request.body !== ''
      ? [kind === 'draft' ? 'digest' : 'content-digest']
      : [];
  const uncovered = wanted.filter((name) => !covered.includes(name));
  if (uncovered.length > 0)
    found(
      'uncovered',
      `The signature does not cover what the server wants covered: ${uncovered[0]?.slice(0, 60)}`,
      accepted
        ? `Accept-Signature of the answer names ${shown(uncovered)}, which the signature leaves out.`
        : `The request has a body, and the signature does not cover ${shown(uncovered)}.`,
      kind === 'draft'
        ? 'Send `Digest: SHA-256=<base64 of the body’s hash>` and sign `headers="(request-target) host date digest"`.'
        : `Sign ${accepted ? 'all that Accept-Signature names' : '`content-digest` too, with `Content-Digest: sha-256=:<base64>:` of the body'}.`,
    );
  return flaws;
}

const signatureWords =
  /signature|signed|hmac|\bdigest\b|covered|(?:missing|required).{0,30}header|keyid|public key|date.{0,30}(?:window|range|skew|header)/;

/** The signature of a request that the server refuses, and its words about it. */
function refused(facts: Facts): { signature: MessageSignature; heard: string | undefined } | undefined {
  const { response, request } = facts;
  if (!response || response.status < 400 || response.status >= 500) return undefined;
  const signature = readMessageSignature(request);
  if (!signature) return undefined;
  const heard =
    facts.heard(signatureWords) ??
    (response.challenge('signature') && response.challengeError
      ? `The server’s error is ${facts.quote(response.challengeError)}.`
      : undefined);
  return heard === undefined && facts.outcome !== 'refused' ? undefined : { signature, heard };
}

export const digestMismatch: Rule = {
  id: 'content-digest-mismatch',
  row: 'K06',
  title: 'The digest of the request is not that of the body that was sent',
  confidence: 'proof',
  reference: 'RFC 9530 §2, §3; RFC 9421 §7.2.8',
  outcomes: ['refused', 'other'],
  covers,
  find(facts) {
    const { response, request } = facts;
    if (!response || response.status < 400 || response.status >= 500) return undefined;
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

export const messageSignatureRefused: Rule = {
  id: 'message-signature-refused',
  row: 'K06',
  title: 'The server does not accept the signature over the request',
  confidence: 'proof',
  reference: 'RFC 9421 §2, §3.2; draft-cavage-http-signatures-12 §2',
  outcomes: ['refused', 'other'],
  covers,
  find(facts) {
    const found = refused(facts);
    if (!found) return undefined;
    const { signature, heard } = found;
    const flaws = messageFlaws(facts, signature);
    const about = aboutOf(heard ?? '');
    const flaw = flaws.find((one) => one.about === about) ?? flaws[0];
    // The time of a signature, and what it leaves out, have rows of their own.
    if (flaw?.about === 'time' || (flaw?.about === 'uncovered' && heard !== undefined)) return undefined;
    if (heard === undefined && (!flaw || flaw.about === 'uncovered')) return undefined;
    return describe(facts, signature, heard, flaw, flaws);
  },
};

const aboutOf = (heard: string): MessageFlaw['about'] | undefined => {
  const words = heard.toLowerCase();
  if (/digest|must be signed|to be signed|covered|component/.test(words)) return 'uncovered';
  if (/missing|not (?:found|present)/.test(words)) return 'form';
  return /expired|too old|window|skew|valid date|created/.test(words) ? 'time' : undefined;
};

function describe(
  facts: Facts,
  { kind, covered }: MessageSignature,
  heard: string | undefined,
  flaw: MessageFlaw | undefined,
  flaws: readonly MessageFlaw[],
): Found {
  const list = covered.length > 0 ? `The signature covers ${shown(covered)}.` : 'The signature covers nothing.';
  return {
    ...(flaw && { title: flaw.title }),
    evidence: [
      heard ?? `The server refuses the signed request (${facts.status}).`,
      ...(flaw ? [flaw.evidence, ...flaws.filter((one) => one !== flaw).map((one) => one.evidence)] : [list]),
    ],
    fix:
      flaw?.fix ??
      (kind === 'rfc9421'
        ? 'Compare the signature base on both sides, line by line: one line a component in the order of the list, `@signature-params` last and letter for letter as in Signature-Input; `@authority` in lower case without the default port, and behind a proxy the public one (so with `@target-uri` and `@path`). Then key, `keyid` and `alg` (ECDSA: r and s joined, not DER).'
        : 'Compare the string to sign on both sides: one `name: value` a line in the order of `headers`, in lower case, `(request-target)` as `post /path?query`, no line end after the last; then the key that `keyId` leads to, and that a proxy in front keeps host and path.'),
    confidence: heard !== undefined ? 'proof' : 'likely',
  };
}

export const messageSignatureIncomplete: Rule = {
  id: 'message-signature-incomplete',
  row: 'K01',
  title: 'The signature does not cover what the server wants covered',
  confidence: 'proof',
  reference: 'RFC 9421 §5 (Accept-Signature), §7.2.1; draft-cavage-http-signatures-12 §2.1.3',
  outcomes: ['refused', 'other'],
  covers: [...covers, 'K06'],
  find(facts) {
    const found = refused(facts);
    if (!found?.heard) return undefined;
    const flaws = messageFlaws(facts, found.signature);
    const about = aboutOf(found.heard);
    const flaw = flaws.find((one) => one.about === about) ?? flaws[0];
    if (flaw?.about !== 'uncovered') return undefined;
    const isAsked = about === 'uncovered' || facts.response?.headers.has('accept-signature') === true;
    return {
      title: flaw.title,
      evidence: [found.heard, flaw.evidence],
      fix: flaw.fix,
      confidence: isAsked ? 'proof' : 'likely',
    };
  },
};

export const messageSignatureTime: Rule = {
  id: 'message-signature-time',
  row: 'K02',
  title: 'The signature’s time is further from the server’s clock than it allows',
  confidence: 'proof',
  reference: 'RFC 9421 §2.3 (created, expires); draft-cavage-http-signatures-12 §2.1',
  outcomes: ['refused', 'other'],
  covers: [...covers, 'K06'],
  find(facts) {
    const found = refused(facts);
    const flaw = found && messageFlaws(facts, found.signature).find(({ about }) => about === 'time');
    if (!found || !flaw) return undefined;
    return {
      title: flaw.title,
      evidence: [found.heard ?? `The server refuses the signed request (${facts.status}).`, flaw.evidence],
      fix: flaw.fix,
      confidence: found.heard !== undefined ? 'proof' : 'likely',
    };
  },
};
