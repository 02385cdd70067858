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
  readonly isPage: boolean;
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
  const answer = error.response ?? error.xhr;
  const response = fieldsOf(answer ?? error);
  const status = Number(response.status ?? error.status ?? error.statusCode ?? fieldsOf(error.data).httpStatus);
  const held = await bodyOf(error, response);
  const text = typeof held === 'string' ? held : '';
  const isPage = /^\s*</.test(text) || /^text\/html/i.test(String(header(response, 'content-type')));
  return {
    error,
    response,
    status: status >= (answer ? 1 : 300) ? status : undefined,
    body: isPage ? {} : typeof held === 'string' ? parse(held) : fieldsOf(held),
    isPage,
  };
}

/** The answer's body, wherever axios, ky, ofetch, got, wretch, Okta and hand-written errors carry it. */
async function bodyOf(error: Fields, response: Fields): Promise<unknown> {
  const { _data, data, body, responseJSON } = response;
  const places = [data, _data, error.data, error.json, error.body, body, responseJSON, error.text];
  const held = places.find((place) => place && typeof place !== 'function' && !('getReader' in fieldsOf(place)));
  if (held || typeof response.clone !== 'function' || response.bodyUsed) return held;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<unknown>((resolve) => {
    timer = setTimeout(resolve, bodyTimeoutMs);
  });
  // A body that is locked cannot be cloned.
  const text = (async () => (response as unknown as Response).clone().text())();
  return Promise.race([text.catch(() => undefined), late]).finally(() => clearTimeout(timer));
}

function parse(text: string): Fields {
  try {
    return fieldsOf(JSON.parse(text));
  } catch {
    return Object.fromEntries(new URLSearchParams(text));
  }
}

function header({ headers }: Fields, name: string): unknown {
  const { get } = fieldsOf(headers);
  if (typeof get === 'function') return get.call(headers, name);
  return Object.entries(fieldsOf(headers)).find(([key]) => key.toLowerCase() === name)?.[1];
}

function retryAfterMs({ error, response, body }: Link, nowMs: number): number | undefined {
  const text = String(header(response, 'retry-after') ?? header(error, 'retry-after') ?? body.retry_after ?? '');
  const ms = /^[\d.]+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - nowMs;
  return ms >= 0 ? ms : undefined;
}

/** Where codes stand, the most telling first; Firebase has one as its message. */
const codeNames = ['error', 'error_code', 'errorCode', 'code', '__type', 'message', 'name'];

function codesOf({ error, response, body }: Link): string[] {
  const extensions = [error, body.errors, error.errors, error.graphQLErrors, response.errors].map(
    (place) => fieldsOf(Array.isArray(place) ? place[0] : place).extensions,
  );
  const places = [body, body.error, error, ...extensions, error.data].map(fieldsOf);
  return places
    .flatMap((place) => codeNames.map((name) => place[name]))
    .filter((code): code is string => typeof code === 'string' && /^[\w./-]{2,64}$/.test(code));
}

/** Where the answer came from, wherever fetch, axios, ky and wretch say it. */
function urlOf({ error, response }: Link): string {
  const places = [response, error, error.request, error.config];
  return printableUrl(String(places.map((place) => fieldsOf(place).url).find((url) => typeof url === 'string') ?? ''));
}

/** Reads a failed refresh: what `refresh` threw, or the answer that it returned instead of tokens. Never rejects. */
export async function readFailure(error: unknown, nowMs: number, context: FailureContext = {}): Promise<Failure> {
  let failure: Failure;
  let isFinal: boolean | undefined;
  try {
    failure = await readErrors(error, nowMs, context.secrets ?? []);
  } catch {
    failure = { kind: 'unknown', code: 'unknown', because: 'The refresh threw an unreadable error.', untouched: false };
  }
  try {
    isFinal = context.isRefused?.(error);
  } catch {
    // A rule that throws has no word in it.
  }
  if (isFinal === true) return { ...failure, kind: 'permanent' };
  return isFinal === false && failure.kind === 'permanent' ? { ...failure, kind: 'unknown' } : failure;
}

