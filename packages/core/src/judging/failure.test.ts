import { describe, expect, test, vi } from 'vitest';
import { FreshkeyError, RefreshRefusedError } from '../errors.ts';
import { type FailureContext, readFailure } from './failure.ts';
import { readRefreshResult } from './refresh-result.ts';

const nowMs = 1_700_000_000_000;
const read = (error: unknown, context?: FailureContext) => readFailure(error, nowMs, context);
const thrown = (fields: object, name = 'Error') => Object.assign(new Error('it failed'), { name, ...fields });
const json = (body: unknown, status: number, headers = {}) => Response.json(body, { status, headers });
const page = (status: number, type = 'text/html') =>
  new Response('<html><body>Forbidden</body></html>', { status, headers: { 'content-type': type } });

describe('a refusal is read', () => {
  test.each<[string, unknown, string]>([
    ['axios', thrown({ response: { status: 400, data: { error: 'invalid_grant' } } }), 'invalid_grant'],
    ['ky', thrown({ response: json({ error: 'invalid_grant' }, 400) }), 'invalid_grant'],
    ['ofetch', thrown({ status: 400, data: { error: 'invalid_grant' } }, 'FetchError'), 'invalid_grant'],
    [
      'ofetch, on the response',
      thrown({ response: { status: 400, _data: { error: 'invalid_grant' } } }),
      'invalid_grant',
    ],
    ['got', thrown({ response: { statusCode: 400, body: '{"error":"invalid_grant"}' } }), 'invalid_grant'],
    ['wretch', thrown({ status: 400, text: '{"error":"invalid_grant"}', response: used(400) }), 'invalid_grant'],
    [
      'wretch with json',
      thrown({ status: 400, json: { error: 'invalid_grant' }, response: used(400) }),
      'invalid_grant',
    ],
    ['a form', thrown({ response: { status: 400, data: 'error=bad_refresh_token&x=1' } }), 'bad_refresh_token'],
    ['a response that was thrown', json({ error: 'invalid_grant' }, 400), 'invalid_grant'],
    [
      'a cause',
      new Error('outer', { cause: thrown({ response: json({ error: 'invalid_grant' }, 400) }) }),
      'invalid_grant',
    ],
    [
      'oauth4webapi',
      thrown({
        code: 'OAUTH_RESPONSE_BODY_ERROR',
        error: 'invalid_grant',
        status: 400,
        response: used(400),
        cause: { error: 'invalid_grant' },
      }),
      'invalid_grant',
    ],
    ['Auth0', thrown({ error: 'login_required', error_description: 'Login required' }), 'login_required'],
    ['Auth0 without a refresh token', thrown({ error: 'missing_refresh_token' }), 'missing_refresh_token'],
    ['MSAL', thrown({ errorCode: 'interaction_required', subError: 'bad_token' }), 'interaction_required'],
    ['MSAL from its server', thrown({ errorCode: 'invalid_grant' }, 'ServerError'), 'invalid_grant'],
    ['MSAL without tokens', thrown({ errorCode: 'no_tokens_found' }), 'no_tokens_found'],
    ['Firebase', thrown({ code: 'auth/user-token-expired' }, 'FirebaseError'), 'auth/user-token-expired'],
    ['Firebase, disabled', thrown({ code: 'auth/user-disabled' }), 'auth/user-disabled'],
    [
      "Firebase's REST interface",
      thrown({
        response: { status: 400, data: { error: { code: 400, message: 'TOKEN_EXPIRED', status: 'INVALID_ARGUMENT' } } },
      }),
      'TOKEN_EXPIRED',
    ],
    ['Cognito', thrown({ $metadata: { httpStatusCode: 400 } }, 'NotAuthorizedException'), 'NotAuthorizedException'],
    [
      "Cognito's own interface",
      thrown({
        response: { status: 400, data: { __type: 'NotAuthorizedException', message: 'Refresh Token has expired' } },
      }),
      'NotAuthorizedException',
    ],
    ['Amplify', thrown({}, 'UserUnAuthenticatedException'), 'UserUnAuthenticatedException'],
    ['Okta', thrown({ errorCode: 'login_required' }, 'OAuthError'), 'login_required'],
    ['Okta with its xhr', thrown({ xhr: { status: 400, responseJSON: { error: 'invalid_grant' } } }), 'invalid_grant'],
    [
      'Supabase',
      thrown({ status: 400, code: 'refresh_token_already_used' }, 'AuthApiError'),
      'refresh_token_already_used',
    ],
    ['Supabase without a session', thrown({ status: 400 }, 'AuthSessionMissingError'), 'AuthSessionMissingError'],
    [
      'graphql-request',
      thrown({ response: { status: 200, errors: [{ message: 'x', extensions: { code: 'UNAUTHENTICATED' } }] } }),
      'UNAUTHENTICATED',
    ],
    ['Apollo', thrown({ graphQLErrors: [{ extensions: { code: 'UNAUTHENTICATED' } }] }), 'UNAUTHENTICATED'],
    ['Apollo 4', thrown({ errors: [{ extensions: { code: 'FORBIDDEN' } }] }), 'FORBIDDEN'],
    ['one GraphQL error', thrown({ extensions: { code: 'UNAUTHENTICATED' } }), 'UNAUTHENTICATED'],
    ['tRPC', thrown({ data: { code: 'UNAUTHORIZED', httpStatus: 401 } }), 'UNAUTHORIZED'],
    [
      'our own error, whatever the status',
      thrown({ cause: new RefreshRefusedError('closed'), status: 503 }),
      'refresh-refused',
    ],
    [
      'our own error, with the code that it was thrown for',
      new RefreshRefusedError('closed', thrown({ response: json({ error: 'invalid_client' }, 401) })),
      'invalid_client',
    ],
    ['google-auth-library', thrown({ message: 'invalid_grant' }), 'invalid_grant'],
    ['a status alone', thrown({ status: 401 }), 'http-401'],
  ])('by %s', async (_name, error, code) => {
    expect(await read(error)).toMatchObject({ kind: 'permanent', code });
  });

  test('in the words of an error of ours that looked at the answer, with what that answer said', async () => {
    const error = Object.assign(new FreshkeyError('token-endpoint', 'https://id.test/token is closed.'), {
      status: 400,
      error: 'invalid_grant',
    });
    expect(await read(error)).toMatchObject({
      kind: 'permanent',
      code: 'invalid_grant',
      because: 'https://id.test/token is closed.',
    });
  });

  test('in the words of who threw RefreshRefusedError', async () => {
    expect(await read(new RefreshRefusedError('The account was closed.'))).toEqual({
      kind: 'permanent',
      code: 'refresh-refused',
      because: 'The account was closed.',
      untouched: false,
    });
  });
});

