import type { CredentialSource } from '@freshkey/diagnose';
import { fileNameOf, percentEncoded, readUtf8 } from '../bytes.ts';
import type { HeaderList } from '../http/header-list.ts';
import type { OutgoingRequest } from '../http/outgoing.ts';
import { UsageError } from '../usage-error.ts';
import { authorizationOf } from './authorization.ts';
import { type CurlBody, dataBody, formBody, urlEncoded } from './body.ts';
import { cookiesOf } from './cookies.ts';
import type { CurlCommand } from './curl-command.ts';
import type { Files, ReadFile } from './files.ts';
import { readHeaderLines } from './header-lines.ts';
import { targetUrl } from './target-url.ts';

/** The request of a command, and what its reader should know. */
export interface CommandRequest {
  request: OutgoingRequest;
  /** Where each credential came from, by header name in lower case. */
  sources: Record<string, CredentialSource>;
  /** One sentence each; never a secret. */
  notes: string[];
}

/** Where a command's request is made. */
export interface RequestContext extends Files {
  /** The `User-Agent`, where the command names none. */
  userAgent: string;
}

/**
 * Makes of a curl command the request that curl would send. Without Node: files are read by whoever asks.
 *
 * @throws {UsageError} When the command names no URL, or a file that cannot be read.
 */
export async function requestOf(command: CurlCommand, context: RequestContext): Promise<CommandRequest> {
  const [first, ...others] = command.urls;
  if (first === undefined) throw new UsageError('There is no URL in the command.');
  const notes: string[] = [];
  const sources: Record<string, CredentialSource> = {};
  if (others.length > 0) notes.push('The command names several URLs; only the first is asked.');
  const url = targetUrl(first);
  const body = await bodyOf(command, url, context.readFile);
  const given = await readHeaderLines(command.headerLines, context.readFile);
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
  const authorization = await authorizationOf(command, url, context, notes);
  if (authorization) sources.authorization = authorization.source;
  for (const [name] of given.headers) sources[name.toLowerCase()] = { from: 'argument' };
  url.username = '';
  url.password = '';

  const implied: HeaderList = [['Host', url.host]];
  if (authorization) implied.push(['Authorization', authorization.value]);
  implied.push(['User-Agent', command.userAgent ?? context.userAgent], ['Accept', body?.accept ?? '*/*']);
  if (command.range !== undefined) implied.push(['Range', `bytes=${command.range}`]);
  if (command.compressed) implied.push(['Accept-Encoding', 'deflate, gzip, br']);
  if (command.referer !== undefined) implied.push(['Referer', command.referer]);
  const cookies = await cookiesOf(command.cookies, url, context.readFile);
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
    sources,
    notes,
  };
}

const methodOf = (command: CurlCommand, hasBody: boolean): string => {
  const implied = command.head ? 'HEAD' : command.uploadFile === undefined ? (hasBody ? 'POST' : 'GET') : 'PUT';
  const method = command.method ?? implied;
  if (!/^[A-Za-z]+(?:-[A-Za-z]+)*$/.test(method) || method.length > 20)
    throw new UsageError('The method after -X is none.');
  return method;
};

const bodyOf = async (command: CurlCommand, url: URL, readFile: ReadFile): Promise<CurlBody | undefined> => {
  for (const piece of command.urlQuery)
    addToQuery(url, piece.startsWith('+') ? piece.slice(1) : await urlEncoded(piece, readFile));
  if (command.uploadFile !== undefined) {
    if (command.uploadFile === '-' || command.uploadFile === '.')
      throw new UsageError('-T - would read the upload from standard input; name a file.');
    const content = await readFile(command.uploadFile, 'The file after -T');
    if (url.pathname.endsWith('/')) url.pathname += percentEncoded(fileNameOf(command.uploadFile));
    return { body: content, contentType: '' };
  }
  const data = await dataBody(command.pieces, readFile);
  if (data && (command.get || command.head)) {
    addToQuery(url, readUtf8(data.body));
    return undefined;
  }
  return data ?? (await formBody(command.pieces, `------------------------${randomHex()}`, readFile));
};

const addToQuery = (url: URL, query: string): void => {
  url.search = url.search.length > 1 ? `${url.search}&${query}` : `?${query}`;
};

const randomHex = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, '0')).join('');