async function readErrors(error: unknown, nowMs: number, secrets: readonly (string | undefined)[]): Promise<Failure> {
  const errors = chain(error);
  const links = await Promise.all(errors.map(read));
  const answered = links.find(({ status }) => status !== undefined);
  const { status } = answered ?? {};
  const cut = (text: string) => withoutSecrets(text, secrets);
  const codes = links.flatMap(codesOf).filter((code) => cut(code) === code);
  const telling = codes.find(meaningOf);
  const meaning = telling && meaningOf(telling);
  const networkCode = codes.find((code) => network.test(code));
  const own = (errors as unknown[]).filter(isFreshkeyError);
  const refusal = own.find((link) => link.code === 'refresh-refused');
  const said = links
    .flatMap((link) => [link.body.error_description, link.error.error_description])
    .find((text) => text && typeof text === 'string');
  const description = typeof said === 'string' ? cut(said) : undefined;
  const wait = links.map((link) => retryAfterMs(link, nowMs)).find((ms) => ms !== undefined);
  const refreshToken = errors.map((link) => refreshTokenIn(link.tokens)).find(Boolean);
  const oauth = telling ?? codes.find((code) => code === answered?.body.error);
  const code =
    telling ?? refusal?.code ?? oauth ?? (status ? `http-${status}` : (networkCode ?? own[0]?.code ?? 'unknown'));
  const facts: Facts = { meaning, status, isPage: !meaning && answered?.isPage === true, oauth, networkCode };
  return {
    kind: refusal ? 'permanent' : kindOf(facts, errors),
    code,
    because: cut(refusal ? refusal.message : describe(facts, error)),
    ...(description && { description }),
    ...(wait !== undefined && { retryAfterMs: wait }),
    ...(answered &&
      status && {
        answer: {
          url: urlOf(answered),
          status,
          body: JSON.stringify({ error: oauth, error_description: description }),
        },
      }),
    untouched:
      !refusal &&
      (status ? (status === 429 || status === 503) && wait !== undefined : codes.some((one) => unreached.test(one))),
    ...(refreshToken && { refreshToken }),
  };
}

interface Facts {
  readonly meaning: CodeMeaning | undefined | '';
  readonly status: number | undefined;
  /** A gate in front of the token endpoint answers with a page; that is nobody's word about a refresh token. */
  readonly isPage: boolean;
  readonly oauth: string | undefined;
  readonly networkCode: string | undefined;
}

function kindOf({ meaning, status, isPage, networkCode }: Facts, [first]: Fields[]): FailureKind {
  if (meaning) return meaning === 'refused' ? 'permanent' : meaning === 'passing' ? 'transient' : 'unknown';
  if (!status)
    return networkCode || /fetch failed|failed to fetch|network/i.test(String(first?.message))
      ? 'transient'
      : 'unknown';
  if (status >= 500 || status === 408 || status === 425 || status === 429) return 'transient';
  return !isPage && (status === 400 || status === 401 || status === 403) ? 'permanent' : 'unknown';
}

function describe({ meaning, status, isPage, oauth, networkCode }: Facts, error: unknown): string {
  const setUp = meaning === 'set-up' ? " That is about the client's set-up, not about the user." : '';
  const { name, message } = fieldsOf(error);
  // Who says more than that something failed has looked at the answer.
  if (isFreshkeyError(error) && error.code !== 'refresh-failed') return error.message;
  if (isPage)
    return `The token endpoint answered ${status} with a page, not with an OAuth error: a gate stands before it.`;
  if (status && oauth) return `The token endpoint answered ${oauth} (${status}).${setUp}`;
  if (isFreshkeyError(error)) return error.message;
  if (status) return `The token endpoint answered ${status}.`;
  if (networkCode) return `The token endpoint was not reached (${networkCode}).`;
  if (oauth) return `The refresh failed with ${oauth}.${setUp}`;
  if (typeof name !== 'string') return 'The refresh threw something that is no error.';
  // A parser's message quotes the text that it could not parse.
  return `The refresh threw ${name}${name === 'SyntaxError' || !message ? '' : `: ${message}`}`.replace(/[^.]$/, '$&.');
}
