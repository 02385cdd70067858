import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { basic } from './basic.ts';
import { apiKey, bearerToken, refreshToken } from './bearer-token.ts';
import { CredentialsError } from './credentials-error.ts';
import type { CredentialSpec } from './kind.ts';
import { readCredentials } from './read-credentials.ts';
import { Secret } from './secret.ts';

const token = 'aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA';
const key = (...parts: string[]) => parts.join('');
const stripeSecret = key('sk', '_live_', token);

const problemsOf = (spec: CredentialSpec, env: Record<string, unknown>, more = {}) => {
  try {
    readCredentials(spec, { env, ...more });
    return [];
  } catch (error) {
    if (!(error instanceof CredentialsError)) throw error;
    return error.problems;
  }
};
const told = (spec: CredentialSpec, env: Record<string, unknown>, more = {}) =>
  problemsOf(spec, env, more).map(({ name, id }) => `${name} ${id}`);

describe('readCredentials', () => {
  test('yields secrets by name', () => {
    const credentials = readCredentials(
      { API_TOKEN: bearerToken(), REFRESH_TOKEN: refreshToken(), API_KEY: apiKey({ prefix: 'sk_live_' }), DB: basic() },
      { env: { API_TOKEN: token, REFRESH_TOKEN: `r-${token}`, API_KEY: stripeSecret, DB: 'anna:pass:word' } },
    );
    expect(credentials.API_TOKEN).toBeInstanceOf(Secret);
    expect(credentials.API_TOKEN.reveal()).toBe(token);
    expect(credentials.REFRESH_TOKEN.reveal()).toBe(`r-${token}`);
    expect(credentials.API_KEY.reveal()).toBe(stripeSecret);
    expect(credentials.DB.username).toBe('anna');
    expect(credentials.DB.password.reveal()).toBe('pass:word');
    expect(inspect(credentials, { depth: 9 })).toContain('[secret API_TOKEN]');
    expect(JSON.stringify(credentials)).not.toContain(token);
  });

  test('tells all problems at once, in one error that names variable and flaw and no value', () => {
    const env = { A: `"${token}"`, B: `Bearer ${token}`, C: '', D: `${token}\n`, E: 'changeme-or-not' };
    const spec = {
      A: bearerToken(),
      B: bearerToken(),
      C: bearerToken(),
      D: apiKey(),
      E: apiKey({ prefix: 'sk_' }),
      F: basic(),
    };
    expect(told(spec, env)).toEqual([
      'A quotes-kept',
      'B scheme-inside',
      'C empty',
      'D newline',
      'E wrong-prefix',
      'F missing',
    ]);
    const error = (() => {
      try {
        return readCredentials(spec, { env });
      } catch (caught) {
        return caught as CredentialsError;
      }
    })() as CredentialsError;
    expect(error.name).toBe('CredentialsError');
    expect(error.code).toBe('invalid-credentials');
    expect(error.message).toMatch(/^6 credentials are unusable:\n {2}A is wrapped in quotes/);
    expect(error.message.split('\n')).toHaveLength(7);
    for (const value of [token, 'changeme-or-not']) expect(inspect(error, { depth: 9 })).not.toContain(value);
  });

  test('reads process.env where none is given', () => {
    process.env.FRESHKEY_TEST_TOKEN = token;
    try {
      expect(readCredentials({ FRESHKEY_TEST_TOKEN: bearerToken() }).FRESHKEY_TEST_TOKEN.reveal()).toBe(token);
    } finally {
      delete process.env.FRESHKEY_TEST_TOKEN;
    }
  });

  test('reads import.meta.env, whose values are not all text', () => {
    const env = { DEV: true, VITE_TOKEN: token, BASE_URL: '/' };
    expect(readCredentials({ VITE_TOKEN: apiKey({ publishable: true }) }, { env }).VITE_TOKEN.reveal()).toBe(token);
    expect(told({ DEV: bearerToken() }, env)).toEqual(['DEV not-text']);
  });

  test('leaves out what is optional and not there', () => {
    const spec = {
      A: bearerToken({ optional: true }),
      B: apiKey({ optional: true }),
      C: basic({ optional: true }),
      D: refreshToken({ optional: true }),
    };
    expect(readCredentials(spec, { env: { B: '' } })).toEqual({
      A: undefined,
      B: undefined,
      C: undefined,
      D: undefined,
    });
    expect(told(spec, { A: `"${token}"` })).toEqual(['A quotes-kept']);
  });

  test('tells a secret under a public prefix, and a publishable key nowhere', () => {
    expect(
      told(
        { VITE_API_TOKEN: bearerToken(), NEXT_PUBLIC_KEY: apiKey() },
        { VITE_API_TOKEN: token, NEXT_PUBLIC_KEY: token },
      ),
    ).toEqual(['VITE_API_TOKEN secret-made-public', 'NEXT_PUBLIC_KEY secret-made-public']);
    const publishable = key('pk', '_live_', token);
    expect(told({ VITE_STRIPE_KEY: apiKey({ publishable: true }) }, { VITE_STRIPE_KEY: publishable })).toEqual([]);
  });

  test('tells one kind of credential in the place of another', () => {
    expect(told({ A: apiKey() }, { A: key('pk', '_live_', token) })).toEqual(['A publishable-key']);
    expect(told({ A: bearerToken() }, { A: key('gh', 'r_', token) })).toEqual(['A wrong-kind']);
    expect(told({ A: bearerToken() }, { A: key('GOC', 'SPX-', token) })).toEqual(['A wrong-kind']);
    expect(told({ A: refreshToken() }, { A: key('xox', 'b-', token) })).toEqual(['A wrong-kind']);
    expect(told({ A: refreshToken() }, { A: key('xox', 'e-', token) })).toEqual([]);
  });

  test('says which key it is that has the wrong prefix', () => {
    const [problem] = problemsOf(
      { OPENAI: apiKey({ prefix: ['sk-proj-', 'sk-svcacct-'] }) },
      { OPENAI: key('gsk', '_', token) },
    );
    expect(problem?.title).toBe('OPENAI does not begin with sk-proj- or sk-svcacct-; it is a Groq API key');
  });

  test('tells a test key in a live environment, and the reverse', () => {
    const testKey = key('sk', '_test_', token);
    expect(told({ A: apiKey() }, { A: testKey }, { mode: 'live' })).toEqual(['A wrong-mode']);
    expect(told({ A: apiKey() }, { A: stripeSecret }, { mode: 'test' })).toEqual(['A wrong-mode']);
    expect(told({ A: apiKey({ mode: 'test' }) }, { A: testKey }, { mode: 'live' })).toEqual([]);
    expect(told({ A: apiKey() }, { A: testKey })).toEqual([]);
    expect(told({ A: apiKey({ mode: 'live' }) }, { A: key('test', '_', token) })).toEqual(['A wrong-mode']);
  });

  test('tells a damaged token by length, checksum or structure', () => {
    expect(told({ A: apiKey({ minLength: 40 }) }, { A: token })).toEqual(['A too-short']);
    expect(told({ A: bearerToken() }, { A: key('gh', 'p_', token, 'AAAA') })).toEqual(['A wrong-checksum']);
    expect(told({ A: bearerToken() }, { A: key('gh', 'p_', token) })).toEqual(['A wrong-length']);
    const jwt = ['{"alg":"RS256"}', '{"sub":"1"}'].map((part) => Buffer.from(part).toString('base64url')).join('.');
    expect(told({ A: bearerToken() }, { A: jwt })).toEqual(['A damaged-jwt']);
    expect(told({ A: bearerToken() }, { A: `${jwt}.c2ln` })).toEqual([]);
  });

  test('reads user and password out of one variable or two', () => {
    const two = { DB: basic({ username: 'DB_USER', password: 'DB_PASSWORD' }) };
    expect(readCredentials(two, { env: { DB_USER: 'anna', DB_PASSWORD: 'p' } }).DB.password.reveal()).toBe('p');
    expect(told(two, { DB_USER: 'anna' })).toEqual(['DB_PASSWORD missing']);
    expect(told({ DB: basic({ username: 'U', password: 'P', optional: true }) }, { U: 'anna' })).toEqual(['P missing']);
    expect(told(two, { DB_USER: 'an:na', DB_PASSWORD: 'p' })).toEqual(['DB_USER basic-colon-in-user']);
    expect(told({ DB: basic() }, { DB: 'anna' })).toEqual(['DB basic-without-colon']);
    expect(told({ DB: basic() }, { DB: ':pw' })).toEqual(['DB basic-without-user']);
    expect(told({ DB: basic() }, { DB: 'anna:' })).toEqual(['DB basic-without-password']);
    expect(told({ DB: basic() }, { DB: btoa('anna:secret') })).toEqual(['DB basic-encoded']);
  });

  test.each<[string, () => unknown]>([
    ['no spec', () => readCredentials(undefined as unknown as CredentialSpec)],
    ['a spec of something else', () => readCredentials({ A: 'bearer' } as unknown as CredentialSpec, { env: {} })],
    ['an environment that is none', () => readCredentials({}, { env: 'A=b' as unknown as Record<string, unknown> })],
    ['a wrong mode', () => readCredentials({}, { env: {}, mode: 'prod' as 'live' })],
    ['files that are no paths', () => readCredentials({}, { env: {}, files: [1] as unknown as string[] })],
    ['options that are none', () => bearerToken('x' as unknown as object)],
    ['optional that is no boolean', () => bearerToken({ optional: 'yes' as unknown as boolean })],
    ['an empty prefix', () => apiKey({ prefix: '' })],
    ['a minLength of zero', () => apiKey({ minLength: 0 })],
    ['one variable of two', () => basic({ username: 'U' })],
  ])('refuses %s with a TypeError', (_, call) => {
    expect(call).toThrow(TypeError);
  });

  test('does not read what objects inherit', () => {
    expect(told({ toString: apiKey(), constructor: apiKey() } as unknown as CredentialSpec, {})).toEqual([
      'toString missing',
      'constructor missing',
    ]);
  });
});