function used(status: number): Response {
  const response = new Response('x', { status });
  void response.text();
  return response;
}

describe('nobody is signed out', () => {
  test.each<[string, unknown, string]>([
    ['for the client', thrown({ response: json({ error: 'invalid_client' }, 401) }), 'invalid_client'],
    [
      'for the client, by wretch',
      thrown({ status: 401, text: '{"error":"invalid_client"}', response: used(401) }),
      'invalid_client',
    ],
    [
      'for the client, by oauth4webapi',
      thrown({ error: 'invalid_client', status: 401, response: used(401) }),
      'invalid_client',
    ],
    ['for a scope', thrown({ error: 'invalid_scope', status: 400, response: used(400) }), 'invalid_scope'],
    ['for a proof', thrown({ response: json({ error: 'invalid_dpop_proof' }, 400) }), 'invalid_dpop_proof'],
    ['for a resource', thrown({ response: json({ error: 'invalid_target' }, 400) }), 'invalid_target'],
    ['for a bad request, by tRPC', thrown({ data: { code: 'BAD_REQUEST', httpStatus: 400 } }), 'BAD_REQUEST'],
    ['for a page of a gate', thrown({ response: page(403) }), 'http-403'],
    ['for a page without a type', thrown({ response: page(403, 'text/plain') }), 'http-403'],
    [
      'for a page, by axios',
      thrown({ response: { status: 401, headers: { 'Content-Type': 'text/html' }, data: '' } }),
      'http-401',
    ],
    [
      'for a page of which nothing came',
      thrown({
        status: 400,
        response: { status: 400, headers: new Headers({ 'content-type': 'text/html; charset=utf-8' }) },
      }),
      'http-400',
    ],
    ['for a missing token endpoint', thrown({ status: 404 }), 'http-404'],
    ['for a session that was idle too long at a gate', thrown({ status: 404, code: 'session_timeout' }), 'http-404'],
    [
      'for an axios error without an answer of meaning',
      thrown({ code: 'ERR_BAD_REQUEST', response: { status: 422 } }),
      'http-422',
    ],
    ['for an error of the application', new TypeError('x is not a function'), 'unknown'],
    ['for nothing at all', undefined, 'unknown'],
    ['for a text', 'invalid_grant', 'unknown'],
  ])('%s', async (_name, error, code) => {
    expect(await read(error)).toMatchObject({ kind: 'unknown', code });
  });

  test.each<[string, unknown, string]>([
    ['a server that is down', thrown({ status: 503 }), 'http-503'],
    ['a page of a server that is down', thrown({ response: page(502) }), 'http-502'],
    [
      'temporarily_unavailable with 400',
      thrown({ error: 'temporarily_unavailable', status: 400, response: used(400) }),
      'temporarily_unavailable',
    ],
    ['a limit', thrown({ status: 429 }), 'http-429'],
    ['a nonce', thrown({ response: json({ error: 'use_dpop_nonce' }, 400) }), 'use_dpop_nonce'],
    [
      'a device that nobody has confirmed yet',
      thrown({ response: json({ error: 'authorization_pending' }, 400) }),
      'authorization_pending',
    ],
    ['a network error', new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } }), 'ECONNREFUSED'],
    ['a browser without a network', new TypeError('Failed to fetch'), 'unknown'],
    ['axios without a network', thrown({ code: 'ERR_NETWORK' }), 'ERR_NETWORK'],
    ['a timeout', thrown({}, 'TimeoutError'), 'TimeoutError'],
    ['an abort', thrown({}, 'AbortError'), 'AbortError'],
    ['Auth0 whose frame timed out', thrown({ error: 'timeout' }), 'timeout'],
    ['MSAL without a network', thrown({ errorCode: 'no_network_connectivity' }), 'no_network_connectivity'],
    ['Firebase without a network', thrown({ code: 'auth/network-request-failed' }), 'auth/network-request-failed'],
    ['Supabase without a network', thrown({ status: 0 }, 'AuthRetryableFetchError'), 'AuthRetryableFetchError'],
    ['Cognito that is busy', thrown({}, 'TooManyRequestsException'), 'TooManyRequestsException'],
    [
      'tRPC whose server failed',
      thrown({ data: { code: 'INTERNAL_SERVER_ERROR', httpStatus: 500 } }),
      'INTERNAL_SERVER_ERROR',
    ],
  ])('for what passes: %s', async (_name, error, code) => {
    expect(await read(error)).toMatchObject({ kind: 'transient', code });
  });
});

