import { isFreshkeyError } from '../errors.ts';
import { type CodeMeaning, meaningOf } from './failure-code.ts';
import { printableUrl } from './origins.ts';
import { refreshTokenIn } from './refresh-result.ts';
import { withoutSecrets } from './secrets.ts';

/**
 * `permanent`: the refresh token is refused, the session ends. `transient`: it may work the next time. `unknown`: nobody
 * can tell; the session is kept as for `transient`.
 */
export type FailureKind = 'permanent' | 'transient' | 'unknown';

export interface Failure {
  readonly kind: FailureKind;
  /**
   * Stable, under one name from the token endpoint to the screen: the OAuth error (`invalid_grant`), a provider's code
   * (`auth/user-token-expired`), a network error's (`ECONNREFUSED`), `http-403` where only a status came, our own errors'
   * (`invalid-tokens`), or `unknown`.
   */
  readonly code: string;
  /** In words, for `ended` and messages; never a secret. */
  readonly because: string;
  /** The server's own `error_description`; never a secret. */
  readonly description?: string;
  /** The server's `Retry-After`, in milliseconds. */
  readonly retryAfterMs?: number;
  /** What the token endpoint answered, as far as a diagnosis may see it: its URL and its OAuth error. */
  readonly answer?: { readonly url: string; readonly status: number; readonly body: string };
  /** The server certainly did nothing: the refresh token is unspent and may be sent again at once. */
  readonly untouched: boolean;
  /** A refresh token that came with the error and took the place of the one that was spent. */
  readonly refreshToken?: string;
}

export interface FailureContext {
  /** What is cut out of every text: the tokens at hand. */
  readonly secrets?: readonly (string | undefined)[] | undefined;
  /** The application's own reading: `true` is a refusal for good, `false` is none, `undefined` leaves it to ours. */
  readonly isRefused?: ((error: unknown) => boolean | undefined) | undefined;
}

const unreached = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;
const network = /^(E[A-Z]{4,}|ERR_NETWORK|UND_ERR_\w+)$/;
const bodyTimeoutMs = 2000;

type Fields = Readonly<Record<string, unknown>>;
const fieldsOf = (value: unknown): Fields => Object(value) as Fields;

/** One error of the chain: itself, its answer, and what that answer's body says. */
interface Link {
  readonly error: Fields;
  readonly response: Fields;
  readonly status: number | undefined;
  readonly body: Fields;
  readonly isHtml: boolean;
}

/** `error` and its causes, nearest first. */
function chain(error: unknown): Fields[] {
  const links: Fields[] = [];
  for (let link = error; typeof link === 'object' && link !== null && links.length < 5; link = fieldsOf(link).cause) {
    links.push(fieldsOf(link));
  }
  return links;
}

async function read(error: Fields): Promise<Link> {
  const response = fieldsOf(error.response ?? error.xhr ?? error);
  const status = Number(response.status ?? error.status ?? error.statusCode ?? fieldsOf(error.data).httpStatus);
  const body = await bodyOf(error, response);
  const isHtml = typeof body === 'string' && body.trimStart().startsWith('<');
  return {
    error,
    response,
    status: status >= 300 || (status > 0 && error.response !== undefined) ? status : undefined,
    body: typeof body !== 'string' ? fieldsOf(body) : isHtml ? {} : parse(body),
    isHtml: isHtml || /^text\/html\b/i.test(String(header(response.headers, 'content-type'))),
  };
}

/** The answer's body, wherever axios, ky, ofetch, got, wretch, Okta and hand-written errors carry it. */
async function bodyOf(error: Fields, response: Fields): Promise<unknown> {
  const { _data, data, body, responseJSON } = response;
  for (const held of [
    data,
    _data,
    error.data,
    error.json,
    error.body,
    body,
    responseJSON,
    error.text,
    error.errorBody,
  ]) {
    if (typeof held === 'string' || (typeof held === 'object' && held !== null && !('getReader' in held))) return held;
  }
  const unread = response as Fields & Partial<Pick<Response, 'clone' | 'bodyUsed'>>;
  if (typeof unread.clone !== 'function' || unread.bodyUsed) return {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, bodyTimeoutMs, '');
  });
  try {
    return await Promise.race([unread.clone().text(), late]);
  } catch {
    return {};
  } finally {
    clearTimeout(timer);
  }
}

