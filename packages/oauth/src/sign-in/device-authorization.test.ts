import type { TokensInput } from '@freshkey/core';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { deviceAuthorization, oauth } from '../index.ts';
import { startProvider, type TestProvider } from '../test-support/provider.ts';

const issuer = 'https://id.example.com';
const metadata = {
  issuer,
  token_endpoint: `${issuer}/token`,
  device_authorization_endpoint: `${issuer}/device`,
};
const codes = {
  device_code: 'device-secret',
  user_code: 'WDJB-MJHT',
  verification_uri: `${issuer}/go`,
  expires_in: 600,
};
const tokens = { access_token: 'a', token_type: 'Bearer' };

/** A server that answers the polls one after the other; an answer that is a number is a status, `Infinity` no answer at all. */
function client(polls: readonly (object | string | number)[], device: object = {}) {
  const askedAtMs: number[] = [];
  const startedAtMs = Date.now();
  const left = [...polls];
  const send = async (url: unknown): Promise<Response> => {
    if (url === metadata.device_authorization_endpoint) return Response.json({ ...codes, ...device });
    if (url !== metadata.token_endpoint) return Response.json(metadata);
    askedAtMs.push(Date.now() - startedAtMs);
    const answer = left.shift() ?? 'authorization_pending';
    if (answer === Infinity) throw new TypeError('fetch failed');
    if (typeof answer === 'number') return Response.json({}, { status: answer });
    return typeof answer === 'string' ? Response.json({ error: answer }, { status: 400 }) : Response.json(answer);
  };
  return { auth: oauth({ issuer, clientId: 'tv', fetch: send as typeof fetch }), askedAtMs };
}

/** Lets the time pass until the promise settles. */
async function settled(
  promise: Promise<TokensInput>,
): Promise<{ value?: TokensInput; error?: Error & { error?: string } }> {
  let outcome: { value?: TokensInput; error?: Error } | undefined;
  promise.then(
    (value) => {
      outcome = { value };
    },
    (error) => {
      outcome = { error };
    },
  );
  while (!outcome) await vi.advanceTimersByTimeAsync(1000);
  return outcome;
}

describe('the polling of RFC 8628 §3.5', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('waits as long as the server says, and 5 s longer each time that it asks to slow down', async () => {
    const { auth, askedAtMs } = client(['authorization_pending', 'slow_down', 'slow_down', tokens], { interval: 2 });
    const device = await deviceAuthorization(auth);
    expect(device).toMatchObject({ userCode: 'WDJB-MJHT', verificationUri: `${issuer}/go` });
    expect((await settled(device.tokens())).value).toMatchObject({ access_token: 'a' });
    expect(askedAtMs).toEqual([2000, 4000, 11_000, 23_000]);
  });

  test('asks more and more seldom where the server does not answer, or is busy', async () => {
    const { auth, askedAtMs } = client([Infinity, 503, 429, tokens]);
    const device = await deviceAuthorization(auth);
    expect((await settled(device.tokens())).value).toMatchObject({ access_token: 'a' });
    expect(askedAtMs).toEqual([5000, 15_000, 35_000, 75_000]);
  });

  test.each<[string, readonly string[], object, RegExp, string]>([
    [
      'declines',
      ['authorization_pending', 'access_denied'],
      {},
      /declined at https?:\S+, on the other device/,
      'access_denied',
    ],
    [
      'is too late for the server',
      ['expired_token'],
      {},
      /"device_code" of https?:\S+ was not confirmed in time/,
      'expired_token',
    ],
    ['is too late', [], { expires_in: 12 }, /"device_code" of https?:\S+ was not confirmed in time/, 'expired_token'],
  ])('ends where the user %s', async (_name, polls, device, words, code) => {
    const { auth } = client(polls, device);
    const { error } = await settled((await deviceAuthorization(auth)).tokens());
    expect(error?.message).toMatch(words);
    expect(error).toMatchObject({ code: 'sign-in-failed', error: code });
  });

  test('ends where the client is wrong', async () => {
    const { auth, askedAtMs } = client(['invalid_client']);
    const { error } = await settled((await deviceAuthorization(auth)).tokens());
    expect(error?.message).toMatch(/invalid_client/);
    expect(error?.message).not.toContain('device-secret');
    expect(askedAtMs).toHaveLength(1);
  });

  test('ends by its signal at once, and asks no more', async () => {
    const controller = new AbortController();
    const { auth, askedAtMs } = client([]);
    const device = await deviceAuthorization(auth, { signal: controller.signal });
    const waiting = device.tokens();
    await vi.advanceTimersByTimeAsync(6000);
    controller.abort('enough');
    await expect(waiting).rejects.toBe('enough');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(askedAtMs).toEqual([5000]);
  });

  test('never asks sooner than it may, nor after the code has ended, whatever is answered', async () => {
    const poll = fc.constantFrom('authorization_pending', 'slow_down', 503, Infinity);
    await fc.assert(
      fc.asyncProperty(
        fc.array(poll, { maxLength: 12 }),
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 900 }),
        async (polls, interval, expiresInSec) => {
          const { auth, askedAtMs } = client(polls, { interval, expires_in: expiresInSec });
          const device = await deviceAuthorization(auth);
          const { error } = await settled(device.tokens());
          expect(error?.error).toBe('expired_token');
          let leastMs = interval * 1000;
          askedAtMs.forEach((atMs, index) => {
            expect(atMs - (askedAtMs[index - 1] ?? 0)).toBeGreaterThanOrEqual(leastMs);
            if (polls[index] === 'slow_down') leastMs += 5000;
            expect(atMs).toBeLessThan(expiresInSec * 1000);
          });
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('with a provider', () => {
  let provider: TestProvider;
  beforeEach(async () => {
    provider = await startProvider();
  });
  afterEach(() => provider.close());

  test('brings tokens once the user has confirmed', async () => {
    const { provider: server } = provider;
    const auth = oauth({
      issuer: provider.issuer,
      clientId: 'app',
      scope: 'openid',
      allowHttp: true,
      fetch: provider.fetch,
    });
    const device = await deviceAuthorization(auth);
    expect(device.verificationUriComplete).toContain(device.userCode);
    const code = await server.DeviceCode.findByUserCode(device.userCode.replace('-', ''));
    if (!code) throw new Error('There is no such code.');
    const grant = new server.Grant({ accountId: 'ada', clientId: 'app' });
    grant.addOIDCScope('openid');
    Object.assign(code, { accountId: 'ada', grantId: await grant.save(), scope: 'openid', authTime: 1, acr: 'silver' });
    await code.save();
    const brought = (await device.tokens()) as { access_token: string };
    expect(await provider.find(brought.access_token)).toBeDefined();
  });

  test('a refusal of the server is told in words', async () => {
    const auth = oauth({ issuer: provider.issuer, clientId: 'nobody', allowHttp: true });
    await expect(deviceAuthorization(auth)).rejects.toThrow(/device\/auth answered invalid_client.*"clientId"/);
  });
});
