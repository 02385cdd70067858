import type { Facts } from '../facts.ts';
import type { Found, Rule } from '../rule.ts';
import { type AwsFlaw, awsFlaws, regionText, unsignedText } from './aws-flaws.ts';
import { type AwsSignature, canonicalRequest, printedCanonical, readAwsSignature } from './aws-signature.ts';
import { differingLines, printableText } from './differences.ts';
import { clockFix, readTime, skewText } from './request-time.ts';
import { openingOf, type ServerError, serverErrorOf } from './server-error.ts';

/** What the server's words mean: a pattern over code and message in lower case, the flaw that explains it, and what to say of it otherwise. */
interface Reading {
  readonly says: RegExp;
  readonly about?: AwsFlaw['about'];
  readonly title: string;
  readonly fix: string;
}

const wrongSignature: Reading = {
  says: /signaturedoesnotmatch|signature we calculated does not match|invalidsignature|does not match the signature/,
  title: 'The signature is not the one that AWS computes',
  fix: 'Check the secret key first (white space or quotes around it, `+` and `/` cut or encoded, the pair of another key id). Then compare the client’s canonical request (log level debug) with the server’s: path encoded once for S3 and twice elsewhere, query sorted, header names in lower case; and let nothing change headers, path or body after signing.',
};
const readings: readonly Reading[] = [
  {
    says: /expiredtoken|token included in the request is expired|provided token has expired|tokenrefreshrequired/,
    title: 'The temporary AWS credentials have expired',
    fix: 'Get new ones (`aws sso login`, assume the role again), and let the SDK do it: do not copy them into variables.',
  },
  {
    says: /requesttimetooskewed|signature (?:not yet current|expired)|request time and the (?:current|server's) time|requestexpired|request has expired/,
    about: 'time',
    title: 'The request was signed by a clock that is off, or too long before it was sent',
    fix: `${clockFix}, sign right before sending, and give the client \`correctClockSkew\` or the like. AWS allows 15 minutes, some services 5.`,
  },
  {
    says: /headers present in the request which were not signed|must be (?:a )?signed|not signed/,
    about: 'headers',
    title: 'A header is sent that the signature does not cover',
    fix: 'Set every `x-amz-` header before signing, so that SignedHeaders names it.',
  },
  {
    says: /region '?[\w-]+'? is wrong|scoped to a valid region|incorrectendpoint|illegallocationconstraint|permanentredirect/,
    about: 'region',
    title: 'The request is signed for another region',
    fix: 'Set the region of the client to that of the service or bucket.',
  },
  {
    says: /scoped to correct service|service.{0,20}in (?:the )?credential/,
    title: 'The request is signed for another service',
    fix: 'Sign with the service’s own signing name (`execute-api` for API Gateway, `s3`, `es`, `lambda` for function URLs).',
  },
  {
    says: /date in credential scope|credential.{0,40}date/,
    about: 'scope',
    title: 'The date of the credential scope is not that of the request',
    fix: 'Take both from one clock reading in UTC when signing.',
  },
  {
    says: /xamzcontentsha256mismatch|contentsha256|provided 'x-amz-content-sha256'|missing required header for this request: x-amz-content-sha256/,
    about: 'body',
    title: 'The body is not the one that was signed',
    fix: 'Sign the very bytes that are sent: serialize once, sign that text, send that text; nothing may re-encode it on the way.',
  },
  {
    says: /incompletesignature|not a valid key=value pair|authorization header requires|authorizationheadermalformed|authorizationqueryparameters|query-string authentication version 4 requires/,
    about: 'incomplete',
    title: 'The AWS signature is malformed or incomplete',
    fix: 'Let an SDK sign (aws4fetch, `@smithy/signature-v4`, `curl --aws-sigv4 "aws:amz:$AWS_REGION:<service>"`).',
  },
  {
    says: /only one auth mechanism allowed/,
    title: 'The presigned URL was called with an Authorization header as well',
    fix: 'Send the URL alone: use a client without default Authorization for it.',
  },
  wrongSignature,
  {
    says: /invalidclienttokenid|invalidaccesskeyid|unrecognizedclient|security token included in the request is invalid|authfailure|access key id you provided does not exist|invalid_?accesskey/,
    about: 'token',
    title: 'AWS does not know this access key',
    fix: 'Look whether the key exists, is active, and is of this partition and account (`aws sts get-caller-identity`).',
  },
];

const isAwsVersion2 = ({ request }: Facts): boolean =>
  /^AWS [\w/+-]{10,}:/.test(request.header('authorization') ?? '') ||
  (request.location?.searchParams.has('AWSAccessKeyId') === true && request.location.searchParams.has('Signature'));

/** The region that the server wants, by its own words or its host; undefined if neither says. */
function wantedRegion({ field, message }: ServerError): string | undefined {
  const said = /expecting '([\w-]{4,30})'/.exec(message)?.[1] ?? field('Region');
  return /^[\w-]{4,30}$/.test(said) ? said : undefined;
}

/** Title, evidence and fix for a region, a header or a time that the server names itself. */
function saidByServer(
  facts: Facts,
  error: ServerError,
  about: Reading['about'],
  signature: AwsSignature | undefined,
): Partial<AwsFlaw> {
  if (about === 'region') {
    const wanted = wantedRegion(error);
    const sent = signature?.region || /'([\w-]{1,30})'/.exec(error.message)?.[1];
    if (wanted && sent && wanted !== sent) {
      const [title, evidence, fix] = regionText(facts, sent, wanted);
      return { title, evidence, fix };
    }
  }
  if (about === 'headers') {
    const named = error
      .field('HeadersNotSigned')
      .split(/[,;\s]+/)
      .filter((name) => /^[\w-]{1,80}$/.test(name));
    if (named.length > 0) {
      const [title, evidence, fix] = unsignedText(named);
      return { title, evidence, fix };
    }
    const underscored = signature?.signedHeaders.find((name) => name.includes('_'));
    if (underscored)
      return {
        title: 'A signed header with an underscore in its name was dropped on the way',
        evidence: `SignedHeaders names \`${underscored.slice(0, 60)}\`; nginx drops names with underscores unless it is told not to.`,
        fix: 'Use hyphens in the header’s name, or set `underscores_in_headers on; ignore_invalid_headers off;` in nginx.',
      };
  }
  if (about === 'time') {
    const signedAtMs =
      readTime(/expired: (\d{8}T\d{6}Z)/i.exec(error.message)?.[1] || error.field('RequestTime')) ??
      signature?.signedAtMs;
    const serverMs = readTime(/\((\d{8}T\d{6}Z)/.exec(error.message)?.[1] || error.field('ServerTime')) ?? facts.nowMs;
    if (signedAtMs !== undefined) return { evidence: skewText(facts, signedAtMs, serverMs) };
  }
  return {};
}

/** How the canonical text that the server printed lies to the request. */
function comparison(facts: Facts, { message, field }: ServerError, signature: AwsSignature | undefined): string[] {
  const { request } = facts;
  const toSign = field('StringToSign').split('\n');
  if (!signature) {
    // Signature version 2: method, MD5, type, date, resource.
    const type = toSign[2];
    return type
      ? [
          `The server’s string to sign has the Content-Type ${facts.quote(type)}, which the request sends: it must be signed too, or not be sent.`,
        ]
      : [];
  }
  const printed = printedCanonical(field('CanonicalRequest') || message);
  if (!printed) return [];
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
  if (differences.length > 0)
    return ['The canonical request that the server built is not that of the request as it was sent.', ...differences];
  const covered = signature.signedHeaders
    .filter((name) => name !== 'host' && !name.startsWith('x-amz-'))
    .map((name) => `${name}: ${printableText(facts, request.header(name) ?? '')}`);
  return [
    'The canonical request that the server built is the request’s own, line by line: nothing changed on the way, so the client signed another text than it sent, or with another secret key.',
    ...(covered.length > 0
      ? [`The signature covers ${covered.slice(0, 3).join(', ')}: it must have been signed with just that value.`]
      : []),
    ...(signature.place === 'query' && printed.at(-1) === 'UNSIGNED-PAYLOAD'
      ? ['For a presigned URL the last line that is signed is UNSIGNED-PAYLOAD, not a hash.']
      : []),
  ];
}

export const awsRefusal: Rule = {
  id: 'aws-credential-refused',
  row: 'J10',
  title: 'AWS names the reason',
  confidence: 'proof',
  reference: 'AWS: troubleshoot Signature Version 4 signed requests; Amazon S3: error responses',
  outcomes: ['refused', 'other'],
  covers: ['A01', 'A02', 'A11', 'A13', 'C20', 'C23', 'D12', 'D14', 'D17', 'E02', 'G11', 'C05', 'D01', 'D03'],
  find(facts) {
    const { response, vendor } = facts;
    if (!response || response.status < 400 || response.status >= 500) return undefined;
    const signature = readAwsSignature(facts.request);
    const speaksAws = signature !== undefined || isAwsVersion2(facts);
    if (!speaksAws && vendor !== 'aws' && vendor !== 'aws-api-gateway') return undefined;
    const error = serverErrorOf(response);
    const words = `${error.code} ${error.message.slice(0, 2_000)}`.toLowerCase();
    const reading = readings.find(({ says }) => says.test(words));
    const flaws = signature ? awsFlaws(facts, signature) : [];
    if (reading) return explained(facts, reading, flaws, error, signature);
    const [flaw] = flaws;
    if (!flaw || facts.outcome !== 'refused' || error.code === 'AccessDenied' || error.code === 'AccessDeniedException')
      return undefined;
    return {
      title: flaw.title,
      evidence: [
        ...flaws.map(({ evidence }) => evidence),
        `The server refuses the signed request (${response.status}).`,
      ],
      fix: flaw.fix || readings[1]?.fix || '',
      confidence: 'likely',
    };
  },
};

function explained(
  facts: Facts,
  reading: Reading,
  flaws: readonly AwsFlaw[],
  error: ServerError,
  signature: AwsSignature | undefined,
): Found {
  const isMismatch = reading === wrongSignature;
  const flaw = flaws.find(({ about }) =>
    isMismatch ? about !== 'region' || flaws.length === 1 : about === reading.about,
  );
  const said = saidByServer(facts, error, reading.about, signature);
  const sentence = openingOf(error.message || error.code);
  return {
    title: said.title ?? flaw?.title ?? reading.title,
    evidence: [
      `The server says ${facts.quote(error.code && !error.message.includes(error.code) ? `${error.code}: ${sentence}` : sentence)}.`,
      ...[said.evidence ?? flaw?.evidence].filter((text) => text !== undefined),
      ...(isMismatch ? comparison(facts, error, signature) : []),
    ],
    fix: said.fix ?? (flaw?.fix || reading.fix),
  };
}
