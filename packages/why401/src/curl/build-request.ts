import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import type { CredentialSource } from '@freshkey/diagnose';
import type { HeaderList } from '../http/header-list.ts';
import type { OutgoingRequest, Route } from '../http/outgoing.ts';
import { UsageError } from '../usage-error.ts';
import { authorizationOf } from './authorization.ts';
import { type CurlBody, dataBody, formBody, urlEncoded } from './body.ts';
import { cookiesOf } from './cookies.ts';
import type { CurlCommand } from './curl-command.ts';
import { readHeaderLines } from './header-lines.ts';
import type { Variables } from './lexed.ts';
import { readNamedFile } from './read-file.ts';
import { routeOf } from './route.ts';
import { targetUrl } from './target-url.ts';

/** A request that is ready to go, and what its reader should know. */
export interface BuiltRequest {
  request: OutgoingRequest;
  route: Route;
  /** How many redirects to follow; 0 without `-L`. */
  maxRedirects: number;
  /** Milliseconds for everything. Default: 30,000. */
  maxTimeMs: number;
  /** Where each credential came from, by header name in lower case. */
  sources: Record<string, CredentialSource>;
  /** One sentence each; never a secret. */
  notes: string[];
}

interface BuildContext {
  env: Variables;
  userAgent: string;
}

const defaultMaxTimeMs = 30_000;
const defaultMaxRedirects = 50;

/**
 * Makes of a curl command the request that curl would send.
 *
 * @throws {UsageError} When the command names no URL, or a file that cannot be read.
 */
export const buildRequest = async (command: CurlCommand, { env, userAgent }: BuildContext): Promise<BuiltRequest> => {
  const [first, ...others] = command.urls;
  if (first === undefined) throw new UsageError('There is no URL in the command.');
  const notes: string[] = [];
  const sources: Record<string, CredentialSource> = {};
  if (others.length > 0) notes.push('The command names several URLs; only the first is asked.');
  const url = targetUrl(first);
  const body = await bodyOf(command, url);
  const given = await readHeaderLines(command.headerLines);
  // Chrome used to copy HTTP/2's pseudo header without its colon.
  given.headers = given.headers.filter(([name, value]) => name.toLowerCase() !== 'authority' || value !== url.host);
  if (given.withoutColon > 0) {
    notes.push(
      `${given.withoutColon === 1 ? 'One -H option has' : `${given.withoutColon} -H options have`} no colon between name and value: curl leaves such a header out.`,
    );
  }
  if (command.unsupportedAuth.length > 0) {
    notes.push(
      `The command asks for authentication by ${command.unsupportedAuth.join(', ')}, which is not carried out here; the request goes out without it.`,
    );
  }
  const authorization = await authorizationOf(command, url, env, notes);
  if (authorization) sources.authorization = authorization.source;
  for (const [name] of given.headers) sources[name.toLowerCase()] = { from: 'argument' };
  url.username = '';
  url.password = '';

  const implied: HeaderList = [['Host', url.host]];
  if (authorization) implied.push(['Authorization', authorization.value]);
  implied.push(['User-Agent', command.userAgent ?? userAgent], ['Accept', body?.accept ?? '*/*']);
  if (command.range !== undefined) implied.push(['Range', `bytes=${command.range}`]);
  if (command.compressed) implied.push(['Accept-Encoding', 'deflate, gzip, br']);
  if (command.referer !== undefined) implied.push(['Referer', command.referer]);
  const cookies = await cookiesOf(command.cookies, url);
  if (cookies !== '') implied.push(['Cookie', cookies]);
  if (body?.contentType) implied.push(['Content-Type', body.contentType]);
  const isOverridden = (name: string) =>
    given.removed.has(name.toLowerCase()) ||
    given.headers.some(([other]) => other.toLowerCase() === name.toLowerCase());
  const framing = new Set(['content-length', 'transfer-encoding']);
  const headers: HeaderList = [
    ...implied.filter(([name]) => !isOverridden(name)),
    // A length copied from elsewhere would leave the server waiting.
    ...given.headers.filter(([name]) => !framing.has(name.toLowerCase())),
  ];
  if (body) headers.push(['Content-Length', String(body.body.byteLength)]);

  return {
    request: {
      method: methodOf(command, body !== undefined),
      url: url.href,
      headers,
      ...(body && { body: body.body }),
    },
    route: await routeOf(command, url, env),
    maxRedirects: command.follow ? (command.maxRedirects ?? defaultMaxRedirects) : 0,
    maxTimeMs: command.maxTimeSec ? Math.min(command.maxTimeSec * 1000, 2 ** 31 - 1) : defaultMaxTimeMs,
    sources,
    notes,
  };
};

const methodOf = (command: CurlCommand, hasBody: boolean): string => {
  const implied = command.head ? 'HEAD' : command.uploadFile === undefined ? (hasBody ? 'POST' : 'GET') : 'PUT';
  const method = command.method ?? implied;
  if (!/^[A-Za-z]+(?:-[A-Za-z]+)*$/.test(method) || method.length > 20)
    throw new UsageError('The method after -X is none.');
  return method;
};

const bodyOf = async (command: CurlCommand, url: URL): Promise<CurlBody | undefined> => {
  for (const piece of command.urlQuery)
    addToQuery(url, piece.startsWith('+') ? piece.slice(1) : await urlEncoded(piece));
  if (command.uploadFile !== undefined) {
    if (command.uploadFile === '-' || command.uploadFile === '.')
      throw new UsageError('-T - would read the upload from standard input; name a file.');
    const content = await readNamedFile(command.uploadFile, 'The file after -T');
    if (url.pathname.endsWith('/'))
      url.pathname += encodeURIComponent(Buffer.from(basename(command.uploadFile)).toString());
    return { body: content, contentType: '' };
  }
  const data = await dataBody(command.pieces);
  if (data && (command.get || command.head)) {
    addToQuery(url, Buffer.from(data.body).toString('utf8'));
    return undefined;
  }
  return data ?? (await formBody(command.pieces, `------------------------${randomBytes(8).toString('hex')}`));
};

const addToQuery = (url: URL, query: string): void => {
  url.search = url.search.length > 1 ? `${url.search}&${query}` : `?${query}`;
};
