import type { Facts } from '../facts.ts';
import type { AwsSignature } from './aws-signature.ts';
import { bodyHash, regionOfHost } from './aws-signature.ts';
import { isOutside, skewText } from './request-time.ts';

/** What does not fit between a signature and the request that carries it. */
export interface AwsFlaw {
  readonly about: 'scope' | 'region' | 'time' | 'headers' | 'token' | 'body' | 'incomplete';
  readonly title: string;
  readonly evidence: string;
  readonly fix: string;
}

/** Headers that clients add after a recording, or that are signed by nobody. */
const addedLater = /^(?:host|content-length|user-agent|accept|accept-encoding|connection|expect)$/;
const fifteenMinutesMs = 900_000;

const names = (list: readonly string[]): string =>
  list
    .slice(0, 6)
    .map((name) => `\`${name.slice(0, 60)}\``)
    .join(', ');

/** Compares a signature with its request: what is missing first, then scope, time, headers and body. */
export function awsFlaws(facts: Facts, signature: AwsSignature): AwsFlaw[] {
  const { request } = facts;
  const flaws: AwsFlaw[] = [];
  const found = (about: AwsFlaw['about'], title: string, evidence: string, fix: string) =>
    flaws.push({ about, title, evidence, fix });
  const { signedHeaders, region, date, time, service, terminator } = signature;
  const missing = [...signature.missing, ...(time || request.headers.has('date') ? [] : ['X-Amz-Date'])];
  if (missing.length > 0 || terminator !== 'aws4_request')
    found(
      'incomplete',
      'The AWS signature is incomplete',
      missing.length > 0
        ? `The request lacks ${names(missing)}.`
        : 'The credential is not `<key id>/<date>/<region>/<service>/aws4_request`.',
      'Let an SDK sign (aws4fetch, `@smithy/signature-v4`, `curl --aws-sigv4 "aws:amz:$AWS_REGION:<service>"`), or send all of Credential, SignedHeaders, Signature and X-Amz-Date.',
    );
  if (date && time && !time.startsWith(date))
    found(
      'scope',
      'The date of the credential scope is not that of the request',
      `The scope says ${facts.quote(date)}, X-Amz-Date says ${facts.quote(time.slice(0, 20))}.`,
      'Take both from one clock reading in UTC when signing, and do not keep a signing key over midnight UTC.',
    );
  const home = regionOfHost(request.host);
  if (home !== undefined && region && home !== region && !/ecdsa/i.test(signature.algorithm))
    found('region', ...regionText(facts, region, home));
  const expiresAtMs = (signature.signedAtMs ?? Number.NaN) + (signature.expiresSec ?? Number.NaN) * 1_000;
  if (facts.nowMs !== undefined && facts.nowMs > expiresAtMs)
    found(
      'time',
      'The presigned URL has expired',
      `${skewText(facts, expiresAtMs).replace('The request’s time', 'Its end')} X-Amz-Expires is ${signature.expiresSec} seconds.`,
      'Make a new URL. At most seven days are possible, and never longer than the credentials it was made with live (those of a role: hours).',
    );
  else if (signature.expiresSec === undefined && isOutside(facts, signature.signedAtMs, fifteenMinutesMs))
    found(
      'time',
      'The request was signed by a clock that is off, or too long before it was sent',
      skewText(facts, signature.signedAtMs),
      '',
    );
  const absent = signedHeaders.filter((name) => !addedLater.test(name) && !request.headers.has(name));
  if (absent.length > 0)
    found(
      'headers',
      `The signature covers a header that the request does not have: ${absent[0]?.slice(0, 60)}`,
      `SignedHeaders names ${names(absent)}; the request has no such header.`,
      'Sign what is sent: set every header before signing, and take from the list what the client does not send.',
    );
  const unsigned = [...request.headers.names()].filter(
    (name) => /^x-amz-(?!content-sha256$)/.test(name) && signedHeaders.length > 0 && !signedHeaders.includes(name),
  );
  if (unsigned.length > 0) found('headers', ...unsignedText(unsigned));
  if (/^ASIA/.test(signature.accessKeyId) && !signature.sessionToken)
    found(
      'token',
      'Temporary AWS credentials were sent without their session token',
      'The key begins with ASIA, which is temporary, and there is no X-Amz-Security-Token.',
      'Sign with all three parts: access key, secret key and session token (`AWS_SESSION_TOKEN`).',
    );
  const declared = request.header('x-amz-content-sha256');
  const actual = declared !== undefined && /^[0-9a-f]{64}$/.test(declared) ? bodyHash(request) : undefined;
  if (actual !== undefined && actual !== declared)
    found(
      'body',
      'The body is not the one that was signed',
      'X-Amz-Content-Sha256 is not the SHA-256 of the body that was sent.',
      'Sign the very bytes that are sent: serialize once, sign that text, send that text.',
    );
  if (service === 's3' && signature.place === 'header' && declared === undefined && facts.says(/x-amz-content-sha256/))
    found(
      'body',
      'S3 misses the hash of the body',
      'The request has no X-Amz-Content-Sha256.',
      'Send `X-Amz-Content-Sha256` (the hash in hexadecimal, or UNSIGNED-PAYLOAD) and sign it.',
    );
  return flaws;
}

export const regionText = (
  facts: Facts,
  sent: string,
  wanted: string,
): [title: string, evidence: string, fix: string] => [
  `The request is signed for region ${sent.slice(0, 30)}, and the server’s is ${wanted}`,
  `The credential scope names ${facts.quote(sent)}; ${facts.request.host || 'the host'} is in ${wanted}.`,
  `Sign for the region of the host: \`AWS_REGION=${wanted}\`, \`region: '${wanted}'\` of the client, \`--region ${wanted}\`, \`curl --aws-sigv4 "aws:amz:${wanted}:<service>"\`.`,
];

export const unsignedText = (list: readonly string[]): [title: string, evidence: string, fix: string] => [
  `A header is sent that the signature does not cover: ${list[0]?.slice(0, 60)}`,
  `The request has ${names(list)}, which SignedHeaders does not name.`,
  'Set these headers before signing, so that SignedHeaders names them; for a presigned URL, name them when making it, or do not send them.',
];
