import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { deferred, settled } from './test-support/deferred.ts';
import { createFakeApi } from './test-support/fake-api.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const refusal = () => new Response('{"error":"invalid_grant"}', { status: 400 });
const expired = { access_token: 'old', refresh_token: 'r1', expires_in: 1 };

describe('callers that ask for a token at once', () => {
  test('share one call, its failure too, and the next one gets a token: https://github.com/AzureAD/microsoft-authentication-library-for-js/issues/2884 (held at first try)', async () => {
    const refresh = vi
      .fn<() => Promise<string>>()
      .mockRejectedValueOnce(new TypeError('Failed to fetch'))
      .mockResolvedValue('new');
    const { session } = createFakeApi({ tokens: expired, refresh });
    await vi.advanceTimersByTimeAsync(2000);
    const all = await Promise.allSettled(Array.from({ length: 10 }, () => session.getAccessToken()));
    expect(new Set(all.map((one) => one.status === 'rejected' && one.reason.code))).toEqual(
      new Set(['refresh-failed']),
    );
    expect(refresh).toHaveBeenCalledTimes(1);
    expect(await Promise.all([session.getAccessToken(), session.getAccessToken()])).toEqual(['new', 'new']);
    expect(refresh).toHaveBeenCalledTimes(2);
  });

  test('get it though the first of them leaves: https://github.com/mui/mui-x/pull/22947 (held at first try)', async () => {
    const renewal = deferred<string>();
    let refreshSignal: AbortSignal | undefined;
    const { session } = createFakeApi({
      tokens: expired,
      refresh: ({ signal }) => {
        refreshSignal = signal;
        return renewal.promise;
      },
    });
    await vi.advanceTimersByTimeAsync(2000);
    const controller = new AbortController();
    const first = session.getAccessToken({ signal: controller.signal });
    const second = session.getAccessToken();
    await settled();
    controller.abort();
    await expect(first).rejects.toMatchObject({ code: 'aborted' });
    expect(refreshSignal?.aborted).toBe(false);
    renewal.resolve('new');
    expect(await second).toBe('new');
  });
});

describe('a refresh that is answered after a sign-out', () => {
  test.each([
    ['with tokens', () => ({ access_token: 'of-the-last-user', refresh_token: 'r9' })],
    ['with a refusal', refusal],
  ])(
    '%s neither stores, nor tells, nor ends the session of the next user: https://github.com/supabase/supabase-swift/issues/1371 (held at first try)',
    async (_name, answer) => {
      const late = deferred<void>();
      const { session, client, api } = createFakeApi({
        refresh: async () => {
          await late.promise;
          return answer();
        },
      });
      const told: string[] = [];
      for (const name of ['refreshed', 'ended', 'refresh-failed'] as const) session.on(name, () => told.push(name));
      const refused = client.request('/x');
      await settled();
      await session.signOut();
      await session.signIn('new');
      late.resolve();
      await refused;
      await settled();
      expect([session.status, session.getTokens()?.accessToken, told]).toEqual(['active', 'new', []]);
      expect((await client.request('/mine')).status).toBe(200);
      expect(api.log.at(-1)).toBe('GET /mine new');
    },
  );
});

test('a laptop that wakes before its network signs nobody out, and goes on when that is there: https://github.com/aws-amplify/amplify-js/issues/7864 (held at first try)', async () => {
  let isOnline = false;
  const { session, client, api } = createFakeApi({
    tokens: expired,
    refresh: async () => {
      if (!isOnline) throw Object.assign(new TypeError('fetch failed'), { cause: { code: 'ENOTFOUND' } });
      return 'new';
    },
  });
  await vi.advanceTimersByTimeAsync(8 * 3_600_000);
  const awake = Promise.all([client.request('/a'), client.request('/b')]);
  await vi.advanceTimersByTimeAsync(1000);
  const [answer] = await awake;
  expect([answer?.status, session.explain(answer)?.retryable, session.status]).toEqual([401, true, 'active']);
  isOnline = true;
  expect((await client.request('/c')).status).toBe(200);
  expect(api.log.at(-1)).toBe('GET /c new');
});

test('requests that wait for a refresh that fails get their own answer, and the next one asks anew: https://github.com/fpindej/netrock/issues/57 (held at first try)', async () => {
  const answers = [() => new Response('{}', { status: 503 }), () => 'new'];
  const refresh = vi.fn(() => answers.shift()?.() ?? refusal());
  const { session, client, api } = createFakeApi({ refresh });
  const refused = await Promise.all([client.request('/1'), client.request('/2')]);
  expect(refused.map((answer) => [answer.status, session.explain(answer)?.reason])).toEqual([
    [401, 'refresh-failed'],
    [401, 'refresh-failed'],
  ]);
  expect(api.log).toEqual(['GET /1 old', 'GET /2 old']);
  const cured = await Promise.all([client.request('/3'), client.request('/4')]);
  expect(cured.map(({ status }) => status)).toEqual([200, 200]);
  expect(refresh).toHaveBeenCalledTimes(2);
});

test('a laptop whose clock is five minutes behind is not thrown out at the end of every token: https://github.com/directus/app/issues/1175 (held at first try)', async () => {
  const part = (value: object) => btoa(JSON.stringify(value)).replace(/=+$/, '');
  let issued = 0;
  let expiresAtSec = 0;
  const issue = () => {
    const iat = Math.floor(Date.now() / 1000);
    expiresAtSec = iat + 300;
    return `${part({ alg: 'none' })}.${part({ iat, exp: expiresAtSec, jti: ++issued })}.x`;
  };
  const { client, api, session } = createFakeApi({
    tokens: undefined,
    refreshWhenEmpty: true,
    now: () => Date.now() - 300_000,
    refresh: async () => {
      api.valid = issue();
      return api.valid;
    },
  } as never);
  api.intercept = (_request, answer) => (Date.now() / 1000 < expiresAtSec ? answer : { status: 401 });
  const statuses = new Set<number>();
  for (let minute = 0; minute < 30; minute++) {
    statuses.add((await client.request('/x')).status);
    await vi.advanceTimersByTimeAsync(60_000);
  }
  expect([...statuses]).toEqual([200]);
  expect(session.status).toBe('active');
  expect(issued).toBeLessThanOrEqual(9);
});
