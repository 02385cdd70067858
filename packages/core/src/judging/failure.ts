import { isFreshkeyError } from '../errors.ts';
import { printableUrl } from './origins.ts';

/**
 * `permanent`: the refresh token is refused, the session ends. `transient`: it may work the next time. `unknown`: nobody
 * can tell; the session is kept as for `transient`.
 */
export type FailureKind = 'permanent' | 'transient' | 'unknown';

export interface Failure {
  readonly kind: FailureKind;
  /** In words, for `endedBecause` and messages; never a secret. */
  readonly because: string;
  /** The server's `Retry-After`, in milliseconds. */
  readonly retryAfterMs?: number;
  /** What the token endpoint answered, as far as a diagnosis may see it: its URL and its OAuth error. */
  readonly answer?: { readonly url: string; readonly status: number; readonly body: string };
  /** The server certainly did nothing: the refresh token is unspent and may be sent again at once. */
  readonly untouched: boolean;
}

/** RFC 6749 §5.2, OpenID Connect Core §3.1.2.6 and GitHub: about this grant, not about the client's set-up. */
const refused =
  /^(invalid_grant|bad_refresh_token|(login|interaction|consent|account_selection)_required|access_denied)$/;
/** About the client's set-up: nobody is signed out for a bad deployment. */
const setUp = /^(invalid_client|invalid_request|unauthorized_client|unsupported_grant_type|invalid_scope)$/;
const passing = /^(temporarily_unavailable|server_error|slow_down)$/;
const unreached = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;
const network = /^(E[A-Z]{4,}|ERR_NETWORK|UND_ERR_\w+)$/;
const networkNames = /^(NetworkError|TimeoutError|AbortError|CanceledError)$/;

type Fields = Readonly<Record<string, unknown>>;
const fieldsOf = (value: unknown): Fields => Object(value) as Fields;

/** The answer's body, wherever axios, ky, fetch and hand-written errors carry it. */
async function bodyOf(error: Fields, response: Fields): Promise<Fields> {
  for (const body of [response.data, error.data, error.body, response.body]) {
    if (typeof body === 'string') return parse(body);
    if (typeof body === 'object' && body !== null && 'error' in body) return fieldsOf(body);
  }
  const unread = response as Fields & Partial<Pick<Response, 'clone' | 'bodyUsed'>>;
  if (typeof unread.clone !== 'function' || unread.bodyUsed) return {};
  try {
    return parse(await unread.clone().text());
  } catch {
    return {};
  }
}

function parse(text: string): Fields {
  try {
    return fieldsOf(JSON.parse(text));
  } catch {
    return Object.fromEntries(new URLSearchParams(text));
  }
}

function retryAfterMs(response: Fields, nowMs: number): number | undefined {
  const headers = response.headers as { get?: (name: string) => unknown } | undefined;
  const value = typeof headers?.get === 'function' ? headers.get('retry-after') : fieldsOf(headers)['retry-after'];
  if (typeof value !== 'string' || value === '') return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - nowMs;
  return ms >= 0 ? ms : undefined;
}

/** `error` and its causes, nearest first. */
function chain(error: unknown): Fields[] {
  const links: Fields[] = [];
  for (let link = error; typeof link === 'object' && link !== null && links.length < 5; link = fieldsOf(link).cause) {
    links.push(fieldsOf(link));
  }
  return links;
}

/** Where the answer came from, wherever fetch, axios and ky say it. */
function urlOf(error: Fields, response: Fields): string {
  const candidates = [response.url, fieldsOf(error.request).url, fieldsOf(error.config).url];
  return printableUrl(String(candidates.find((url) => typeof url === 'string') ?? ''));
}

/** The members of an OAuth error (RFC 6749 §5.2), and nothing else of the body. */
function errorIn({ error, error_description }: Fields): string {
  return JSON.stringify({ error, error_description });
}

/** Reads a failed refresh: what `refresh` threw, or the answer that it returned instead of tokens. */
export async function readFailure(error: unknown, nowMs: number): Promise<Failure> {
  if (isFreshkeyError(error) && error.code === 'refresh-refused') {
    return { kind: 'permanent', because: error.message, untouched: false };
  }
  const links = chain(error);
  const [first = {}] = links;
  const response = 'response' in first ? fieldsOf(first.response) : first;
  const status = Number(response.status ?? first.status ?? first.statusCode) || undefined;
  const body = await bodyOf(first, response);
  const oauth = typeof body.error === 'string' && /^[\w.-]{1,64}$/.test(body.error) ? body.error : undefined;
  const wait = retryAfterMs(response, nowMs);
  const codes = links.map((link) => String(link.code ?? ''));
  const kind = kindOf(status, oauth, codes, links);
  return {
    kind,
    because: describe(status, oauth, codes, error),
    ...(wait !== undefined && { retryAfterMs: wait }),
    ...(status !== undefined && { answer: { url: urlOf(first, response), status, body: errorIn(body) } }),
    untouched:
      (status === undefined && codes.some((code) => unreached.test(code))) ||
      ((status === 429 || status === 503) && wait !== undefined),
  };
}

function kindOf(status: number | undefined, oauth: string | undefined, codes: string[], links: Fields[]): FailureKind {
  if (oauth !== undefined) {
    if (refused.test(oauth)) return 'permanent';
    if (setUp.test(oauth)) return 'unknown';
    if (passing.test(oauth)) return 'transient';
  }
  if (status === undefined) {
    const passes =
      codes.some((code) => network.test(code)) || links.some(({ name }) => networkNames.test(String(name)));
    return passes || /fetch failed|failed to fetch|network/i.test(String(links[0]?.message)) ? 'transient' : 'unknown';
  }
  if (status >= 500 || status === 408 || status === 425 || status === 429) return 'transient';
  return status === 400 || status === 401 || status === 403 ? 'permanent' : 'unknown';
}

function describe(status: number | undefined, oauth: string | undefined, codes: string[], error: unknown): string {
  if (oauth) return `The token endpoint answered ${oauth}${status ? ` (${status})` : ''}.`;
  if (status) return `The token endpoint answered ${status}.`;
  if (isFreshkeyError(error)) return error.message;
  const code = codes.find((candidate) => network.test(candidate));
  return code ? `The token endpoint was not reached (${code}).` : 'The refresh threw an error; see its cause.';
}
