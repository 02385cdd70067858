import { createSession, type Session } from '@freshkey/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type OAuthOptions, oauth } from './index.ts';
import { idToken } from './test-support/id-token.ts';

const issuer = 'https://id.example.com';
const held = { access_token: 'a0', refresh_token: 'r0', id_token: idToken({ iss: issuer }) };

/** A session whose token endpoint answers with these tokens. */
function sessionWhoseServerAnswers(answer: object, more: Partial<OAuthOptions> = {}): Session {
  const auth = oauth({
    issuer,
    clientId: 'app',
    fetch: async (url) =>
      Response.json(String(url).endsWith('/token') ? answer : { issuer, token_endpoint: `${issuer}/token` }),
    ...more,
  });
  return createSession({ ...auth.options, tokens: held, log: false });
}

const tokens = (claims: object | undefined) => ({
  access_token: 'a1',
  refresh_token: 'r1',
  token_type: 'Bearer',
  ...(claims && { id_token: idToken({ iss: issuer, ...claims }) }),
});

async function failureOf(session: Session): Promise<string> {
  return session.refresh().then(
    () => expect.fail('the refresh succeeded'),
    (error) => error.message,
  );
}

describe('the ID token of a renewal', () => {
  test('is taken without a nonce, in place of the one before', async () => {
    const answer = tokens({ jti: 'new' });
    const session = sessionWhoseServerAnswers(answer);
    await session.refresh();
    expect(session.getTokens()?.idToken).toBe(answer.id_token);
  });

  test.each(['ES256', 'EdDSA', 'PS512'])('is taken with %s, where the metadata list no algorithms', async (alg) => {
    const answer = { ...tokens(undefined), id_token: idToken({ iss: issuer }, alg) };
    const session = sessionWhoseServerAnswers(answer);
    await session.refresh();
    expect(session.getTokens()).toMatchObject({ accessToken: 'a1', idToken: answer.id_token });
  });

  test.each<[string, object, RegExp]>([
    ['another audience', { aud: 'somebody-else' }, /"aud" of the ID token/],
    ['another issuer', { iss: 'https://evil.example.com' }, /"iss" of the ID token/],
  ])('with %s makes the renewal fail, and the refresh token that came is kept', async (_name, claims, words) => {
    const session = sessionWhoseServerAnswers(tokens(claims));
    expect(await failureOf(session)).toMatch(words);
    expect(session.getTokens()).toMatchObject({ accessToken: 'a0', refreshToken: 'r1' });
    expect(session.status).toBe('active');
  });

  test('without a signature is refused (OpenID Connect Core §2)', async () => {
    const session = sessionWhoseServerAnswers({ ...tokens(undefined), id_token: idToken({ iss: issuer }, 'none') });
    expect(await failureOf(session)).toMatch(/"alg"/);
  });

  test('of somebody else ends the session (OpenID Connect Core §12.2)', async () => {
    const session = sessionWhoseServerAnswers(tokens({ sub: 'bob' }));
    expect(await failureOf(session)).toMatch(/somebody else/);
    expect(session.status).toBe('ended');
  });

  test('costs nothing but itself, however far apart the clocks are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: -100_000, max: 100_000 }),
        fc.integer({ min: 0, max: 3600 }),
        async (offSec, clockToleranceSec) => {
          const nowSec = Math.floor(Date.now() / 1000);
          const endSec = nowSec + offSec;
          const session = sessionWhoseServerAnswers(tokens({ exp: endSec, iat: endSec - 60 }), { clockToleranceSec });
          await session.refresh();
          const { accessToken, refreshToken, idToken: kept } = session.getTokens() ?? {};
          expect([accessToken, refreshToken]).toEqual(['a1', 'r1']);
          const isGood = endSec > nowSec - clockToleranceSec;
          // A second may pass between the two readings of the clock.
          if (Math.abs(endSec - (nowSec - clockToleranceSec)) > 2) expect(kept !== held.id_token).toBe(isGood);
        },
      ),
      { numRuns: 60 },
    );
  });
});

test('a lifetime counts from the start of the renewal, whatever the server says the time is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1_000_000 }), async (expiresInSec) => {
      for (const expires_in of [expiresInSec, String(expiresInSec)]) {
        const beforeMs = Date.now();
        const session = sessionWhoseServerAnswers({ ...tokens(undefined), expires_in });
        await session.refresh();
        const { expiresAtMs = 0 } = session.getTokens() ?? {};
        expect(expiresAtMs).toBeGreaterThanOrEqual(beforeMs + expiresInSec * 1000);
        expect(expiresAtMs).toBeLessThanOrEqual(Date.now() + expiresInSec * 1000);
      }
    }),
    { numRuns: 30 },
  );
});

test('a token response without a type is bearer, and one with further members keeps them', async () => {
  const session = sessionWhoseServerAnswers({ access_token: 'a1', instance_url: 'https://eu1.example.com' });
  await session.refresh();
  expect(session.getTokens()).toMatchObject({
    tokenType: 'Bearer',
    refreshToken: 'r0',
    extra: { instance_url: 'https://eu1.example.com' },
  });
});

test('a page in place of tokens is told as such', async () => {
  const session = sessionWhoseServerAnswers(
    {},
    {
      fetch: async (url) =>
        String(url).endsWith('/token')
          ? new Response('<html>Welcome</html>', { headers: { 'content-type': 'text/html' } })
          : Response.json({ issuer, token_endpoint: `${issuer}/token` }),
    },
  );
  expect(await failureOf(session)).toMatch(
    /\/token answered with tokens that cannot be used: there is no "access_token"/,
  );
  expect(session.getTokens()?.refreshToken).toBe('r0');
});
