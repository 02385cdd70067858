import { paramOf, parseChallenges } from '@freshkey/challenge';
import {
  type DecodedToken,
  decodeToken,
  type Exchange,
  type ProbeResults,
  type PublicKeyFacts,
} from '@freshkey/diagnose';
import type { BuiltRequest } from '../curl/build-request.ts';
import { follow } from '../http/follow.ts';
import { headerValue, headerValues, withoutHeader } from '../http/header-list.ts';
import { deadline } from '../request/deadline.ts';
import type { Attempt } from '../request/make-request.ts';
import type { ProbeLine } from '../request/request-report.ts';
import { withoutCredentials } from '../request/sent-secrets.ts';
import { Prober, plainRequest, responseOf } from './prober.ts';
import { verifySignature } from './verify-signature.ts';
import { discoveryUrls, httpUrl, toggledSlash } from './well-known.ts';

interface ProbeOptions {
  /** The origin of the page for which the preflight is tried. Default: that of the request, else a local one. */
  pageOrigin?: string;
  onProgress(text: string): void;
}

interface Probed {
  results: ProbeResults;
  lines: ProbeLine[];
  /** The attempt to explain: the first one, or the end of its redirects. */
  attempt: Attempt;
  /** The preflight as an exchange of its own; undefined when it was not answered. */
  preflight: Exchange | undefined;
}

type Writable<Shape> = { -readonly [Name in keyof Shape]: Shape[Name] };

/**
 * Asks what only more requests can tell: the same without credentials, redirects, the preflight, the other slash, the
 * issuer's documents, the server's clock. Never sends a credential to another origin, and never a method that changes
 * anything.
 */
export async function runProbes(built: BuiltRequest, first: Attempt, options: ProbeOptions): Promise<Probed> {
  const { request, route, maxTimeMs } = built;
  const prober = new Prober(route, request, maxTimeMs, options.onProgress);
  const results: Writable<ProbeResults> = {};
  const isSafe = (request.method === 'GET' || request.method === 'HEAD') && !request.body;
  if (first.walk && first.walk.redirects.length === 0) prober.noteClock(first.walk.received);

  const walked = await walkRedirects(built, first, isSafe, prober);
  if (isSafe) {
    const bare = withoutCredentials(request);
    const answer = await prober.ask('the same without credentials', bare);
    if (answer) results.withoutCredentials = responseOf(answer, bare.url);
  }
  const preflight = await askAsBrowser(built, isSafe, prober, options.pageOrigin, results);
  const slash = toggledSlash(request.url);
  if (isSafe && slash !== undefined) {
    const answer = await prober.ask(slash.endsWith('/') ? 'with a slash at the end' : 'without the slash at the end', {
      ...request,
      url: slash,
    });
    if (answer) results.slashToggled = responseOf(answer, slash);
  }
  await askIssuer(walked, prober, results);
  if (prober.clockOffsetsMs.length < 2)
    await prober.ask('the server’s clock', plainRequest('HEAD', `${new URL(request.url).origin}/`));
  if (prober.clockOffsetsMs.length > 0) results.clockOffsetsMs = prober.clockOffsetsMs;
  return { results, lines: prober.lines, attempt: walked, preflight };
}

/** Goes where a redirect leads that was not followed, with the credentials only as far as the origin. */
const walkRedirects = async (
  built: BuiltRequest,
  first: Attempt,
  isSafe: boolean,
  prober: Prober,
): Promise<Attempt> => {
  const { walk } = first;
  const isRedirect =
    walk !== undefined &&
    walk.received.status >= 300 &&
    walk.received.status < 400 &&
    headerValue(walk.received.headers, 'location') !== undefined;
  if (!isSafe || !isRedirect || built.maxRedirects > 0) return first;
  const limit = deadline(Math.min(built.maxTimeMs, 10_000));
  try {
    const end = await follow(first.request, built.route, 10, limit.signal, async (request) => {
      if (request === first.request) return walk.received;
      const answer = await prober.ask('where the redirect leads', request);
      if (answer === undefined) throw new Error('The redirect leads nowhere');
      return answer;
    });
    return { ...first, walk: end };
  } catch {
    return first;
  } finally {
    limit.clear();
  }
};

