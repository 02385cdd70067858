import type { RequestFacts } from '../request-facts.ts';

/** A request that is signed with a secret key which does not travel, by a scheme that has no file of its own here. */
export interface SignedScheme {
  readonly name: string;
  /** When it was signed, as sent. */
  readonly time?: string;
  /** Until when it is good, as sent. */
  readonly expires?: string;
  /** The account or key id that it names. */
  readonly account?: string;
  /** Names of the headers that it covers, in lower case. */
  readonly signedHeaders?: readonly string[];
  /** What is signed, in words. */
  readonly signs: string;
}

/** Schemes of the Authorization header, in lower case, by what is signed. */
const schemes: Readonly<Record<string, readonly [name: string, signs: string]>> = {
  sharedkey: [
    'Azure Storage’s SharedKey',
    'method, eleven standard headers, the x-ms- headers in order, and `/account/path` with its parameters',
  ],
  sharedkeylite: ['Azure Storage’s SharedKeyLite', 'method, MD5, type, date, the x-ms- headers, and the resource'],
  sharedaccesssignature: ['an Azure SAS token', 'the encoded resource and the expiry (`sr` and `se`)'],
  oauth: [
    'OAuth 1.0',
    'the base string: method, URL without query, and all parameters in order, each encoded once more',
  ],
  hawk: ['Hawk', 'time, nonce, method, path with query, host, port and the body’s hash'],
  oss: ['Alibaba OSS', 'method, MD5, type, date, the x-oss- headers and `/bucket/object`'],
  oss4: ['Alibaba OSS', 'the canonical request of method, path, query, headers and hash'],
  'acs3-hmac-sha256': ['Alibaba Cloud', 'the canonical request of method, path, query, headers and body hash'],
  'tc3-hmac-sha256': [
    'Tencent Cloud',
    'the canonical request of method, path, query, headers and body hash, with the UTC date in the scope',
  ],
  'goog4-hmac-sha256': [
    'Google Cloud Storage’s V4 signature',
    'the canonical request of method, path, query, headers and body hash',
  ],
  'eg1-hmac-sha256': ['Akamai EdgeGrid', 'time, method, scheme, host, path with query, and the hash of a POST’s body'],
  'hmac-sha256': ['Azure’s HMAC-SHA256', 'method, path with query, and `date;host;contenthash`'],
  'sdk-hmac-sha256': ['Huawei Cloud', 'the canonical request of method, path, query, headers and body hash'],
  hmac: ['an HMAC scheme', 'what the API documents: usually time, method, path and body'],
  mac: ['a MAC scheme', 'what the API documents: usually time, method, path and body'],
};

/** Headers by which other APIs are told: of the signature and of its time. */
const signatureHeaders = /^(?:x-)?[\w-]{0,40}(?:signature|-sign|hmac)$/;
const timeHeaders = /^(?:x-)?[\w-]{0,40}(?:timestamp|access-time|-date|nonce-time)$/;
const webhookPath = /hook|callback/i;

const parameter = (text: string, name: string): string | undefined =>
  new RegExp(`(?:^|[,&;\\s])${name}=["']?([^"',&;\\s]{1,200})`, 'i').exec(text)?.[1];

const listOf = (text: string | undefined): readonly string[] | undefined =>
  text === undefined
    ? undefined
    : text
        .toLowerCase()
        .split(/[;, ]+/)
        .filter(Boolean);

const kept = (parts: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined && value !== ''));

/** Reads a signed request; undefined if it is none, or one of AWS or of HTTP message signatures. */
export function readSignedScheme(request: RequestFacts): SignedScheme | undefined {
  const { headers, location } = request;
  const authorization = headers.first('authorization')?.trim() ?? '';
  const word = /^[\w-]{2,30}(?=\s)/.exec(authorization)?.[0].toLowerCase() ?? '';
  const rest = authorization.slice(word.length);
  const known = schemes[word];
  const isOAuth = word !== 'oauth' || /oauth_signature/i.test(rest);
  if (known && isOAuth && !(word === 'hmac' && /headers=/i.test(rest)))
    return {
      name: known[0],
      signs: known[1],
      ...kept({
        time:
          parameter(rest, 'oauth_timestamp') ??
          parameter(rest, 'ts') ??
          parameter(rest, 'timestamp') ??
          headers.first('x-ms-date') ??
          headers.first('x-oss-date') ??
          headers.first('x-acs-date') ??
          headers.first('x-tc-timestamp') ??
          headers.first('x-sdk-date') ??
          headers.first('date'),
        expires: word === 'sharedaccesssignature' ? parameter(rest, 'se') : undefined,
        account: /^sharedkey|^oss$/.test(word) ? /^\s*([^:\s]{1,80}):/.exec(rest)?.[1] : undefined,
        signedHeaders: listOf(parameter(rest, 'SignedHeaders')),
      }),
    };
  return ofQuery(location?.searchParams) ?? (authorization === '' ? ofHeaders(request) : undefined);
}

function ofQuery(query: URLSearchParams | undefined): SignedScheme | undefined {
  if (!query) return undefined;
  const of = (name: string) => query.get(name) ?? undefined;
  if (query.has('sig') && query.has('sv'))
    return {
      name: 'an Azure SAS',
      signs: 'permissions, times, resource and version, as they stand in the query',
      ...kept({ time: of('st'), expires: of('se') }),
    };
  if (query.has('Signature') && query.has('Key-Pair-Id'))
    return {
      name: 'a CloudFront signed URL',
      signs: 'the policy, or URL and expiry, with the key of the Key-Pair-Id',
      ...kept({ expires: of('Expires') }),
    };
  if (query.has('X-Goog-Signature'))
    return {
      name: 'Google Cloud Storage’s V4 signature',
      signs: 'the canonical request, of which X-Goog-SignedHeaders names the headers',
      ...kept({ time: of('X-Goog-Date'), signedHeaders: listOf(of('X-Goog-SignedHeaders')) }),
    };
  if (query.has('oauth_signature'))
    return { name: 'OAuth 1.0', signs: schemes.oauth?.[1] ?? '', ...kept({ time: of('oauth_timestamp') }) };
  const signature = of('signature') ?? of('sign') ?? of('hmac') ?? of('sig');
  const time = of('timestamp') ?? of('ts') ?? of('nonce');
  return signature !== undefined && signature.length >= 16 && (time !== undefined || query.has('signature'))
    ? {
        name: 'an HMAC in the query',
        signs:
          'the query as it is sent, without the signature and in the same order and encoding (with some APIs and the body after it)',
        ...kept({ time }),
      }
    : undefined;
}

function ofHeaders({ headers, location }: RequestFacts): SignedScheme | undefined {
  const names = [...headers.names()];
  const name = names.find((one) => signatureHeaders.test(one) && one !== 'signature');
  if (name === undefined || webhookPath.test(location?.pathname ?? '')) return undefined;
  const timeName = names.find((one) => timeHeaders.test(one)) ?? (headers.has('date') ? 'date' : undefined);
  return {
    name: `an HMAC in ${name.slice(0, 60)}`,
    signs:
      'what the API documents: usually time, method, path with query, and the body as it is sent, joined without separators or with line ends',
    ...kept({
      time: timeName && headers.first(timeName),
      signedHeaders: listOf(
        names
          .filter((one) => /signed-?headers$|signature-headers$/.test(one))
          .map((one) => headers.first(one))
          .at(0),
      ),
    }),
  };
}
