import { FreshkeyError } from '../errors.ts';
import { unwrapped } from './token-set.ts';

/** An answer of the token endpoint that is no token response, in the form in which clients throw it. */
class TokenEndpointError extends FreshkeyError {
  readonly status: number;
  readonly response: unknown;

  constructor(message: string, status: number, response: unknown) {
    super('refresh-failed', message);
    this.status = status;
    Object.defineProperty(this, 'response', { value: response, enumerable: false });
  }
}

type Fields = Readonly<Record<string, unknown>>;

function isResponse(value: unknown): value is Response {
  const response = Object(value) as Partial<Response>;
  return typeof response.text === 'function' && typeof response.status === 'number' && 'ok' in response;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return /^[\w.~-]+=/.test(text) ? Object.fromEntries(new URLSearchParams(text)) : undefined;
  }
}

async function readResponse(response: Response): Promise<unknown> {
  const { status } = response;
  if (!response.ok) throw new TokenEndpointError(`The token endpoint answered ${status}.`, status, response);
  const text = await response.text();
  return text === '' ? undefined : readText(text, status);
}

function readText(text: string, status: number): unknown {
  const value = parse(text);
  if (value !== undefined) return value;
  const what = text.trimStart().startsWith('<') ? 'a page' : 'a text that is neither JSON nor a form';
  throw new TokenEndpointError(`The token endpoint answered ${status} with ${what}, not with tokens.`, status, {});
}

/** A client that could not read the answer hands on its text; a token is none of these. */
const isUnread = (value: unknown): value is string => typeof value === 'string' && /^\s*[<{]/.test(value);

/**
 * What `refresh` returned, with a `Response` read and an answer of axios unwrapped. Some servers answer 200 with an OAuth
 * error, some form-encoded.
 *
 * @throws an error that carries status and body the way clients do, so that one reading serves all.
 */
export async function readRefreshResult(result: unknown): Promise<unknown> {
  const isRead = isResponse(result);
  const { status, data } = Object(result) as Fields;
  const handed = isRead ? await readResponse(result) : unwrapped(result);
  const value = isUnread(handed) ? readText(handed, typeof status === 'number' ? status : 200) : handed;
  const { error, access_token, accessToken } = Object(value) as Fields;
  const isRefusal = !isRead && typeof status === 'number' && status >= 400 && data !== undefined;
  if (isRefusal || (error && access_token === undefined && accessToken === undefined)) {
    const at = typeof status === 'number' ? status : 200;
    throw new TokenEndpointError('The token endpoint answered with an error.', at, { status: at, data: value });
  }
  return value;
}

/** A new refresh token in an answer, or beside an error, that is otherwise no good: it took the place of the one that was spent. */
export function refreshTokenIn(result: unknown): string | undefined {
  const { refresh_token, refreshToken = refresh_token } = Object(unwrapped(result)) as Fields;
  return typeof refreshToken === 'string' && /^[\x21-\x7e]+$/.test(refreshToken) ? refreshToken : undefined;
}