/** What a page of another origin would meet: the preflight, and an answer with or without leave to read it. */
const askAsBrowser = async (
  { request }: BuiltRequest,
  isSafe: boolean,
  prober: Prober,
  pageOrigin: string | undefined,
  results: Writable<ProbeResults>,
): Promise<Exchange | undefined> => {
  const origin = pageOrigin ?? headerValue(request.headers, 'origin') ?? 'http://localhost:3000';
  const names = request.headers.map(([name]) => name.toLowerCase()).filter((name) => !simpleHeaders.has(name));
  const preflight = plainRequest('OPTIONS', withoutCredentials(request).url, [
    ['Origin', origin],
    ['Access-Control-Request-Method', request.method],
    ['Access-Control-Request-Headers', [...new Set(names.length > 0 ? names : ['authorization'])].sort().join(',')],
  ]);
  const answer = await prober.ask('the preflight of a browser', preflight);
  const { body: _none, ...sent } = preflight;
  const exchange = answer && {
    request: sent,
    response: responseOf(answer, preflight.url),
    runtime: 'browser' as const,
    pageOrigin: origin,
  };
  if (answer) results.preflight = responseOf(answer, preflight.url);
  if (!isSafe) return exchange;
  const crossOrigin = await prober.ask('the same from a page of another origin', {
    ...request,
    headers: [...withoutHeader(request.headers, 'origin'), ['Origin', origin]],
  });
  if (crossOrigin) results.crossOrigin = responseOf(crossOrigin, request.url);
  return exchange;
};

const simpleHeaders = new Set([
  'host',
  'user-agent',
  'accept',
  'accept-language',
  'accept-encoding',
  'content-language',
  'content-length',
  'connection',
  'origin',
  'referer',
  'cookie',
]);

/** Discovery and keys of whoever issued the token, and the resource's own metadata where the server names them. */
const askIssuer = async (
  { request, walk }: Attempt,
  prober: Prober,
  results: Writable<ProbeResults>,
): Promise<void> => {
  const { challenges } = parseChallenges(headerValues(walk?.received.headers ?? [], 'www-authenticate'));
  const metadataUrl = httpUrl(
    challenges.map((challenge) => paramOf(challenge, 'resource_metadata')).find((value) => value !== undefined),
  );
  if (metadataUrl !== undefined) {
    const metadata = await prober.document('the metadata of the resource', metadataUrl);
    if (metadata) results.resourceMetadata = metadata;
  }
  const token = tokenOf(request);
  const servers = results.resourceMetadata?.authorization_servers;
  const issuer = token?.decoded.claims?.iss ?? (Array.isArray(servers) ? servers[0] : undefined);
  for (const url of typeof issuer === 'string' ? discoveryUrls(issuer) : []) {
    const discovery = await prober.document('the issuer’s discovery document', url);
    if (discovery === undefined) continue;
    results.discovery = discovery;
    break;
  }
  const jwksUrl = httpUrl(results.discovery?.jwks_uri);
  if (token === undefined || jwksUrl === undefined) return;
  const jwks = await prober.document('the issuer’s keys', jwksUrl);
  if (!Array.isArray(jwks?.keys)) return;
  const keys = jwks.keys.filter((key): key is PublicKeyFacts => typeof key === 'object' && key !== null);
  results.jwks = keys;
  const verdict = verifySignature(token.text, token.decoded.header ?? {}, jwks.keys);
  if (verdict !== undefined) results.signature = verdict;
};

const tokenOf = (request: Attempt['request']): { text: string; decoded: DecodedToken } | undefined => {
  const text = headerValue(request.headers, 'authorization')
    ?.replace(/^\S+ +/, '')
    .trim();
  if (text === undefined) return undefined;
  const decoded = decodeToken(text);
  return decoded.kind === 'jwt' ? { text, decoded } : undefined;
};
