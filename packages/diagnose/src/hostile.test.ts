import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diagnose } from './diagnose.ts';
import type { Exchange } from './exchange.ts';
import { Facts } from './facts.ts';
import { jwt, serverNowMs, serverNowSec } from './fixtures/fixture.ts';
import { readExchange } from './read-exchange.ts';
import { rules } from './rules/index.ts';
import { runRules } from './run-rules.ts';

const runs = { numRuns: 1_500 };
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=_-.~!*$'];
const secretText = fc.string({ unit: fc.constantFrom(...letters), minLength: 16, maxLength: 48 }).filter((text) => /\d/.test(text) && /[a-z]/.test(text));

const sensitiveHeaders = ['Authorization', 'Proxy-Authorization', 'Cookie', 'X-Api-Key', 'apikey', 'X_API_KEY', 'PRIVATE-TOKEN', 'X-Shopify-Access-Token', 'DPoP', 'X-Vault-Token', 'Authorisation', 'Authentication', 'X-Amz-Security-Token'] as const;
const plainHeaders = ['Accept', 'Origin', 'Host', 'Upgrade', 'Content-Type', 'Access-Control-Request-Headers', 'Access-Control-Request-Method', 'User-Agent'] as const;
const answerHeaders = ['WWW-Authenticate', 'Date', 'Age', 'X-Cache', 'Server', 'Via', 'Location', 'Content-Type', 'Retry-After', 'X-RateLimit-Remaining', 'Proxy-Authenticate', 'Set-Cookie', 'Access-Control-Allow-Origin', 'Access-Control-Allow-Headers', 'x-amzn-errortype', 'DPoP-Nonce', 'x-amzn-remapped-www-authenticate'] as const;
const hosts = ['api.example.com', 'api.github.com', 'gitlab.com', 'api.stripe.com', 'api.openai.com', 'api.anthropic.com', 'graph.microsoft.com', 'login.microsoftonline.com', 'x.execute-api.eu-west-1.amazonaws.com', 's3.amazonaws.com', 'slack.com', 'acme.myshopify.com', 'abcdefghijklmnopqrst.supabase.co', 'registry-1.docker.io', 'discord.com', 'api.telegram.org', 'acme.atlassian.net', 'api.notion.com', 'acme.auth0.com', 'acme.okta.com', 'shop.vercel.app', 'registry.npmjs.org', '127.0.0.1:8080', 'www.googleapis.com'] as const;

/** Ways in which a credential is written, well or badly. */
const written: readonly ((secret: string) => string)[] = [
  (secret) => secret,
  (secret) => `Bearer ${secret}`,
  (secret) => `Bearer Bearer ${secret}`,
  (secret) => `Bearer "${secret}"`,
  (secret) => `Bearer: ${secret}`,
  (secret) => `Bearer${secret}`,
  (secret) => `bearer ${secret}\n`,
  (secret) => `Bearer ${secret}, Bearer ${secret}`,
  (secret) => `Token ${secret}`,
  (secret) => `Token token="${secret}"`,
  (secret) => `Basic ${btoa(`user:${secret}`)}`,
  (secret) => `Basic ${btoa(`urn:${secret}:x`)}`,
  (secret) => `Basic user:${secret}`,
  (secret) => `Basic ${btoa(btoa(`user:${secret}`))}`,
  (secret) => `Bearer {"access_token":"${secret}"}`,
  (secret) => `Bearer ${secret}...`,
  (secret) => `Bearer ${secret}\u200b`,
  (secret) => `Bearer ${secret}%2B`,
  (secret) => `Bearer ${['gh', 'p_'].join('')}${secret}`,
  (secret) => `Bearer ${['sk', '-ant-'].join('')}api${secret}`,
  (secret) => `Bearer ${jwt({ sub: secret, email: secret })}`,
  (secret) => `Bearer ${jwt({ exp: serverNowSec - 600 }).replace(/[^.]*$/, secret)}`,
  (secret) => `Bearer ${jwt({ exp: String(serverNowSec), aud: ['x'], nonce: secret }).slice(0, -5)}`,
  (secret) => `sid=${secret}; theme=dark`,
  (secret) => `Digest username="ada", nonce="${secret}", response="${secret}"`,
];

const words = fc.constantFrom('jwt expired', 'Invalid API key', 'No API key found in request', 'invalid audience', 'Jwt issuer is not configured', 'invalid signature', 'IP not authorized', 'too many attempts', 'Token has been revoked', 'scope', 'Missing X-Api-Key header', 'query parameter', 'client certificate required', 'Bad credentials', 'Unauthorized', 'multiple bearer tokens');
const challenge = fc.constantFrom('Bearer', 'Basic realm="x"', 'Bearer error="invalid_token", error_description="', 'Digest realm="x", stale=true', 'Negotiate', 'DPoP error="use_dpop_nonce"', 'Token', 'Bearer realm="https://auth.example.com/token",service="r",scope="repository:x:pull"', 'Bearer error="insufficient_scope", scope="a b"', 'Bearer resource_metadata="https://x.example/y"');

