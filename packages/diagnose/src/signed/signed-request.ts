import type { Row } from '../catalogue.ts';
import type { Facts } from '../facts.ts';
import type { Rule } from '../rule.ts';
import { covered } from './covered.ts';
import { differingLines, markedDifference } from './differences.ts';
import { isClientError } from './flaw.ts';
import { clockFix, isOutside, readTime, skewText } from './request-time.ts';
import { openingOf, serverErrorOf, unescaped } from './server-error.ts';
import { readSignedScheme, type SignedScheme } from './signed-scheme.ts';

const covers: readonly Row[] = [...covered, 'C24', 'D03'];
const timeWords =
  /time.{0,5}skew|timestamp|recvwindow|request time|clock|signature (?:has )?expired|\bexpired\b|not valid in the specified time frame|date header|x-date|requesttime|stale/;
const signatureWords = /signature|\bsign\b|error sign|invalid sign|hmac|\bmac\b|string to sign|base string|signing/;

/** What some APIs say in the body of a success: `{"error":["EAPI:Invalid signature"]}`, `{"Response":{"Error":{"Code":"AuthFailure.SignatureFailure"}}}`. */
const refusedInBody =
  /signature.{0,40}(?:invalid|fail|incorrect|not match|mismatch|wrong|expired|check your)|check your signature|(?:invalid|wrong|error|bad|incorrect).{0,10}sign(?:ature)?\b|timestamp.{0,40}(?:invalid|expired|recvwindow|outside)/;

function signedRequest(facts: Facts): SignedScheme | undefined {
  const { status } = facts;
  const isRefused =
    isClientError(facts) ||
    (status >= 200 && status < 300 && facts.response?.json !== undefined && facts.says(refusedInBody));
  return isRefused ? readSignedScheme(facts.request) : undefined;
}

const saidBy = (facts: Facts): string => {
  const { code, message } = facts.response ? serverErrorOf(facts.response) : { code: '', message: '' };
  const text = openingOf(message || code);
  return text
    ? `The server says ${facts.quote(code && !text.includes(code) ? `${code}: ${text}` : text)}.`
    : `The server refuses the signed request (${facts.status}).`;
};

export const signedRequestTime: Rule = {
  id: 'signed-request-time',
  row: 'K02',
  title: 'The time of the signed request is further from the server’s clock than it allows',
  confidence: 'proof',
  reference: 'Documentation of the API: request signing',
  outcomes: ['refused', 'other'],
  covers: [...covers, 'K08'],
  find(facts) {
    const scheme = signedRequest(facts);
    if (!scheme) return undefined;
    const { time, expires, name } = scheme;
    const speaks = facts.says(timeWords);
    const expiresAtMs = readTime(expires);
    const signedAtMs = readTime(time);
    const hasEnded = expiresAtMs !== undefined && facts.nowMs !== undefined && expiresAtMs < facts.nowMs;
    const isOff = expires === undefined && isOutside(facts, signedAtMs, 600_000);
    if (!speaks && !((hasEnded || isOff) && facts.outcome === 'refused')) return undefined;
    if (
      speaks &&
      facts.says(/signature (?:for this request is not|did not match|does not match)|invalid signature/) &&
      !hasEnded &&
      !isOff
    )
      return undefined;
    const evidence = [saidBy(facts)];
    const digits = time?.trim() ?? '';
    const isSeconds = /^\d{9,10}$/.test(digits) && speaks && !isOff && name.endsWith('query');
    if (hasEnded) evidence.push(skewText(facts, expiresAtMs, 'Its expiry'));
    else if (signedAtMs !== undefined && !isSeconds) evidence.push(skewText(facts, signedAtMs));
    if (isSeconds) evidence.push('The timestamp has ten digits: it is in seconds.');
    else if (signedAtMs === undefined && digits !== '')
      evidence.push(`Its time is ${facts.quote(digits.slice(0, 40))}, which is none.`);
    if (evidence.length < 2 && !speaks) return undefined;
    return {
      title: hasEnded
        ? `The time of ${name} has run out`
        : isSeconds
          ? 'The timestamp is in seconds, and the API counts in milliseconds'
          : 'The time of the signed request is further from the server’s clock than it allows',
      evidence,
      fix: hasEnded
        ? 'Make a new one, with an end that lies later, and in UTC (`se=…Z`).'
        : isSeconds
          ? 'Send milliseconds (`Date.now()`, not divided by 1,000), and sign with that.'
          : `${clockFix}, or take the server’s time from its Date header; sign right before sending, in UTC and in the unit that the API documents (seconds or milliseconds).`,
      confidence: speaks ? 'proof' : 'likely',
    };
  },
};

export const signedRequestRefused: Rule = {
  id: 'signed-request-refused',
  row: 'K08',
  title: 'The server computes another signature: other bytes, or another secret key',
  confidence: 'proof',
  reference: 'Documentation of the API: request signing; RFC 5849 §3.4 (OAuth 1.0)',
  outcomes: ['refused', 'other'],
  covers,
  find(facts) {
    const scheme = signedRequest(facts);
    if (!scheme || !facts.says(signatureWords)) return undefined;
    const flaw = accountFlaw(facts, scheme) ?? coveredFlaw(facts, scheme);
    const differences = [...azureDifferences(facts, scheme), ...baseStringDifferences(facts, scheme)];
    const evidence = [saidBy(facts), `The request is signed by ${scheme.name}.`];
    if (flaw) evidence.push(flaw.evidence);
    if (differences.length > 0)
      evidence.push('The text that the server signed is not that of the request as it was sent.', ...differences);
    return {
      ...(flaw && { title: flaw.title }),
      evidence,
      fix: `${flaw ? `${flaw.fix} ` : ''}Compare the text that is signed with the server’s, byte for byte: signed is ${scheme.signs}. The client must sign what it then sends (encoding, order, a Content-Type that the HTTP library adds). If the texts agree, the secret is another one: check it for white space and quotes, whether it is to be decoded from base64 first, and that it belongs to this key id${scheme.name === 'OAuth 1.0' ? ' (consumer secret and token secret joined by `&`, also where there is no token yet)' : ''}.`,
    };
  },
};

