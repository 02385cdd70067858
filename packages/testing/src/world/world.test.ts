import { describe, expect, test } from 'vitest';
import type { WorldAnswer } from './message.ts';
import { createWorld, type World } from './world.ts';

interface Sent {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

const send = async (
  world: World,
  path: string,
  { method, headers = {}, body = '' }: Sent = {},
): Promise<WorldAnswer> => {
  const outcome = await world.handle({
    method: method ?? (body ? 'POST' : 'GET'),
    url: new URL(path, 'https://api.test'),
    headers: { ...(body && { 'content-type': 'application/x-www-form-urlencoded' }), ...headers },
    body: new TextEncoder().encode(body),
  });
  if (typeof outcome === 'string') throw new Error(outcome);
  return outcome;
};

const jsonOf = ({ body }: WorldAnswer) => JSON.parse(String(body));
const headerOf = ({ headers }: WorldAnswer, name: string) =>
  headers
    .filter(([key]) => key === name)
    .map(([, value]) => value)
    .join('\n');
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const claimsOf = (token: string) =>
  JSON.parse(atob((token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')));

describe('the authorization server', () => {
  test('issues tokens for client credentials and for a password', async () => {
    const world = createWorld();
    const service = jsonOf(await send(world, '/oauth/token', { body: 'grant_type=client_credentials&scope=read' }));
    expect(service).toMatchObject({ token_type: 'Bearer', expires_in: 3600, scope: 'read' });
    expect(service.refresh_token).toBeUndefined();
    const ada = await send(world, '/oauth/token', { body: 'grant_type=password&username=ada&password=lovelace' });
    expect(world.tokens.look(jsonOf(ada).refresh_token)).toMatchObject({ state: 'valid', user: 'ada', generation: 1 });
    const stranger = await send(world, '/oauth/token', { body: 'grant_type=password&username=ada&password=x' });
    expect([stranger.status, jsonOf(stranger).error]).toEqual([400, 'invalid_grant']);
  });

  test('takes a grant as JSON too, and names a grant that it does not know', async () => {
    const world = createWorld();
    const { refresh_token } = world.tokens.issue();
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ grant_type: 'refresh_token', refresh_token });
    expect((await send(world, '/oauth/token', { headers, body })).status).toBe(200);
    const unknown = await send(world, '/oauth/token', { body: 'grant_type=magic' });
    expect([unknown.status, jsonOf(unknown).error]).toEqual([400, 'unsupported_grant_type']);
    expect(jsonOf(await send(world, '/oauth/token', { body: 'grant_type=refresh_token' })).error).toBe(
      'invalid_request',
    );
    expect((await send(world, '/oauth/token')).status).toBe(405);
    expect((await send(world, '/oauth/token', { headers, body: '{' })).status).toBe(400);
  });

  test('knows its clients by their secrets, and challenges one that used Basic', async () => {
    const world = createWorld({ clients: { app: 's cret' } });
    const grant = 'grant_type=client_credentials';
    const basic = (secret: string) => ({ authorization: `Basic ${btoa(`app:${secret}`)}` });
    expect((await send(world, '/oauth/token', { body: `${grant}&client_id=app&client_secret=s+cret` })).status).toBe(
      200,
    );
    expect((await send(world, '/oauth/token', { body: grant, headers: basic('s+cret') })).status).toBe(200);
    const wrong = await send(world, '/oauth/token', { body: grant, headers: basic('wrong') });
    expect([wrong.status, jsonOf(wrong).error]).toEqual([401, 'invalid_client']);
    expect(headerOf(wrong, 'www-authenticate')).toBe('Basic realm="auth"');
    expect((await send(world, '/oauth/token', { body: `${grant}&client_id=toString` })).status).toBe(401);
  });

  test('lets tokens expire by the clock that it is given', async () => {
    let nowMs = 1_700_000_000_000;
    const world = createWorld({ accessLifetimeMs: 20_000, now: () => nowMs });
    const { access_token } = world.tokens.issue();
    nowMs += 19_999;
    expect((await send(world, '/api/orders', { headers: bearer(access_token) })).status).toBe(200);
    nowMs += 1;
    expect((await send(world, '/api/orders', { headers: bearer(access_token) })).status).toBe(401);
    expect(world.journal.entries.map(({ atMs, credential }) => [atMs, credential?.state])).toEqual([
      [1_700_000_019_999, 'valid'],
      [1_700_000_020_000, 'expired'],
    ]);
  });

  test('says the lifetime in seconds, as a string, or not at all', () => {
    const lifetime = (expiresIn: 'number' | 'string' | 'absent') => createWorld({ expiresIn }).tokens.issue();
    expect(lifetime('number').expires_in).toBe(3600);
    expect(lifetime('string').expires_in).toBe('3600');
    expect('expires_in' in lifetime('absent')).toBe(false);
  });

  test('issues tokens that look like a JWT, with times in seconds', () => {
    const world = createWorld({ tokenFormat: 'jwt', now: () => 1_700_000_000_999 });
    const claims = claimsOf(world.tokens.issue({ user: 'bob', scope: 'read', lifetimeMs: 60_000 }).access_token);
    expect(claims).toMatchObject({ sub: 'bob', scope: 'read', iat: 1_700_000_000, exp: 1_700_000_060 });
  });

  test('forgives a second use of a refresh token within the grace', () => {
    let nowMs = 0;
    const world = createWorld({ reuseGraceMs: 1000, now: () => nowMs });
    const { refresh_token: refreshToken = '' } = world.tokens.issue();
    expect('tokens' in world.tokens.refresh(refreshToken)).toBe(true);
    nowMs = 999;
    expect('tokens' in world.tokens.refresh(refreshToken)).toBe(true);
    nowMs = 1000;
    expect(world.tokens.refresh(refreshToken)).toMatchObject({ reuse: true });
    expect(world.tokens.reuseDetected).toBe(1);
  });

  test('keeps a refresh token good and returns none where nothing rotates', () => {
    const world = createWorld({ rotation: false });
    const { refresh_token: refreshToken = '' } = world.tokens.issue();
    for (let round = 0; round < 2; round++) {
      const rotation = world.tokens.refresh(refreshToken);
      expect('tokens' in rotation && rotation.tokens.refresh_token).toBeUndefined();
    }
    expect(world.tokens.look(refreshToken).state).toBe('valid');
  });

  test('revokes what it is told to, and nothing else', () => {
    const { tokens } = createWorld();
    const [ada, bob] = [tokens.issue(), tokens.issue({ user: 'bob' })];
    const states = () =>
      [ada, bob].flatMap((one) => [one.access_token, one.refresh_token ?? '']).map((token) => tokens.look(token).state);
    tokens.expireAll();
    expect(states()).toEqual(['expired', 'valid', 'expired', 'valid']);
    tokens.revokeAccess();
    expect(states()).toEqual(['revoked', 'valid', 'revoked', 'valid']);
    tokens.revokeFamilies('bob');
    expect(states()).toEqual(['revoked', 'valid', 'revoked', 'revoked']);
    tokens.revokeRefresh();
    expect(states()).toEqual(['revoked', 'revoked', 'revoked', 'revoked']);
    expect(tokens.look('unheard of')).toEqual({ state: 'unknown' });
  });

  test('keeps the refresh token of a cookie session in cookies that scripts cannot read', async () => {
    const world = createWorld();
    const login = await send(world, '/session/login', { body: 'username=ada&password=lovelace' });
    const cookies = headerOf(login, 'set-cookie');
    expect(cookies).toMatch(
      /^refresh=fkrt_\w+; Path=\/session; HttpOnly; SameSite=Strict\naccess=fkat_\w+; Path=\/api; HttpOnly/,
    );
    expect(jsonOf(login).refresh_token).toBeUndefined();
    const cookie = cookies.split(';')[0] ?? '';
    const refreshed = await send(world, '/session/refresh', { method: 'POST', headers: { cookie } });
    expect(refreshed.status).toBe(200);
    const again = await send(world, '/session/refresh', { method: 'POST', headers: { cookie } });
    expect([again.status, jsonOf(again).error]).toEqual([401, 'invalid_grant']);
    expect((await send(world, '/session/refresh', { method: 'POST' })).status).toBe(401);
    expect(headerOf(await send(world, '/session/logout', { method: 'POST' }), 'set-cookie')).toMatch(
      /^refresh=; .*Max-Age=0/,
    );
    world.journal.expectRefreshes(3);
    expect(() => world.journal.expectNoReuse()).toThrow();
  });
});

describe('the API', () => {
  const api = async (path: string, options: { headers?: Record<string, string>; acr?: string } = {}) => {
    const world = createWorld();
    const { access_token } = world.tokens.issue(options.acr ? { acr: options.acr } : {});
    const answer = await send(world, path, { headers: { ...bearer(access_token), ...options.headers } });
    return { status: answer.status, challenge: headerOf(answer, 'www-authenticate'), answer };
  };

  test('asks for scopes, for a stronger sign-in and for a nonce', async () => {
    expect(await api('/api/scope/read')).toMatchObject({ status: 200 });
    expect(await api('/api/scope/admin')).toMatchObject({
      status: 403,
      challenge: 'Bearer realm="api", error="insufficient_scope", scope="admin"',
    });
    expect(await api('/api/scope/admin?refusal=401')).toMatchObject({ status: 401 });
    expect(await api('/api/step-up?acr=otp')).toMatchObject({
      status: 401,
      challenge: 'Bearer error="insufficient_user_authentication", acr_values="otp"',
    });
    expect(await api('/api/step-up', { acr: 'otp' })).toMatchObject({ status: 200 });
    const { status, answer } = await api('/api/dpop-nonce');
    expect([status, headerOf(answer, 'dpop-nonce')]).toEqual([401, 'nonce-1']);
    const dpop = `e30.${btoa('{"nonce":"nonce-1"}')}.x`;
    expect(await api('/api/dpop-nonce', { headers: { dpop } })).toMatchObject({ status: 200 });
    expect(await api('/api/dpop-nonce', { headers: { dpop: 'rubbish' } })).toMatchObject({ status: 401 });
  });

  test('refuses for ever where a token is not the reason', async () => {
    expect(await api('/api/always-401')).toMatchObject({ status: 401, challenge: 'Bearer error="invalid_token"' });
    expect(await api('/api/other-scheme')).toMatchObject({ status: 401, challenge: 'Basic realm="gate"' });
    expect(await api(`/api/other-scheme?challenge=${encodeURIComponent('Negotiate')}`)).toMatchObject({
      challenge: 'Negotiate',
    });
    const { status, answer } = await api('/api/proxy');
    expect([status, headerOf(answer, 'proxy-authenticate')]).toEqual([407, 'Basic realm="proxy"']);
  });

  test('refuses in the ways of APIs that do not say 401', async () => {
    const world = createWorld();
    const headers = bearer(world.tokens.issue({ expired: true }).access_token);
    const refusal = (way: string) => send(world, `/api/orders?refusal=${way}`, { headers });
    expect([(await refusal('419')).status, (await refusal('498')).status, (await refusal('403')).status]).toEqual([
      419, 498, 403,
    ]);
    expect(headerOf(await refusal('403'), 'www-authenticate')).toBe('');
    expect(jsonOf(await refusal('body'))).toEqual({ ok: false, error: 'token_expired' });
    expect(jsonOf(await refusal('graphql')).errors[0].extensions.code).toBe('UNAUTHENTICATED');
    world.settings.challenge = false;
    expect(headerOf(await refusal('401'), 'www-authenticate')).toBe('');
  });

  test('takes a credential however it is carried, and no refresh token for one', async () => {
    const world = createWorld();
    const { access_token: token, refresh_token: refreshToken = '' } = world.tokens.issue();
    const statusOf = async (path: string, headers: Record<string, string> = {}) =>
      (await send(world, path, { headers })).status;
    expect(await statusOf('/api/orders', { 'x-api-key': token })).toBe(200);
    expect(await statusOf(`/api/orders?api_key=${token}`)).toBe(200);
    expect(await statusOf('/api/orders', { cookie: `a=b; access=${token}` })).toBe(200);
    expect(await statusOf('/api/orders', { authorization: `Basic ${btoa('ada:lovelace')}` })).toBe(200);
    expect(await statusOf('/api/orders', { authorization: `Basic ${btoa('ada:wrong')}` })).toBe(401);
    expect(await statusOf('/api/orders', { authorization: 'Basic %' })).toBe(401);
    expect(await statusOf('/api/orders', bearer(refreshToken))).toBe(401);
    expect(world.journal.entries.map(({ credential }) => credential?.scheme)).toEqual([
      'ApiKey',
      'ApiKey',
      'Cookie',
      'Basic',
      'Basic',
      'Basic',
      'Bearer',
    ]);
  });

  test('takes no malformed Authorization for a good one, and says what is wrong with it', async () => {
    const world = createWorld();
    const { access_token: token } = world.tokens.issue();
    const answer = await send(world, '/api/orders', { headers: bearer(`Bearer ${token}`) });
    expect(answer.status).toBe(401);
    expect(world.journal.entries[0]?.credential?.flaws).toEqual(['repeated-scheme']);
    expect(world.journal.report()).toMatch(/Bearer [0-9a-f]{8} \(unknown\) {2}\(repeated-scheme\) {2}→ 401/);
  });

  test('answers with any status, Retry-After, text, or nothing', async () => {
    const { status, answer } = await api('/api/orders?status=503&retryAfter=2');
    expect([status, headerOf(answer, 'retry-after')]).toEqual([503, '2']);
    expect(String((await api('/api/orders?status=204')).answer.body)).toBe('');
    expect(String((await api('/api/orders?text=hello')).answer.body)).toBe('hello');
    expect((await api('/elsewhere')).status).toBe(404);
    expect((await send(createWorld(), '/public/news')).status).toBe(200);
  });

  test('sleeps through its latencies by the clock that it is given', async () => {
    const slept: number[] = [];
    const world = createWorld({
      latencyMs: { api: 7, token: 30 },
      sleep: async (ms) => void slept.push(ms),
    });
    await send(world, '/public/news');
    await send(world, '/public/news?delayMs=5');
    await send(world, '/oauth/token', { body: 'grant_type=client_credentials' });
    world.faults.next('api', { delayMs: 100 });
    await send(world, '/public/news');
    expect(slept).toEqual([7, 12, 30, 107]);
  });
});

describe('CORS', () => {
  const origin = 'https://app.test';
  const preflight = {
    origin,
    'access-control-request-method': 'GET',
    'access-control-request-headers': 'authorization',
  };

  test('allows what is asked for, and exposes the headers that a client needs', async () => {
    const world = createWorld();
    const allowed = await send(world, '/api/orders', { method: 'OPTIONS', headers: preflight });
    expect([allowed.status, headerOf(allowed, 'access-control-allow-headers')]).toEqual([204, 'authorization']);
    const names = allowed.headers.map(([name]) => name);
    expect(new Set(names).size, 'browsers refuse a header that is said twice').toBe(names.length);
    const refused = await send(world, '/api/orders', { headers: { origin } });
    expect(headerOf(refused, 'access-control-allow-origin')).toBe(origin);
    expect(headerOf(refused, 'access-control-expose-headers')).toContain('WWW-Authenticate');
    expect(world.journal.entries.map(({ kind }) => kind)).toEqual(['preflight', 'api']);
  });

  test('hides headers, leaves them off refusals, or says nothing at all', async () => {
    const world = createWorld({ cors: { exposeHeaders: [], origin: 'https://only.test', credentials: false } });
    const hidden = await send(world, '/public/news', { headers: { origin } });
    expect(hidden.headers.map(([name]) => name)).not.toContain('access-control-expose-headers');
    expect(headerOf(hidden, 'access-control-allow-origin')).toBe('https://only.test');
    world.settings.cors = { omitOnRefusal: true };
    const bare = await send(world, '/api/orders', { headers: { origin } });
    expect(headerOf(bare, 'access-control-allow-origin')).toBe('');
    world.settings.cors = false;
    expect((await send(world, '/api/orders', { method: 'OPTIONS', headers: preflight })).status).toBe(403);
  });
});

describe('faults', () => {
  test('are met by one path, one kind of endpoint, for as often as they are told', async () => {
    const world = createWorld();
    const statuses = async (...paths: string[]) =>
      Promise.all(paths.map(async (path) => (await send(world, path)).status));
    world.faults.next('/public/a', { status: 500 }, 2);
    expect(await statuses('/public/b', '/public/a', '/public/a', '/public/a')).toEqual([200, 500, 500, 200]);
    world.faults.always('api', { status: 502 });
    expect(await statuses('/public/a', '/public/b')).toEqual([502, 502]);
    world.faults.clear();
    expect(await statuses('/public/a')).toEqual([200]);
  });

  test('hold requests at a gate until it is opened, and count who stands there', async () => {
    const world = createWorld();
    const gate = world.faults.hold('api');
    let settled = 0;
    const pending = ['/public/a', '/public/b'].map((path) => send(world, path).then(() => settled++));
    await gate.arrived(2);
    expect(settled).toBe(0);
    gate.open();
    await Promise.all(pending);
    await gate.arrived();
    await send(world, '/public/c');
    expect(settled).toBe(2);
  });

  test('stand behind a gate, and hit those that it lets through', async () => {
    const world = createWorld();
    world.faults.next('api', 'reset');
    const gate = world.faults.hold('api');
    let isCut = false;
    const pending = send(world, '/public/a').catch(() => {
      isCut = true;
    });
    await gate.arrived();
    await send(world, '/oauth/token', { body: 'grant_type=client_credentials' });
    expect(isCut).toBe(false);
    gate.open();
    await pending;
    expect(isCut).toBe(true);
  });

  test('judge a request when it is let through, not when it came', async () => {
    const world = createWorld();
    const headers = bearer(world.tokens.issue().access_token);
    const gate = world.faults.hold('api');
    const pending = send(world, '/api/orders', { headers });
    await gate.arrived();
    world.tokens.expireAll();
    gate.open();
    expect((await pending).status).toBe(401);
    expect(world.journal.entries[0]?.credential?.state).toBe('expired');
  });

  test('wait no longer for a client that has left', async () => {
    const world = createWorld();
    const gate = world.faults.hold('api');
    const leaving = new AbortController();
    const request = { method: 'GET', url: new URL('https://api.test/public/a'), headers: {}, body: new Uint8Array() };
    const pending = world.handle(request, leaving.signal);
    await gate.arrived();
    leaving.abort();
    await pending;
    expect(world.journal.entries[0]).toMatchObject({ outcome: 'gone' });
    expect(world.journal.entries[0]?.status).toBeUndefined();
  });

  test('let nobody wait at a gate that is removed', async () => {
    const world = createWorld();
    const gate = world.faults.hold('/public/a');
    const coming = gate.arrived(2);
    const pending = send(world, '/public/a');
    world.faults.clear();
    await expect(coming).rejects.toThrow('The gate at /public/a was removed when 1 of 2 requests had come.');
    expect((await pending).status).toBe(200);
  });

  test('spoil no preflight', async () => {
    const world = createWorld();
    world.faults.always('api', 'reset');
    const headers = { origin: 'https://app.test', 'access-control-request-method': 'GET' };
    expect((await send(world, '/api/orders', { method: 'OPTIONS', headers })).status).toBe(204);
  });
});