describe("the application's own word", () => {
  const odd = thrown({ reason: 'gone' });
  test.each([
    ['true ends what we could not read', odd, true, 'permanent'],
    ['false keeps what we would end', thrown({ status: 401 }), false, 'unknown'],
    ['false leaves what passes', thrown({ status: 503 }), false, 'transient'],
    ['undefined leaves it to us', thrown({ status: 401 }), undefined, 'permanent'],
  ])('%s', async (_name, error, word, kind) => {
    const isRefused = vi.fn(() => word);
    expect((await read(error, { isRefused })).kind).toBe(kind);
    expect(isRefused).toHaveBeenCalledWith(error);
  });

  test('that throws is none', async () => {
    const isRefused = () => {
      throw new Error('mine');
    };
    expect((await read(thrown({ status: 401 }), { isRefused })).kind).toBe('permanent');
  });
});

describe('when to try again', () => {
  test.each<[string, unknown, number | undefined]>([
    [
      'on the response',
      thrown({ response: new Response('', { status: 503, headers: { 'retry-after': '30' } }) }),
      30_000,
    ],
    [
      'in plain headers, whatever their case',
      thrown({ response: { status: 429, headers: { 'Retry-After': '2' } } }),
      2000,
    ],
    ['on the error', thrown({ status: 503, headers: new Headers({ 'retry-after': '3' }) }), 3000],
    [
      'on a cause',
      new Error('x', {
        cause: thrown({ response: new Response('', { status: 503, headers: { 'retry-after': '4' } }) }),
      }),
      4000,
    ],
    [
      'as a date',
      thrown({ response: { status: 503, headers: { 'retry-after': new Date(nowMs + 60_000).toUTCString() } } }),
      60_000,
    ],
    ['as a number', thrown({ response: { status: 503, headers: { 'retry-after': 5 } } }), 5000],
    ['in the body', thrown({ response: json({ retry_after: 1.5 }, 429) }), 1500],
    ['nowhere', thrown({ status: 503 }), undefined],
    [
      'in the past',
      thrown({ response: { status: 503, headers: { 'retry-after': new Date(nowMs - 5000).toUTCString() } } }),
      undefined,
    ],
    ['as nonsense', thrown({ response: { status: 503, headers: { 'retry-after': 'soon' } } }), undefined],
  ])('stands %s', async (_name, error, waitMs) => {
    const failure = await read(error);
    expect(failure.retryAfterMs).toBe(waitMs);
    expect(failure.untouched).toBe(waitMs !== undefined);
  });

  test.each([
    ['a refused connection', { code: 'ECONNREFUSED' }, true],
    ['a connection that broke', { code: 'ECONNRESET' }, false],
    ['a name that was not found', { cause: { code: 'ENOTFOUND' } }, true],
    ['an answer that names a connection', { code: 'ECONNREFUSED', status: 500 }, false],
  ])('the refresh token is unspent after %s: %j', async (_name, fields, untouched) => {
    expect((await read(thrown(fields))).untouched).toBe(untouched);
  });
});

