import type { Facts } from '../facts.ts';
import type { AwsSignature } from './aws-signature.ts';
import { bodyHash, regionOfHost } from './aws-signature.ts';
import { type Flaw, flawList, namesText } from './flaw.ts';
import { clockFix, isOutside, skewText } from './request-time.ts';

/** What of a signature a flaw is about. */
export type AwsPart =
  | 'scope'
  | 'region'
  | 'time'
  | 'headers'
  | 'token'
  | 'body'
  | 'incomplete'
  | 'key'
  | 'service'
  | 'twice'
  | 'expired';

const signFix =
  'Let an SDK sign (aws4fetch, `@smithy/signature-v4`, `curl --aws-sigv4 "aws:amz:$AWS_REGION:<service>"`)';

/** What mends each part, where nothing more is known. */
export const awsFixes: Readonly<Record<AwsPart, string>> = {
  scope:
    'Take the scope’s date and X-Amz-Date from one clock reading in UTC, and keep no signing key over midnight UTC.',
  region: 'Set the region of the client to that of the service or bucket (`AWS_REGION`).',
  service:
    'Sign with the service’s own signing name (`execute-api` for API Gateway, `lambda` for function URLs, `s3`, `es`).',
  time: `${clockFix}, and sign right before sending. AWS allows 15 minutes, some services 5.`,
  headers:
    'Set every header before signing, so that SignedHeaders names just what is sent; for a presigned URL name them when making it, or do not send them.',
  token: 'Sign with all three parts: access key, secret key and session token (`AWS_SESSION_TOKEN`).',
  key: 'Look whether the key exists, is active, and is of this partition and account (`aws sts get-caller-identity`).',
  body: 'Sign the very bytes that are sent: serialize once, sign that text, send that text.',
  incomplete: `${signFix}.`,
  twice: 'Send the URL alone: without a default Authorization of the client.',
  expired:
    'Get new credentials (`aws sso login`, assume the role again), through the SDK and not by copying them into variables.',
};

/** Headers that clients add after a recording, or that are signed by nobody. */
const addedLater = /^(?:host|content-length|user-agent|accept|accept-encoding|connection|expect)$/;

/** Compares a signature with its request: what is missing first, then scope, time, headers and body. */
export function awsFlaws(facts: Facts, signature: AwsSignature): Flaw<AwsPart>[] {
  const { request, nowMs } = facts;
  const { flaws, found } = flawList<AwsPart>();
  const { signedHeaders, region, date, time, service, signedAtMs, expiresSec } = signature;
  const flaw = (about: AwsPart, evidence: string, fix = awsFixes[about]) => found(about, evidence, fix);
  const missing = [...signature.missing, ...(time || request.headers.has('date') ? [] : ['X-Amz-Date'])];
  if (missing.length > 0) flaw('incomplete', `The AWS signature lacks ${namesText(missing)}`);
  else if (signature.terminator !== 'aws4_request')
    flaw('incomplete', 'The AWS credential is not `<key id>/<date>/<region>/<service>/aws4_request`');
  if (date && time && !time.startsWith(date))
    flaw(
      'scope',
      `The date of the credential scope is ${facts.quote(date)}, that of the request ${facts.quote(time.slice(0, 20))}`,
    );
  const home = regionOfHost(request.host);
  if (home !== undefined && region && home !== region) flaw('region', ...regionText(facts, region, home));
  const endsAtMs = (signedAtMs ?? Number.NaN) + (expiresSec ?? Number.NaN) * 1_000;
  if (nowMs !== undefined && nowMs > endsAtMs)
    flaw(
      'time',
      `The presigned URL has expired: ${skewText(facts, endsAtMs, 'its end')} X-Amz-Expires is ${expiresSec} seconds`,
      'Make a new URL: good for seven days at most, and never longer than the credentials that it was made with (those of a role: hours).',
    );
  else if (expiresSec === undefined && isOutside(facts, signedAtMs, 900_000))
    flaw(
      'time',
      `The request was signed by a clock that is off, or long before it was sent: ${skewText(facts, signedAtMs)}`,
    );
  const absent = signedHeaders.filter((name) => !addedLater.test(name) && !request.headers.has(name));
  if (absent.length > 0) flaw('headers', `The signature covers what the request does not have: ${namesText(absent)}`);
  const unsigned = [...request.headers.names()].filter(
    (name) => /^x-amz-(?!content-sha256$)/.test(name) && !signedHeaders.includes(name),
  );
  if (unsigned.length > 0 && signedHeaders.length > 0) flaw('headers', unsignedText(unsigned));
  if (/^ASIA/.test(signature.accessKeyId) && !signature.sessionToken)
    flaw(
      'token',
      'Temporary AWS credentials were sent without their session token: the key begins with ASIA, and there is no X-Amz-Security-Token',
    );
  const declared = request.header('x-amz-content-sha256');
  const actual = declared !== undefined && /^[0-9a-f]{64}$/.test(declared) ? bodyHash(request) : undefined;
  if (actual !== undefined && actual !== declared)
    flaw('body', 'The body is not the one that was signed: X-Amz-Content-Sha256 is not the SHA-256 of the body');
  if (service === 's3' && signature.place === 'header' && declared === undefined && facts.says(/x-amz-content-sha256/))
    flaw(
      'body',
      'The request has no X-Amz-Content-Sha256',
      'Send `X-Amz-Content-Sha256` (the hash in hexadecimal, or UNSIGNED-PAYLOAD) and sign it.',
    );
  return flaws;
}

export function regionText(facts: Facts, sent: string, wanted: string): [evidence: string, fix: string] {
  return [
    `The request is signed for region ${facts.quote(sent)}, and ${facts.request.host || 'the host'} is in ${wanted}`,
    `Sign for ${wanted}: \`AWS_REGION=${wanted}\`, \`region: '${wanted}'\`, \`--region ${wanted}\`, \`curl --aws-sigv4 "aws:amz:${wanted}:<service>"\`.`,
  ];
}

export function unsignedText(names: readonly string[]): string {
  return `The request has what the signature does not cover: ${namesText(names)}`;
}