function parse(text: string): Fields {
  try {
    return fieldsOf(JSON.parse(text));
  } catch {
    return Object.fromEntries(new URLSearchParams(text));
  }
}

function header(headers: unknown, name: string): unknown {
  const { get } = fieldsOf(headers);
  if (typeof get === 'function') return get.call(headers, name);
  return Object.entries(fieldsOf(headers)).find(([key]) => key.toLowerCase() === name)?.[1];
}

function retryAfterMs({ error, response, body }: Link, nowMs: number): number | undefined {
  const value =
    header(response.headers, 'retry-after') ??
    header(error.headers, 'retry-after') ??
    body.retry_after ??
    error.retryAfter;
  const text = String(value ?? '');
  const ms = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - nowMs;
  return ms >= 0 ? ms : undefined;
}

/** The codes of one error, the most telling first. GraphQL and tRPC have theirs inside. */
function codesOf({ error, response, body }: Link): string[] {
  const inner = [body, error, response].flatMap((fields) => {
    const [first] = [fields.errors, fields.graphQLErrors].find(Array.isArray) ?? [];
    return [fieldsOf(first).extensions, fields.extensions, fieldsOf(fields.shape).data];
  });
  const nested = fieldsOf(body.error);
  return [
    body.error,
    body.error_code,
    body.errorCode,
    body.code,
    body.__type,
    // Firebase says it in the message: TOKEN_EXPIRED, or USER_DISABLED : …
    String(nested.message ?? '').split(' ')[0],
    nested.code,
    error.error,
    error.errorCode,
    error.code,
    ...inner.map((fields) => fieldsOf(fields).code),
    error.name,
  ].filter((code): code is string => typeof code === 'string' && /^[\w./-]{1,64}$/.test(code));
}

/** Where the answer came from, wherever fetch, axios, ky and wretch say it. */
function urlOf({ error, response }: Link): string {
  const candidates = [response.url, error.url, fieldsOf(error.request).url, fieldsOf(error.config).url];
  return printableUrl(String(candidates.find((url) => typeof url === 'string') ?? ''));
}

/** Reads a failed refresh: what `refresh` threw, or the answer that it returned instead of tokens. Never rejects. */
export async function readFailure(error: unknown, nowMs: number, context: FailureContext = {}): Promise<Failure> {
  try {
    return await readErrors(error, nowMs, context);
  } catch {
    const because = 'The refresh threw an error that cannot be read.';
    return { kind: decided('unknown', error, context), code: 'unknown', because, untouched: false };
  }
}

