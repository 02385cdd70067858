import type { RequestFacts } from '../request-facts.ts';
import { readTime } from './request-time.ts';
import { hexOf, sha256 } from './sha256.ts';

/** A request's AWS Signature 4 (or 4A), taken apart. */
export interface AwsSignature {
  readonly place: 'header' | 'query';
  /** `AWS4-HMAC-SHA256`, or `AWS4-ECDSA-P256-SHA256` of Signature 4A, whose scope names no region. */
  readonly algorithm: string;
  /** Parts of the credential scope; empty where they are missing. */
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
  /** In lower case. */
  readonly signedHeaders: readonly string[];
  /** Names of what the signature must have and has not. */
  readonly missing: readonly string[];
  /** `20260601T120000Z`; empty if the request does not say. */
  readonly time: string;
  readonly signedAtMs: number | undefined;
  /** How long a presigned URL lives, in seconds; undefined for a header. */
  readonly expiresSec: number | undefined;
  readonly sessionToken: boolean;
}

const algorithms = /^AWS4-(?:HMAC|ECDSA-P256)-SHA256$/i;

/** Reads the signature from the header, else from the query; undefined if there is none. */
export function readAwsSignature({ headers, location }: RequestFacts): AwsSignature | undefined {
  const header = headers.first('authorization')?.trim() ?? '';
  const query = location?.searchParams;
  const inHeader = /^AWS4-[\w-]{4,20}(?=\s)/i.exec(header)?.[0];
  const inQuery = query?.get('X-Amz-Algorithm') ?? undefined;
  const algorithm = inHeader ?? inQuery;
  if (algorithm === undefined || !algorithms.test(algorithm)) return undefined;
  const part = (name: string): string =>
    inHeader === undefined
      ? (query?.get(`X-Amz-${name}`) ?? '')
      : (new RegExp(`[\\s,]${name}=([^,\\s]{1,2000})`, 'i').exec(header)?.[1] ?? '');
  const scope = part('Credential').split('/');
  const isAsymmetric = /ecdsa/i.test(algorithm);
  const [date = '', region = '', service = '', terminator = ''] = isAsymmetric
    ? [scope.at(-3), '', scope.at(-2), scope.at(-1)]
    : scope.slice(-4);
  const time = (inHeader === undefined ? query?.get('X-Amz-Date') : headers.first('x-amz-date')) ?? '';
  const expires = inHeader === undefined ? query?.get('X-Amz-Expires') : undefined;
  return {
    place: inHeader === undefined ? 'query' : 'header',
    algorithm,
    accessKeyId: scope[0] ?? '',
    date,
    region,
    service,
    terminator,
    signedHeaders: part('SignedHeaders').toLowerCase().split(';').filter(Boolean),
    missing: ['Credential', 'SignedHeaders', 'Signature'].filter((name) => part(name) === ''),
    time,
    signedAtMs: readTime(time || headers.first('date')),
    expiresSec: expires && /^\d{1,7}$/.test(expires) ? Number(expires) : undefined,
    sessionToken: headers.has('x-amz-security-token') || query?.has('X-Amz-Security-Token') === true,
  };
}

/** Services whose host names no region because they have one for all. */
const globalServices =
  /^(?:iam|sts|cloudfront|route53|organizations|importexport|budgets|ce|shield|waf|globalaccelerator)$/;

/** The region that an AWS host names, `us-east-1` for those that name none; undefined if the host is none of AWS's or not plain. */
export function regionOfHost(host: string): string | undefined {
  const labels = /^(.+)\.(?:amazonaws\.com(?:\.cn)?|on\.aws|api\.aws)$/.exec(host)?.[1]?.split('.');
  if (!labels) return undefined;
  const named = labels
    .join('.')
    .match(
      /(?:^|[.-])((?:us|eu|ap|sa|ca|me|af|il|cn|mx)(?:-gov|-iso[a-z]?)?-(?:north|south|east|west|central)(?:east|west)?-\d)(?=$|\.)/,
    );
  if (named) return named[1];
  const service = labels.at(-1) ?? '';
  return globalServices.test(service) ? 'us-east-1' : undefined;
}

/** As AWS encodes: all but letters, digits and `-._~`. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The value of a header as it is signed: without outer and repeated spaces, duplicates joined. */
function headerValue(request: RequestFacts, name: string): string {
  const values = request.headers.all(name);
  if (values.length === 0 && name === 'host') return request.location?.host ?? '';
  return values.map((value) => value.trim().replace(/\s+/g, ' ')).join(',');
}

/** The SHA-256 of the body in hexadecimal; undefined where the whole of it is not known. */
export function bodyHash(request: RequestFacts): string | undefined {
  const length = request.header('content-length');
  if (request.headers.has('content-encoding') || request.headers.has('transfer-encoding')) return undefined;
  if (length !== undefined && Number(length) !== new TextEncoder().encode(request.body).length) return undefined;
  if (request.body === '' && length === undefined && !/^(?:GET|HEAD|DELETE|OPTIONS)$/.test(request.method))
    return undefined;
  return hexOf(sha256(request.body));
}

/**
 * The canonical request (AWS: create a signed API request) of what was sent, a line an entry; the last is empty where
 * the body's hash is not known.
 */
export function canonicalRequest(request: RequestFacts, { place, service, signedHeaders }: AwsSignature): string[] {
  const path = (request.location?.pathname ?? '/')
    .split('/')
    .map((segment) => (service === 's3' ? encoded(decoded(segment)) : encoded(encoded(decoded(segment)))))
    .join('/');
  const query = [...(request.location?.search ?? '').slice(1).split('&')]
    .filter((pair) => pair !== '' && !/^X-Amz-Signature=/i.test(pair))
    .map((pair) => {
      const at = pair.indexOf('=');
      const [name, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
      return `${encoded(decoded(name))}=${encoded(decoded(value))}`;
    })
    .sort()
    .join('&');
  const payload =
    request.header('x-amz-content-sha256') ??
    (place === 'query' && service === 's3' ? 'UNSIGNED-PAYLOAD' : (bodyHash(request) ?? ''));
  return [
    request.method,
    path,
    query,
    ...signedHeaders.map((name) => `${name}:${headerValue(request, name)}`),
    '',
    signedHeaders.join(';'),
    payload,
  ];
}

/** The canonical request that a server prints in its refusal, a line an entry; undefined if it prints none. */
export function printedCanonical(text: string): string[] | undefined {
  const quoted = /Canonical String for this request should have been\s{1,4}'([^']{1,16000})'/.exec(text)?.[1] ?? text;
  const lines = quoted.replaceAll('\r\n', '\n').split('\n');
  // Where line ends were folded into spaces there is nothing to compare.
  return lines.length >= 6 && /^[A-Z]{3,10}$/.test(lines[0] ?? '') ? lines : undefined;
}