interface SchemeFlaw {
  readonly title: string;
  readonly evidence: string;
  readonly fix: string;
}

/** Azure's account in the header against the one that the host names. */
function accountFlaw(facts: Facts, { account }: SignedScheme): SchemeFlaw | undefined {
  const host = /^([a-z0-9]{3,24}?)(?:-secondary)?\.(?:blob|file|queue|table|dfs)\.core\./.exec(facts.request.host)?.[1];
  if (account === undefined || host === undefined || host === account) return undefined;
  return {
    title: 'The request is signed for another account than the one whose host is called',
    evidence:
      markedDifference(facts, ['signed for', account], ['host', host])?.replace(/^/, 'The accounts differ:\n') ??
      'The accounts differ.',
    fix: 'Use the account’s name (not its display name) with its own key: `AZURE_STORAGE_ACCOUNT` and `AZURE_STORAGE_KEY`.',
  };
}

function coveredFlaw({ request }: Facts, { signedHeaders = [] }: SignedScheme): SchemeFlaw | undefined {
  const absent = signedHeaders.find(
    (name) => /^[\w-]{1,60}$/.test(name) && !/^(?:host|date|content-length)$/.test(name) && !request.headers.has(name),
  );
  return absent === undefined
    ? undefined
    : {
        title: `The signature covers a header that the request does not have: ${absent}`,
        evidence: `Its signed headers name \`${absent}\`; the request has no such header.`,
        fix: 'Send every header that is signed, with the value that was signed (HTTP libraries set User-Agent, Host and Date themselves).',
      };
}

const azureHeaders = [
  'content-encoding',
  'content-language',
  'content-length',
  'content-md5',
  'content-type',
  'date',
  'if-modified-since',
  'if-match',
  'if-none-match',
  'if-unmodified-since',
  'range',
];

/** The string to sign that Azure prints against the request's (Authorize with Shared Key). */
function azureDifferences(facts: Facts, { account }: SignedScheme): string[] {
  const { request, response } = facts;
  const printed = /string to sign(?: used was)?:? '([^']{3,8000})'/.exec(
    unescaped(response?.body.slice(0, 16_384) ?? ''),
  )?.[1];
  const theirs = printed?.replaceAll('\\n', '\n').split('\n') ?? [];
  if (account === undefined || theirs.length < 14) return [];
  const own = [request.method, ...azureHeaders.map((name) => request.header(name) ?? '')];
  if (own[3] === '0') own[3] = '';
  if (request.headers.has('x-ms-date')) own[6] = '';
  own.push(
    ...[...request.headers.names()]
      .filter((name) => name.startsWith('x-ms-'))
      .sort()
      .map((name) => `${name}:${request.header(name)?.trim()}`),
  );
  own.push(`/${account}${request.location?.pathname ?? '/'}`);
  for (const [name, value] of [...(request.location?.searchParams ?? [])].sort(([one], [other]) =>
    one < other ? -1 : 1,
  ))
    own.push(`${name.toLowerCase()}:${value}`);
  const differences = differingLines(facts, theirs, own);
  // Line ends tell nobody that this one is the type, which HTTP libraries add of their own accord.
  return theirs[5] === own[5] ? differences : ['Line 6 is the Content-Type.', ...differences];
}

const plain = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** The base string of OAuth 1.0 that some servers print (RFC 5849 §3.4.1) against the request's. */
function baseStringDifferences(facts: Facts, { name }: SignedScheme): string[] {
  if (name !== 'OAuth 1.0') return [];
  const { request, response } = facts;
  const printed = /\b(?:GET|POST|PUT|DELETE|PATCH|HEAD)&https?%3A%2F%2F[\w%.~-]{3,1000}&[\w%.~-]{0,6000}/i.exec(
    response?.body.slice(0, 16_384) ?? '',
  )?.[0];
  if (printed === undefined) return [];
  const [method = '', url = '', parameters = ''] = printed.split('&');
  const sent = [...(request.header('authorization') ?? '').matchAll(/(oauth_\w{1,30})="([^"]{0,2000})"/g)]
    .filter(([, key]) => key !== 'oauth_signature')
    .map(([, key = '', value = '']) => [key, plain(value)] as const);
  const all = [
    ...sent,
    ...(request.location?.searchParams ?? []),
    ...(/x-www-form-urlencoded/i.test(request.header('content-type') ?? '') ? (request.form ?? []) : []),
  ];
  const own = all.map(([key, value]) => `${key}=${value}`).sort();
  return differingLines(
    facts,
    [method, plain(url), ...plain(parameters).split('&').map(plain)],
    [request.method, request.location ? `${request.origin}${request.location.pathname}` : '', ...own],
  );
}