async function readErrors(error: unknown, nowMs: number, context: FailureContext): Promise<Failure> {
  const errors = chain(error);
  const links = await Promise.all(errors.map(read));
  const answered = links.find(({ status }) => status !== undefined);
  const status = answered?.status;
  const cut = (text: string) => withoutSecrets(text, context.secrets ?? []);
  const codes = links.flatMap(codesOf).filter((code) => cut(code) === code);
  const telling = codes.find(meaningOf);
  const meaning = telling === undefined ? undefined : meaningOf(telling);
  const refusal = errors.find((link) => isFreshkeyError(link) && link.code === 'refresh-refused');
  const wait = links.map((link) => retryAfterMs(link, nowMs)).find((ms) => ms !== undefined);
  const said = links.flatMap((link) => [link.body.error_description, link.error.error_description]);
  const description = said.find((text) => typeof text === 'string' && text !== '');
  const refreshToken = errors.map((link) => refreshTokenIn(link.tokens)).find((token) => token !== undefined);
  const isHtml = answered?.isHtml === true && meaning === undefined;
  const networkCode = codes.find((code) => network.test(code));
  const code =
    telling ??
    (typeof answered?.body.error === 'string'
      ? codes.find((candidate) => candidate === answered.body.error)
      : undefined) ??
    (status !== undefined ? `http-${status}` : undefined) ??
    networkCode ??
    codes.find((candidate) => errors.some((link) => isFreshkeyError(link) && link.code === candidate)) ??
    'unknown';
  const facts: Facts = { meaning, status, isHtml, code, networkCode };
  const because = refusal ? String(refusal.message) : describe(facts, error);
  return {
    kind: decided(refusal ? 'permanent' : kindOf(facts, errors), error, context),
    code: refusal && !telling ? 'refresh-refused' : code,
    because: cut(because),
    ...(typeof description === 'string' && { description: cut(description) }),
    ...(wait !== undefined && { retryAfterMs: wait }),
    ...(answered?.status !== undefined && {
      answer: {
        url: urlOf(answered),
        status: answered.status,
        body: JSON.stringify({
          error: telling ?? (code.startsWith('http-') ? undefined : code),
          error_description: typeof description === 'string' ? cut(description) : undefined,
        }),
      },
    }),
    untouched:
      !refusal &&
      ((status === undefined && codes.some((candidate) => unreached.test(candidate))) ||
        ((status === 429 || status === 503) && wait !== undefined)),
    ...(refreshToken !== undefined && { refreshToken }),
  };
}

interface Facts {
  readonly meaning: CodeMeaning | undefined;
  readonly status: number | undefined;
  readonly isHtml: boolean;
  readonly code: string;
  readonly networkCode: string | undefined;
}

/** The application's word about it, where it has one; a rule that throws has none. */
function decided(kind: FailureKind, error: unknown, { isRefused }: FailureContext): FailureKind {
  let isFinal: boolean | undefined;
  try {
    isFinal = isRefused?.(error);
  } catch {
    return kind;
  }
  if (isFinal === true) return 'permanent';
  return isFinal === false && kind === 'permanent' ? 'unknown' : kind;
}

function kindOf({ meaning, status, isHtml, networkCode }: Facts, [first]: Fields[]): FailureKind {
  if (meaning) return meaning === 'refused' ? 'permanent' : meaning === 'passing' ? 'transient' : 'unknown';
  if (status === undefined) {
    return networkCode || /fetch failed|failed to fetch|network/i.test(String(first?.message))
      ? 'transient'
      : 'unknown';
  }
  if (status >= 500 || status === 408 || status === 425 || status === 429) return 'transient';
  // A gate in front of the token endpoint answers with a page; that is nobody's word about a refresh token.
  return !isHtml && (status === 400 || status === 401 || status === 403) ? 'permanent' : 'unknown';
}

function describe({ meaning, status, isHtml, code, networkCode }: Facts, error: unknown): string {
  const setUp = meaning === 'set-up' ? " That is about the client's set-up, not about the user." : '';
  if (status !== undefined) {
    if (isHtml)
      return `The token endpoint answered ${status} with a page, not with an OAuth error: a gate stands before it.`;
    if (isFreshkeyError(error) && code.startsWith('http-')) return error.message;
    return `The token endpoint answered ${code.startsWith('http-') ? status : `${code} (${status})`}.${setUp}`;
  }
  if (isFreshkeyError(error)) return error.message;
  if (networkCode) return `The token endpoint was not reached (${networkCode}).`;
  if (code !== 'unknown') return `The refresh failed with ${code}.${setUp}`;
  const { name, message } = fieldsOf(error);
  if (typeof name !== 'string') return 'The refresh threw something that is no error.';
  // A parser's message quotes the text that it could not parse.
  return `The refresh threw ${name}${name === 'SyntaxError' || !message ? '' : `: ${message}`}`.replace(/[^.]$/, '$&.');
}
