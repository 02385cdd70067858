import { describe, expect, test } from 'vitest';
import type { Row } from './catalogue.ts';
import { diagnose } from './diagnose.ts';
import { diagnoseBy } from './diagnose-by-rules.ts';
import type { Confidence } from './finding.ts';
import { bearer, exchangeOf, jwt, keyText, serverNowMs, serverNowSec } from './fixtures/fixture.ts';
import type { Rule } from './rule.ts';

const statusOf = (...parts: Parameters<typeof exchangeOf>) => diagnose(exchangeOf(...parts)).status;
const html = { 'Content-Type': 'text/html' };

describe('what counts as a refusal', () => {
  test.each([
    ['a success', { status: 200 }],
    ['a server error', { status: 500, body: { error: 'token service down' } }],
    ['a page that is not there', { status: 404 }],
    ['a 400 about something else', { status: 400, body: { message: 'quantity must be positive' } }],
    ['a 422 about a name', { status: 422, body: { message: 'This API key name has already been taken.' } }],
    ['a 400 about a page token', { status: 400, body: { message: 'Invalid page token.' } }],
    ['a redirect elsewhere', { status: 302, headers: { Location: '/v2/items' } }],
    [
      'GraphQL with another error',
      { status: 200, body: { errors: [{ message: 'x', extensions: { code: 'BAD_USER_INPUT' } }] } },
    ],
  ])('%s does not', (_, answer) => {
    expect(diagnose(exchangeOf({ headers: bearer(jwt({ exp: serverNowSec - 60 })), answer }))).toEqual({
      schema: 1,
      status: 'not-refused',
      cause: null,
      alsoCheck: [],
    });
  });

  test.each([
    ['401', { status: 401 }],
    ['403', { status: 403 }],
    ['407', { status: 407 }],
    ['419', { status: 419 }],
    ['440', { status: 440 }],
    ['498', { status: 498 }],
    ['511', { status: 511 }],
    ['a 400 about credentials', { status: 400, body: { error: 'invalid_grant' } }],
    [
      'a 400 about a key',
      { status: 400, body: { error: { message: 'API key not valid. Please pass a valid API key.' } } },
    ],
    ['a 422 about a token', { status: 422, body: { msg: 'Signature verification failed' } }],
    ['a redirect to a login page', { status: 302, headers: { Location: '/login?next=%2F' } }],
    [
      'a login page after redirects',
      { status: 200, headers: html, body: '<html>sign in</html>', url: 'https://sso.example.com/signin' },
    ],
    ['GraphQL’s UNAUTHENTICATED', { status: 200, body: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] } }],
  ])('%s does', (_, answer) => {
    expect(['explained', 'unexplained']).toContain(statusOf({ headers: bearer(keyText(40)), answer }));
  });

  test('a sign-in that begins with a redirect to the provider does not', () => {
    const answer = { status: 302, headers: { Location: 'https://github.com/login/oauth/authorize?client_id=1' } };
    expect(statusOf({ url: 'https://app.example.com/auth/github', answer })).toBe('not-refused');
    expect(statusOf({ url: 'https://app.example.com/api/repos', answer })).toBe('explained');
  });

  test('no answer is no answer, with or without a cause', () => {
    expect(diagnose(exchangeOf({ answer: null, error: new Error('connect ECONNREFUSED') }))).toMatchObject({
      status: 'no-answer',
      cause: null,
    });
    expect(
      diagnose(
        exchangeOf({ headers: bearer(`${keyText(40)}\n`), answer: null, error: new TypeError('invalid header value') }),
      ),
    ).toMatchObject({ status: 'no-answer', cause: { row: 'C08' } });
    expect(diagnose({ ...exchangeOf({}), response: { status: 0, headers: [] } }).status).toBe('no-answer');
  });

  test('tells one refusal from another by its root cause', () => {
    const rowOf = (answer: NonNullable<Parameters<typeof exchangeOf>[0]['answer']>) =>
      diagnose(exchangeOf({ headers: bearer(jwt()), answer })).cause?.row;
    expect(rowOf({ status: 407 })).toBe('B06');
    expect(rowOf({ status: 511 })).toBe('B07');
    expect(rowOf({ status: 302, headers: { Location: '/login' } })).toBe('A08');
    expect(rowOf({ status: 403, body: { message: 'Forbidden' } })).toBe('E02');
    expect(rowOf({ status: 498 })).toBe('D22');
    expect(
      rowOf({
        status: 401,
        headers: { 'WWW-Authenticate': 'Bearer error="invalid_token", error_description="The issuer is invalid"' },
      }),
    ).toBe('D08');
  });
});