describe('what is said', () => {
  const token = 'planted-secret-refresh-token';
  const context = { secrets: [undefined, token] };

  test("holds the server's description, under one name with the code", async () => {
    const body = { error: 'invalid_grant', error_description: 'The account is locked.' };
    expect(await read(thrown({ response: json(body, 400) }))).toEqual({
      kind: 'permanent',
      code: 'invalid_grant',
      because: 'The token endpoint answered invalid_grant (400).',
      description: 'The account is locked.',
      answer: { url: '', status: 400, body: JSON.stringify(body) },
      untouched: false,
    });
  });

  test.each<[string, unknown]>([
    [
      'a description',
      thrown({ response: json({ error: 'invalid_grant', error_description: `${token} is unknown` }, 400) }),
    ],
    [
      'a description, percent-encoded',
      thrown({ response: json({ error: 'invalid_grant', error_description: 'planted%2Dsecret-refresh-token' }, 400) }),
    ],
    ['a code', thrown({ response: json({ error: token }, 400) })],
    ['a code of an SDK', thrown({ code: token, errorCode: token }, token)],
    ['a message', new Error(`cannot send ${token}`)],
    ['a message of ours', new FreshkeyError('refresh-failed', `cannot send ${token}`)],
    ['a refusal', new RefreshRefusedError(`no ${token}`)],
    [
      'an address',
      thrown({ response: { status: 400, url: `https://u:${token}@as.test/token?refresh_token=${token}` } }),
    ],
  ])('holds no secret out of %s', async (_name, error) => {
    const { refreshToken: _, ...failure } = await read(error, { secrets: [token, 'planted%2Dsecret-refresh-token'] });
    expect(JSON.stringify(failure)).not.toContain('planted');
  });

  test('holds no token that nobody told us of, and one line', async () => {
    const { because } = await read(new Error('no good:\n  eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.c2ln'), context);
    expect(because).toBe('The refresh threw Error: no good: [secret].');
  });

  test.each<[string, unknown, string]>([
    [
      'a gate',
      thrown({ response: page(403) }),
      'The token endpoint answered 403 with a page, not with an OAuth error: a gate stands before it.',
    ],
    [
      'the set-up',
      thrown({ response: json({ error: 'invalid_client' }, 401) }),
      "The token endpoint answered invalid_client (401). That is about the client's set-up, not about the user.",
    ],
    ['an SDK', thrown({ code: 'auth/user-disabled' }), 'The refresh failed with auth/user-disabled.'],
    [
      'a mistake in refresh',
      new TypeError("Cannot read properties of undefined (reading 'data')"),
      "The refresh threw TypeError: Cannot read properties of undefined (reading 'data').",
    ],
    ['a parser', new SyntaxError('Unexpected token in "access_tok"'), 'The refresh threw SyntaxError.'],
    ['no error', 5, 'The refresh threw something that is no error.'],
    ['the network', thrown({ code: 'ECONNRESET' }), 'The token endpoint was not reached (ECONNRESET).'],
    [
      'an unknown code',
      thrown({ response: json({ error: 'weird' }, 422) }),
      'The token endpoint answered weird (422).',
    ],
  ])('names %s', async (_name, error, because) => {
    expect((await read(error)).because).toBe(because);
  });

  test('is said in time where the body never ends', async () => {
    vi.useFakeTimers();
    try {
      const response = new Response(new ReadableStream({ start() {} }), { status: 400 });
      const reading = read(thrown({ response }));
      await vi.advanceTimersByTimeAsync(2000);
      expect(await reading).toMatchObject({ kind: 'permanent', code: 'http-400' });
    } finally {
      vi.useRealTimers();
    }
  });

  test('leaves the body to be read by others', async () => {
    const response = json({ error: 'invalid_grant' }, 400);
    await read(thrown({ response }));
    expect(await response.json()).toEqual({ error: 'invalid_grant' });
  });

  test('survives an error that is its own cause, and one whose fields throw', async () => {
    const loop = new Error('loop');
    loop.cause = loop;
    expect((await read(loop)).kind).toBe('unknown');
    const hostile = Object.defineProperty(new Error('x'), 'response', {
      get() {
        throw new Error('mine');
      },
    });
    expect((await read(hostile)).kind).toBe('unknown');
  });
});