/** An exchange with one secret in every place where one may stand, also in what the server echoes. */
const planted = fc
  .record({
    secret: secretText,
    header: fc.constantFrom(...sensitiveHeaders),
    write: fc.constantFrom(...written),
    host: fc.constantFrom(...hosts),
    where: fc.constantFrom('header', 'query', 'userinfo', 'body', 'everywhere'),
    method: fc.constantFrom('GET', 'POST', 'OPTIONS'),
    status: fc.constantFrom(401, 403, 400, 407, 419, 498, 511, 302, 200, 422, 431, 404),
    challenge,
    says: words,
    echoes: fc.boolean(),
    asJson: fc.boolean(),
    fails: fc.boolean(),
    redirected: fc.boolean(),
    recorded: fc.boolean(),
  })
  .map(({ secret, header, write, host, where, method, status, challenge: asked, says, echoes, asJson, fails, redirected, recorded }) => {
    const all = where === 'everywhere';
    const value = write(secret);
    const query = where === 'query' || all ? `?api_key=${secret}&access_token=${secret}#id_token=${secret}` : '?page=2';
    const userinfo = where === 'userinfo' || all ? `user:${secret}@` : '';
    const url = `https://${userinfo}${host}/v1/items${query}`;
    const message = echoes ? `${says}: "${secret}" (${value})` : says;
    const response = {
      status,
      headers: [
        ['Date', new Date(serverNowMs).toUTCString()],
        ['WWW-Authenticate', asked.endsWith('"') && asked.includes('description="') ? `${asked}${message.replaceAll('"', '')}"` : asked],
        ['Location', `https://${host}/login?token=${secret}`],
        ['Set-Cookie', `sid=${secret}; HttpOnly`],
        ['Server', 'nginx'],
      ] as [string, string][],
      body: asJson ? JSON.stringify({ error: says, message, access_token: secret, errors: [{ message }] }) : `<html><h1>${message}</h1></html>`,
    };
    const exchange: Exchange = {
      request: { method, url, headers: where === 'header' || all ? [[header, value]] : [], ...((where === 'body' || all) && { body: `grant_type=password&password=${secret}&refresh_token=${secret}` }) },
      ...(fails ? { error: Object.assign(new TypeError(`Headers.append: "${value}" is an invalid header value`), { cause: new Error(`connect ${url}`) }) } : { response }),
      redirects: redirected ? [{ from: url, to: `https://www.${host}/v1/items${query}`, status: 301 }] : [],
      runtime: 'browser',
      pageOrigin: 'https://app.example.org',
      sources: { [header]: { variable: 'API_TOKEN' } },
      environment: { variables: [{ name: 'API_TOKEN', value, rawLine: `API_TOKEN="${value}"`, source: '.env' }, { name: 'VITE_API_TOKEN', value: secret, source: 'shell' }], referenced: ['API_TOKEN', 'OTHER'], bundler: 'vite' },
      probes: { withoutCredentials: response, preflight: { status: 401, headers: [] }, discovery: { issuer: `https://x.example/?token=${secret}` }, jwks: [{ kid: 'other', kty: 'RSA' }] },
      ...(recorded && { history: [{ request: { method: 'POST', url, headers: [['Authorization', value]], body: `refresh_token=${secret}` }, response }] }),
      requiredScopes: ['write'],
    };
    return { secret, exchange };
  });