describe('the verdict', () => {
  const ruleOf = (id: string, row: Row, confidence: Confidence, evidence: string[], covers: Row[] = []): Rule => ({
    id,
    row,
    title: id,
    confidence,
    reference: 'RFC 9110',
    covers,
    find: () => ({ evidence, fix: 'mend it' }),
  });
  const verdict = (...rules: Rule[]) => {
    const { cause, alsoCheck, status } = diagnoseBy(rules, exchangeOf({ headers: bearer(keyText(40)) }));
    return { status, cause: cause?.id, also: alsoCheck.map(({ id }) => id) };
  };

  test('is the first proof, before anything that is merely likely', () => {
    const likely = ruleOf('likely', 'A01', 'likely', ['one', 'two']);
    const proof = ruleOf('proof', 'A02', 'proof', ['one']);
    const second = ruleOf('second', 'A03', 'proof', ['one']);
    expect(verdict(likely, proof, second)).toEqual({ status: 'explained', cause: 'proof', also: ['second', 'likely'] });
  });

  test('needs two signals where there is no proof', () => {
    expect(verdict(ruleOf('weak', 'A01', 'likely', ['one']))).toEqual({
      status: 'unexplained',
      cause: undefined,
      also: ['weak'],
    });
  });

  test('never is a hint', () => {
    expect(verdict(ruleOf('hint', 'A01', 'hint', ['one', 'two', 'three']))).toEqual({
      status: 'unexplained',
      cause: undefined,
      also: ['hint'],
    });
  });

  test('leaves out what another finding explains, and a second finding of a row', () => {
    const reason = ruleOf('reason', 'H01', 'likely', ['one', 'two'], ['A01']);
    expect(
      verdict(ruleOf('effect', 'A01', 'proof', ['one']), reason, ruleOf('again', 'H01', 'likely', ['one', 'two'])),
    ).toEqual({ status: 'explained', cause: 'reason', also: [] });
    expect(
      verdict(ruleOf('effect', 'A01', 'proof', ['one']), ruleOf('guess', 'H01', 'hint', ['one'], ['A01'])).cause,
    ).toBe('effect');
  });

  test('gives the more specific of two findings as sure as each other, whatever their order', () => {
    const general: Rule = { ...ruleOf('summary', 'E03', 'proof', ['one']), specificity: 'general' };
    const product: Rule = { ...ruleOf('product', 'J03', 'proof', ['one']), specificity: 'product' };
    const particular = ruleOf('particular', 'C05', 'proof', ['one']);
    expect(verdict(general, particular, product)).toEqual({
      status: 'explained',
      cause: 'product',
      also: ['particular', 'summary'],
    });
    expect(verdict(product, ruleOf('sure', 'C05', 'likely', ['one', 'two']), general).also).toEqual([
      'summary',
      'sure',
    ]);
  });

  test('takes what the server’s own words contradict for a hint', () => {
    const missing: Rule = { ...ruleOf('missing', 'A01', 'proof', ['one']), contradictedBy: ['token'] };
    const said = (body: unknown) =>
      diagnoseBy([missing], exchangeOf({ headers: bearer(keyText(40)), answer: { body } })).cause?.id;
    expect(said({ error: 'the token has been revoked' })).toBeUndefined();
    expect(said({ error: 'no token was provided' })).toBe('missing');
    expect(said({ error: 'Unauthorized' })).toBe('missing');
  });

  test('lets a finding say for itself what it explains', () => {
    const reason: Rule = {
      ...ruleOf('reason', 'C14', 'proof', ['one'], ['A02']),
      find: () => ({ evidence: ['one'], fix: 'mend it', covers: ['D01'] }),
    };
    expect(
      verdict(ruleOf('expired', 'D01', 'proof', ['one']), ruleOf('ignored', 'A02', 'likely', ['one', 'two']), reason),
    ).toEqual({ status: 'explained', cause: 'reason', also: ['ignored'] });
  });

  test('has at most three further findings', () => {
    expect(
      verdict(
        ...(['A01', 'A02', 'A03', 'A04', 'A05', 'A06'] as const).map((row) =>
          ruleOf(row.toLowerCase(), row, 'proof', ['one']),
        ),
      ).also,
    ).toEqual(['a02', 'a03', 'a04']);
  });

  test('survives a rule that throws', () => {
    const broken: Rule = {
      ...ruleOf('broken', 'A01', 'proof', []),
      find: () => {
        throw new Error('broken');
      },
    };
    expect(verdict(broken, ruleOf('whole', 'A02', 'proof', ['one'])).cause).toBe('whole');
  });
});

describe('the clock', () => {
  const expiring = bearer(jwt({ exp: serverNowSec - 10 }));

  test('is the server’s, whatever ours says', () => {
    const answer = { headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } };
    const alive = exchangeOf({ headers: bearer(jwt({ exp: serverNowSec + 100 })), answer });
    expect(diagnose(alive, { now: serverNowMs + 86_400_000 }).cause?.row).not.toBe('D01');
    expect(diagnose(exchangeOf({ headers: expiring, answer }), { now: serverNowMs }).cause?.row).toBe('D01');
  });

  test('of ours alone proves nothing about ten seconds', () => {
    const exchange = exchangeOf({ headers: expiring, answer: { headers: { Date: '' } } });
    const { status, alsoCheck } = diagnose(exchange, { now: serverNowMs });
    expect(status).toBe('unexplained');
    expect(alsoCheck[0]).toMatchObject({ row: 'D01', confidence: 'hint' });
  });

  test('may be a function, and that of the recording comes first', () => {
    const exchange = exchangeOf({
      headers: bearer(jwt({ exp: serverNowSec - 3_600 })),
      answer: { headers: { Date: '' } },
    });
    expect(diagnose(exchange, { now: () => serverNowMs }).cause?.row).toBe('D01');
    expect(diagnose({ ...exchange, receivedAtMs: serverNowMs - 7_200_000 }, { now: serverNowMs }).cause).toBeNull();
  });
});

test('the example of the documentation holds', () => {
  const diagnosis = diagnose({
    request: { method: 'GET', url: 'https://api.example.com/me', headers: [['Authorization', 'Bearer undefined']] },
    response: { status: 401, headers: [['WWW-Authenticate', 'Bearer error="invalid_token"']] },
  });
  expect(diagnosis.cause?.id).toBe('credential-is-missing-value');
});

test.each([
  ['failed', 'mend that first'],
  ['refused', 'sign in again'],
] as const)('a session whose renewal %s is not told to refresh', (renewal, words) => {
  const exchange = exchangeOf({
    headers: bearer('an-opaque-token-0001'),
    answer: { headers: { 'WWW-Authenticate': 'Bearer error="invalid_token", error_description="The token expired"' } },
  });
  expect(diagnose(exchange).cause?.fix).toMatch(/^Refresh/);
  expect(diagnose({ ...exchange, renewal }).cause?.fix).toContain(words);
});