describe('a refresh token that came all the same', () => {
  test.each([
    [
      'beside the error',
      Object.defineProperty(new Error('x'), 'tokens', { value: { refresh_token: 'r2' }, enumerable: false }),
    ],
    ['beside its cause', new Error('x', { cause: { tokens: { refreshToken: 'r2' } } })],
  ])('is salvaged from %s', async (_name, error) => {
    expect((await read(error)).refreshToken).toBe('r2');
  });

  test.each([[{ refresh_token: 5 }], [{ refresh_token: '' }], [{ refresh_token: 'a\nb' }], [undefined]])(
    'is none in %j',
    async (tokens) => {
      expect((await read(thrown({ tokens }))).refreshToken).toBeUndefined();
    },
  );
});

describe('an answer that was returned', () => {
  const failureOf = async (result: unknown) =>
    read(
      await readRefreshResult(result).then(
        (value) => ({ value }),
        (error: unknown) => error,
      ),
    );

  test.each<[string, unknown, object]>([
    [
      'refuses with its status',
      json({ error: 'invalid_grant' }, 400),
      { kind: 'permanent', code: 'invalid_grant', answer: { status: 400 } },
    ],
    [
      'refuses with 200',
      json({ error: 'bad_refresh_token' }, 200),
      { kind: 'permanent', because: 'The token endpoint answered bad_refresh_token (200).' },
    ],
    [
      'is plain, and refuses',
      { error: 'invalid_grant', error_description: 'x' },
      { kind: 'permanent', code: 'invalid_grant', description: 'x' },
    ],
    [
      'is of axios, and refuses',
      { status: 400, config: {}, data: { error: 'invalid_grant' } },
      { kind: 'permanent', code: 'invalid_grant', answer: { status: 400 } },
    ],
    ['is of axios, and says why', { status: 403, config: {}, data: 'no' }, { kind: 'permanent', code: 'http-403' }],
    [
      'is a page',
      page(200),
      { kind: 'unknown', because: 'The token endpoint answered 200 with a page, not with tokens.' },
    ],
    ['is a text', new Response('nope'), { kind: 'unknown' }],
    ['is down', new Response('', { status: 503 }), { kind: 'transient' }],
  ])('%s', async (_name, result, failure) => {
    expect(await failureOf(result)).toMatchObject(failure);
  });

  test.each<[string, unknown, unknown]>([
    ['an empty body', new Response(''), undefined],
    ['nobody', json(null, 200), null],
    ['nobody, said by the function', null, null],
    ['a form', new Response('access_token=a&expires_in=5'), { access_token: 'a', expires_in: '5' }],
    ['an answer of axios', { status: 200, config: {}, data: { access_token: 'a' } }, { access_token: 'a' }],
    ['a bare token', 'a', 'a'],
    ['tokens beside an error that is empty', { access_token: 'a', error: '' }, { access_token: 'a', error: '' }],
  ])('is read: %s', async (_name, result, value) => {
    expect(await readRefreshResult(result)).toEqual(value);
  });

  test('names what came instead of tokens', async () => {
    await expect(readRefreshResult(page(200))).rejects.toThrow(
      'The token endpoint answered 200 with a page, not with tokens.',
    );
    await expect(readRefreshResult(new Response('nope'))).rejects.toThrow(
      'with a text that is neither JSON nor a form',
    );
  });
});
