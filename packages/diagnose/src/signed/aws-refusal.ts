import type { Facts } from '../facts.ts';
import type { Found, Rule } from '../rule.ts';
import { type AwsPart, awsFixes, awsFlaws, regionText, unsignedText } from './aws-flaws.ts';
import { type AwsSignature, canonicalRequest, printedCanonical, readAwsSignature } from './aws-signature.ts';
import { covered } from './covered.ts';
import { differingLines, printableText } from './differences.ts';
import { type Flaw, foundOf, isClientError, titleOf } from './flaw.ts';
import { readTime, skewText } from './request-time.ts';
import { openingOf, type ServerError, serverErrorOf } from './server-error.ts';

/** What the server's words mean, in lower case, code before message: the part that they are about, and a heading. */
const readings: readonly (readonly [RegExp, AwsPart, title: string])[] = [
  [
    /expiredtoken|token included in the request is expired|provided token has expired|tokenrefreshrequired/,
    'expired',
    'The temporary AWS credentials have expired',
  ],
  [
    /requesttimetooskewed|signature (?:not yet current|expired)|request time and the (?:current|server's) time|request ?(?:has )?expired/,
    'time',
    'The request was signed by a clock that is off, or long before it was sent',
  ],
  [
    /headers present in the request which were not signed|must be (?:a )?signed|not signed/,
    'headers',
    'A header is sent that the signature does not cover',
  ],
  [
    /region '?[\w-]+'? is wrong|scoped to a valid region|incorrectendpoint|illegallocationconstraint|permanentredirect/,
    'region',
    'The request is signed for another region',
  ],
  [
    /scoped to correct service|service.{0,20}in (?:the )?credential/,
    'service',
    'The request is signed for another service',
  ],
  [
    /date in credential scope|credential.{0,40}date/,
    'scope',
    'The date of the credential scope is not that of the request',
  ],
  [
    /contentsha256|provided 'x-amz-content-sha256'|required header for this request: x-amz-content-sha256/,
    'body',
    'The body is not the one that was signed',
  ],
  [
    /incompletesignature|not a valid key=value pair|authorization header requires|authorizationheadermalformed|authorizationqueryparameters|authentication version 4 requires/,
    'incomplete',
    'The AWS signature is malformed or incomplete',
  ],
  [/only one auth mechanism allowed/, 'twice', 'The presigned URL was called with an Authorization header as well'],
];
const mismatch =
  /signaturedoesnotmatch|signature we calculated does not match|invalidsignature|does not match the signature/;
const unknownKey =
  /invalidclienttokenid|invalidaccesskeyid|unrecognizedclient|security token included in the request is invalid|authfailure|access key id you provided does not exist|invalid_?accesskey/;

const isAwsVersion2 = ({ request }: Facts): boolean =>
  /^AWS [\w/+-]{10,}:/.test(request.header('authorization') ?? '') ||
  (request.location?.searchParams.has('AWSAccessKeyId') === true && request.location.searchParams.has('Signature'));

export const awsRefusal: Rule = {
  id: 'aws-credential-refused',
  row: 'J10',
  title: 'The signature is not the one that AWS computes',
  confidence: 'proof',
  reference: 'AWS: troubleshoot Signature Version 4 signed requests; Amazon S3: error responses',
  outcomes: ['refused', 'other'],
  covers: [...covered, 'D03', 'G11'],
  find(facts) {
    const { response, vendor } = facts;
    if (!response || !isClientError(facts)) return undefined;
    const signature = readAwsSignature(facts.request);
    if (!signature && vendor !== 'aws' && vendor !== 'aws-api-gateway' && !isAwsVersion2(facts)) return undefined;
    const error = serverErrorOf(response);
    const words = `${error.code} ${error.message.slice(0, 2_000)}`.toLowerCase();
    const flaws = signature ? awsFlaws(facts, signature) : [];
    const sentence = openingOf(error.message || error.code);
    const heard = `The server says ${facts.quote(error.code && !error.message.includes(error.code) ? `${error.code}: ${sentence}` : sentence)}.`;
    const reading = readings.find(([says]) => says.test(words));
    if (reading) {
      const [, about, title] = reading;
      const said = saidByServer(facts, error, about, signature);
      const own = flaws.find((one) => one.about === about);
      // A presigned URL has an end of its own, which says more than when it was made.
      const flaw = signature?.expiresSec === undefined ? (said ?? own) : (own ?? said);
      return flaw ? foundOf([heard], flaw) : { title, evidence: [heard], fix: awsFixes[about] };
    }
    if (mismatch.test(words)) return mismatched(facts, heard, flaws, error, signature);
    if (unknownKey.test(words)) {
      const flaw = flaws.find(({ about }) => about === 'token');
      return flaw
        ? foundOf([heard], flaw)
        : { title: 'AWS does not know this access key', evidence: [heard], fix: awsFixes.key };
    }
    const [flaw] = flaws;
    if (!flaw || facts.outcome !== 'refused' || error.code.startsWith('AccessDenied')) return undefined;
    return {
      title: titleOf(flaw),
      evidence: [
        ...flaws.map(({ evidence }) => evidence),
        `The server refuses the signed request (${response.status}).`,
      ],
      fix: flaw.fix,
      confidence: 'likely',
    };
  },
};

/** What the server names itself: a region, headers, a time. */
function saidByServer(
  facts: Facts,
  { field, message }: ServerError,
  about: AwsPart,
  signature: AwsSignature | undefined,
): Flaw | undefined {
  if (about === 'region') {
    const wanted = /expecting '([\w-]{4,30})'/.exec(message)?.[1] ?? field('Region');
    const sent = signature?.region || /'([\w-]{1,30})'/.exec(message)?.[1];
    if (/^[\w-]{4,30}$/.test(wanted) && sent && wanted !== sent) {
      const [evidence, fix] = regionText(facts, sent, wanted);
      return { about, evidence, fix };
    }
  }
  if (about === 'headers') {
    const named = field('HeadersNotSigned')
      .split(/[,;\s]+/)
      .filter((name) => /^[\w-]{1,80}$/.test(name));
    if (named.length > 0) return { about, evidence: unsignedText(named), fix: awsFixes.headers };
    const underscored = signature?.signedHeaders.find((name) => name.includes('_'));
    if (underscored)
      return {
        about,
        evidence: `A signed header with an underscore in its name, \`${underscored.slice(0, 60)}\`, was dropped on the way: nginx does so`,
        fix: 'Use hyphens in the header’s name, or set `underscores_in_headers on;` in nginx.',
      };
  }
  if (about === 'time') {
    const signedAtMs =
      readTime(/expired: (\d{8}T\d{6}Z)/i.exec(message)?.[1] || field('RequestTime')) ?? signature?.signedAtMs;
    const serverMs = readTime(/\((\d{8}T\d{6}Z)/.exec(message)?.[1] || field('ServerTime')) ?? facts.nowMs;
    if (signedAtMs !== undefined)
      return {
        about,
        evidence: skewText(facts, signedAtMs, undefined, serverMs),
        fix: awsFixes.time,
        title: 'The request was signed by a clock that is off, or long before it was sent',
      };
  }
  return undefined;
}

function mismatched(
  facts: Facts,
  heard: string,
  flaws: readonly Flaw<AwsPart>[],
  error: ServerError,
  signature: AwsSignature | undefined,
): Found {
  const flaw = flaws.find(({ about }) => about !== 'region') ?? flaws[0];
  const { changed, evidence } = comparison(facts, error, signature);
  if (flaw) return foundOf([heard], flaw, { flaws: evidence.map((text) => ({ ...flaw, evidence: text })) });
  return {
    ...(changed && { title: 'The request that AWS got is not the one that was sent' }),
    evidence: [heard, ...evidence],
    fix: changed
      ? 'Find what changes the request after it is signed: a proxy, an HTTP library that re-encodes, adds or folds; or sign the request just as it is sent, query included.'
      : 'Check the secret key first (white space or quotes around it, `+` and `/` cut or encoded, the pair of another key id). Then compare the client’s canonical request (log level debug) with the server’s: path encoded once for S3 and twice elsewhere, query sorted; nothing may change headers, path or body after signing.',
  };
}

interface Comparison {
  /** Whether the request that the server saw is another one than was sent. */
  readonly changed: boolean;
  readonly evidence: readonly string[];
}

const same = (...evidence: readonly string[]): Comparison => ({ changed: false, evidence: evidence.filter(Boolean) });

/** How the canonical text that the server printed lies to the request. */
function comparison(facts: Facts, { message, field }: ServerError, signature: AwsSignature | undefined): Comparison {
  const { request } = facts;
  if (!signature) {
    // Signature version 2: method, MD5, type, date, resource.
    const type = field('StringToSign').split('\n')[2];
    return same(
      type
        ? `The server’s string to sign has the Content-Type ${facts.quote(type)} that the request sends: sign it too, or do not send it.`
        : '',
    );
  }
  const printed = printedCanonical(field('CanonicalRequest') || message);
  if (!printed) return same();
  const own = canonicalRequest(request, signature);
  const [theirHash, ownHash] = [printed.at(-1), own.at(-1)];
  // The hash is told in words: nobody reads one.
  own[own.length - 1] = theirHash ?? '';
  const differences = differingLines(facts, printed, own);
  if (ownHash !== '' && ownHash !== theirHash)
    differences.push(
      theirHash === 'UNSIGNED-PAYLOAD'
        ? 'The last line is UNSIGNED-PAYLOAD for the server, and the hash of the body by the request.'
        : 'The last line, the hash of the body, differs: the server got another body than the one that was sent.',
    );
  if (differences.length > 0) return { changed: true, evidence: differences };
  const [name] = signature.signedHeaders.filter((one) => one !== 'host' && !one.startsWith('x-amz-'));
  return same(
    'The canonical request that the server built is the request’s own, line by line: the client signed another text than it sent, or with another secret key.',
    name
      ? `The signature covers ${name.slice(0, 60)}: it must have been signed as ${facts.quote(printableText(facts, request.header(name) ?? ''))}.`
      : '',
    theirHash === 'UNSIGNED-PAYLOAD' ? 'The last line that is signed is UNSIGNED-PAYLOAD, not a hash.' : '',
  );
}
