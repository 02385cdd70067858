import { FreshkeyError } from '../errors.ts';

/** An answer of the token endpoint that is no token response, in the form in which clients throw it. */
class TokenEndpointError extends FreshkeyError {
  readonly status: number | undefined;
  readonly response: Response | undefined;
  readonly data: unknown;

  constructor(message: string, { status, response, data }: { status?: number; response?: Response; data?: unknown }) {
    super('refresh-failed', message);
    this.status = status;
    Object.defineProperty(this, 'response', { value: response, enumerable: false });
    Object.defineProperty(this, 'data', { value: data, enumerable: false });
  }
}

function isResponse(value: unknown): value is Response {
  const response = Object(value) as Partial<Response>;
  return typeof response.text === 'function' && typeof response.status === 'number' && 'ok' in response;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text.includes('=') ? Object.fromEntries(new URLSearchParams(text)) : undefined;
  }
}

/**
 * What `refresh` returned, with a `Response` read. Some servers answer 200 with an OAuth error, some form-encoded.
 *
 * @throws an error that carries status and body the way clients do, so that one reading serves all.
 */
export async function readRefreshResult(result: unknown): Promise<unknown> {
  let value = result;
  if (isResponse(result)) {
    if (!result.ok)
      throw new TokenEndpointError(`The token endpoint answered ${result.status}.`, {
        status: result.status,
        response: result,
      });
    const text = await result.text();
    value = text === '' ? undefined : (parse(text) ?? null);
  }
  const { error, access_token, accessToken } = Object(value) as Record<string, unknown>;
  if (typeof error === 'string' && access_token === undefined && accessToken === undefined) {
    throw new TokenEndpointError('The token endpoint answered with an error.', { status: 400, data: value });
  }
  return value;
}