const json = fc.jsonValue({ maxDepth: 4 });
const junk = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ maxLength: 80 }), fc.constantFrom('', ' ', 'Bearer', '{', '[', '"', '\0', 'ey', 'eyJ', '....', '=', '%', '<', ','));
const token = fc.oneof(
  junk,
  fc.tuple(json, json).map(([header, claims]) => `${btoa(unescape(encodeURIComponent(JSON.stringify(header))))}.${btoa(unescape(encodeURIComponent(JSON.stringify(claims))))}.x`.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')),
  fc
    .dictionary(fc.constantFrom('exp', 'nbf', 'iat', 'aud', 'iss', 'scope', 'scp', 'roles', 'realm_access', 'cnf', 'typ', 'token_use', 'ref', 'nonce', 'sub', 'permissions'), fc.oneof(json, fc.double(), fc.integer(), fc.constant(serverNowSec)))
    .map((claims) => jwt(claims)),
);
const headers = (names: readonly string[]) =>
  fc.array(fc.tuple(fc.oneof(fc.constantFrom(...names), junk), fc.oneof(junk, token.map((text) => `Bearer ${text}`), token.map((text) => `Basic ${btoa(encodeURIComponent(text))}`), challenge)), { maxLength: 8 });
const hostile = fc.record(
  {
    request: fc.record({ method: fc.oneof(fc.constantFrom('GET', 'POST', 'OPTIONS'), junk), url: fc.oneof(fc.constantFrom(...hosts).map((host) => `https://${host}/a`), fc.webUrl(), junk), headers: headers([...sensitiveHeaders, ...plainHeaders]), body: fc.oneof(junk, json.map((value) => JSON.stringify(value))) }),
    response: fc.record({ status: fc.oneof(fc.constantFrom(401, 403, 400, 407, 419, 498, 302, 200), fc.integer()), headers: headers(answerHeaders), body: fc.oneof(junk, json.map((value) => JSON.stringify(value)), words.map((text) => JSON.stringify({ message: text }))) }),
    error: fc.anything(),
    redirects: fc.array(fc.record({ from: fc.webUrl(), to: fc.oneof(fc.webUrl(), junk), status: fc.integer() }), { maxLength: 3 }),
    environment: fc.anything(),
    probes: fc.anything(),
    expected: fc.anything(),
    sources: fc.anything(),
    fetchOptions: fc.anything(),
    requiredScopes: fc.oneof(fc.array(fc.string()), fc.anything()),
    history: fc.anything(),
    pageOrigin: fc.oneof(fc.webUrl(), junk),
    runtime: fc.constantFrom('browser', 'server'),
    framework: junk,
  },
  { requiredKeys: ['request'] },
) as unknown as fc.Arbitrary<Exchange>;

/** Whether a text holds more of a secret than the ends that a redacted value shows. */
function tells(text: string, secret: string): boolean {
  for (let at = 0; at + 12 <= secret.length; at++) if (text.includes(secret.slice(at, at + 12))) return true;
  return false;
}

describe('diagnose', () => {
  test('never prints a planted secret', () => {
    fc.assert(
      fc.property(planted, fc.constantFrom(serverNowMs, serverNowMs + 900_000), ({ secret, exchange }, now) => {
        const printed = [JSON.stringify(diagnose(exchange, { now }))];
        // What each rule would say by itself, were it among the first four.
        const facts = new Facts(readExchange(exchange), now);
        for (const rule of rules) {
          const found = rule.find(facts);
          if (found) printed.push(`${rule.id}: ${facts.withoutSecrets([found.title, ...found.evidence, found.fix].join(' '))}`);
        }
        expect(printed.filter((text) => tells(text, secret))).toEqual([]);
      }),
      runs,
    );
  });

  test('asks no rule that throws, whatever the exchange holds', () => {
    fc.assert(
      fc.property(hostile, fc.option(fc.double(), { nil: undefined }), (exchange, now) => {
        const faults: unknown[] = [];
        const facts = new Facts(readExchange(exchange), now);
        runRules(rules, facts, (rule, fault) => faults.push(rule.id, fault));
        expect(faults).toEqual([]);
      }),
      runs,
    );
  });

  test('never throws and keeps its shape, whatever it is given', () => {
    const throwing = new Proxy({}, { get: () => { throw new Error('read'); }, ownKeys: () => { throw new Error('keys'); } });
    const anything = fc.oneof(fc.anything(), hostile, fc.constant(throwing), fc.constant({ request: throwing }), fc.constant({ request: { headers: [[throwing, throwing]] }, error: throwing }));
    fc.assert(
      fc.property(anything, fc.anything(), (exchange, context) => {
        const diagnosis = diagnose(exchange as Exchange, context as never);
        expect(diagnosis.schema).toBe(1);
        expect(['not-refused', 'explained', 'unexplained', 'no-answer']).toContain(diagnosis.status);
        expect(diagnosis.alsoCheck.length).toBeLessThanOrEqual(3);
        expect(diagnosis.cause?.confidence).not.toBe('hint');
        expect(JSON.parse(JSON.stringify(diagnosis))).toEqual(diagnosis);
      }),
      runs,
    );
  });

  test.each([
    ['a long run of one character', 'a'.repeat(60_000)],
    ['dots', '.'.repeat(60_000)],
    ['spaces', `Bearer${' '.repeat(60_000)}x`],
    ['quotes', '"'.repeat(60_000)],
    ['tags', '<'.repeat(60_000)],
    ['an opening of JSON', '{"message":'.repeat(6_000)],
    ['schemes', 'Bearer '.repeat(9_000)],
    ['almost a key word', 'key not not not '.repeat(4_000)],
    ['a JWT without end', `eyJhbGciOi${'J.'.repeat(30_000)}`],
    ['digits with colons', '1234567:'.repeat(8_000)],
  ])('stays quick with %s', (_, text) => {
    const startedAtMs = performance.now();
    diagnose({
      request: { method: 'GET', url: `https://api.example.com/?token=${text}`, headers: [['Authorization', text], ['Cookie', text], ['X-Api-Key', text]], body: text },
      response: { status: 401, headers: [['WWW-Authenticate', text], ['Server', text], ['Location', text], ['Date', text]], body: text },
      error: new Error(text),
    });
    expect(performance.now() - startedAtMs).toBeLessThan(500);
  });
});
