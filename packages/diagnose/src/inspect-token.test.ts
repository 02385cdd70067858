import fc from 'fast-check';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { base62, crc32 } from './crc32.ts';
import { jwt, keyText, serverNowMs, serverNowSec } from './fixtures/fixture.ts';
import { inspectToken } from './inspect-token.ts';

const now = serverNowMs;
const ids = (token: string, options: Parameters<typeof inspectToken>[1] = { now }) =>
  inspectToken(token, options).problems.map(({ id }) => id);
const encoded = (value: unknown) => btoa(JSON.stringify(value)).replaceAll('=', '');

describe('inspectToken', () => {
  test('finds nothing wrong with a token of jose’s, and shows what is technical in it', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const token = await new SignJWT({ scope: 'orders:read', email: 'ada@example.com', name: 'Ada' })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: (await exportJWK(publicKey)).x?.slice(0, 8) ?? '' })
      .setIssuer('https://issuer.example.com')
      .setAudience('https://api.example.com')
      .setIssuedAt(serverNowSec)
      .setExpirationTime(serverNowSec + 300)
      .sign(privateKey);
    const inspection = inspectToken(token, { now });
    expect(inspection).toMatchObject({ schema: 1, kind: 'jwt', problems: [], header: { alg: 'ES256', typ: 'at+jwt' } });
    expect(inspection.claims).toEqual({
      iss: 'https://issuer.example.com',
      aud: 'https://api.example.com',
      scope: 'orders:read',
      iat: serverNowSec,
      exp: serverNowSec + 300,
    });
  });

  test('keeps personal claims to itself unless they are asked for', () => {
    const token = jwt({
      email: 'ada@example.com',
      given_name: 'Ada',
      phone_number: '+49 30 1',
      realm_access: { roles: ['admin'] },
    });
    expect(JSON.stringify(inspectToken(token, { now }))).not.toMatch(/ada@|Ada|\+49|user-1/);
    expect(inspectToken(token, { now }).claims).toMatchObject({ realm_access: { roles: ['admin'] } });
    expect(inspectToken(token, { now, claims: 'all' }).claims).toMatchObject({
      email: 'ada@example.com',
      sub: 'user-1',
    });
  });

  test.each([
    ['an expired token', jwt({ exp: serverNowSec - 3_600 }), 'token-expired'],
    ['a token for tomorrow', jwt({ nbf: serverNowSec + 86_400, exp: serverNowSec + 90_000 }), 'token-not-yet-valid'],
    ['milliseconds', jwt({ exp: now + 3_600_000 }), 'token-time-in-milliseconds'],
    ['a time as text', jwt({ exp: 'tomorrow' }), 'token-time-of-wrong-type'],
    ['an ID token', jwt({ typ: 'ID' }), 'id-token-as-access-token'],
    ['a refresh token', jwt({ typ: 'Refresh' }), 'refresh-token-as-access-token'],
    ['no algorithm', jwt({}, { alg: 'none' }), 'token-algorithm-wrong'],
    ['a token bound to a key', jwt({ cnf: { jkt: 'x' } }), 'dpop-token-as-bearer'],
    ['a token bound to a certificate', jwt({ cnf: { 'x5t#S256': 'x' } }), 'certificate-bound-token'],
    ['two segments', jwt().split('.').slice(0, 2).join('.'), 'token-damaged'],
    ['padding', `${jwt()}==`, 'token-damaged'],
    ['a payload that is no object', `${encoded({ alg: 'RS256' })}.${encoded([1])}.c2ln`, 'token-damaged'],
    ['a scheme before the token', `Bearer ${jwt()}`, 'scheme-repeated'],
    ['quotes', `"${jwt()}"`, 'credential-in-quotes'],
    ['a line break', `${keyText(40)}\n`, 'credential-with-white-space'],
    ['undefined', 'undefined', 'credential-is-missing-value'],
    ['a placeholder', '<your-token>', 'credential-is-placeholder'],
    ['nothing', '', 'credential-is-empty'],
    ['blanks', '  \n', 'credential-is-empty'],
    ['a refresh token of GitHub', ['gh', 'r_', keyText(36)].join(''), 'credential-of-another-kind'],
    ['a GitHub token with a wrong letter', ['gh', 'p_', keyText(36)].join(''), 'credential-truncated-or-masked'],
  ])('says what is wrong with %s', (_, token, id) => {
    expect(ids(token)).toContain(id);
  });

  test('compares with what the API demands', () => {
    expect(ids(jwt(), { now, expected: { audience: 'https://other.example.com' } })).toEqual(['token-audience-wrong']);
    expect(ids(jwt(), { now, expected: { issuer: 'https://issuer.example.com' } })).toEqual(['token-issuer-wrong']);
    expect(ids(jwt({ scope: 'read' }), { now, requiredScopes: ['write'] })).toEqual(['token-scope-missing']);
    expect(
      ids(jwt(), {
        now,
        expected: {
          audience: 'https://api.example.com',
          issuer: 'https://issuer.example.com/',
          type: 'JWT',
          algorithms: ['RS256'],
        },
      }),
    ).toEqual([]);
  });

  test('judges no time without a clock', () => {
    expect(ids(jwt({ exp: 1 }), {})).toEqual([]);
    expect(ids(jwt({ exp: 1 }), { now: () => now })).toEqual(['token-expired']);
  });

  test('knows vendors’ tokens by their prefix and checksum', () => {
    const body = keyText(30);
    const good = ['gh', 'p_', body, base62(crc32(body), 6)].join('');
    expect(inspectToken(good, { now })).toMatchObject({
      kind: 'vendor',
      label: 'a GitHub personal access token (classic)',
      problems: [],
    });
    expect(inspectToken(keyText(40), { now })).toEqual({ schema: 1, kind: 'opaque', problems: [] });
  });

  test('tells an encrypted token', () => {
    const token = `${encoded({ alg: 'dir', enc: 'A256GCM', iss: 'https://acme.auth0.com/' })}..aaaa.bbbb.cccc`;
    expect(inspectToken(token, { now })).toMatchObject({
      kind: 'jwe',
      header: { alg: 'dir', enc: 'A256GCM' },
      problems: [{ id: 'encrypted-token' }],
    });
  });

  test('speaks of the token, not of a request that nobody made', () => {
    for (const token of [
      '',
      'undefined',
      `"${jwt()}"`,
      `${keyText(40)}\n`,
      `Bearer ${jwt()}`,
      jwt({ cnf: { jkt: 'x' }, exp: 5 }),
      jwt({ typ: 'ID' }),
    ]) {
      for (const { title, evidence } of inspectToken(token, { now }).problems) {
        expect([title, ...evidence].join('\n')).not.toMatch(
          /the token carries|in the token|header the token|It was sent as|The server (?:names|says)/,
        );
        for (const text of evidence) expect(text).toMatch(/^[A-Z`“]/);
      }
    }
  });

  test('never throws, and never shows the token', () => {
    const part = fc.oneof(
      fc.base64String(),
      fc.string({ unit: 'binary' }),
      fc.jsonValue().map((value) => btoa(encodeURIComponent(JSON.stringify(value)))),
    );
    const tokens = fc.oneof(
      fc.array(part, { maxLength: 6 }).map((parts) => parts.join('.')),
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.constant('ey'.repeat(20_000)),
    );
    fc.assert(
      fc.property(tokens, fc.anything(), (token, options) => {
        const printed = JSON.stringify(inspectToken(token, options as never).problems);
        const clean = token.trim();
        if (clean.length >= 16 && JSON.stringify(clean) === `"${clean}"`) expect(printed).not.toContain(clean);
      }),
      { numRuns: 1_000, interruptAfterTimeLimit: 4_000 },
    );
    fc.assert(
      fc.property(fc.anything(), (token) => inspectToken(token as string).schema === 1),
      { interruptAfterTimeLimit: 4_000 },
    );
  });
});

describe('a JWT that no header takes', () => {
  const long = (groups: number, more: Record<string, unknown> = {}) =>
    [
      { alg: 'RS256', typ: 'JWT' },
      { ...more, groups: Array.from({ length: groups }, (_, index) => `group-${index}-62ef`) },
    ]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .concat('c2lnbmF0dXJl'.repeat(20))
      .join('.');

  test('is a JWT whatever its length, and its length is told', () => {
    for (const groups of [500, 2_200, 40_000]) {
      const inspection = inspectToken(long(groups, { iss: 'https://id.example.com' }), { now: serverNowMs });
      expect([inspection.kind, inspection.problems.map(({ row }) => row)]).toEqual(['jwt', ['C22']]);
      expect(inspection.claims?.iss).toBe('https://id.example.com');
    }
  });

  test('is judged by its claims as any other', () => {
    const inspection = inspectToken(long(2_200, { exp: serverNowSec - 600 }), { now: serverNowMs });
    expect(inspection.problems.map(({ row }) => row)).toContain('D01');
    expect(inspectToken(`${long(2_200)}!`, { now: serverNowMs }).kind).not.toBe('jwt');
  });
});
