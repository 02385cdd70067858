import { describe, expect, test } from 'vitest';
import { Facts } from './facts.ts';
import { bearer, type ExchangeParts, exchangeOf, jwt, keyText, serverNowSec } from './fixtures/fixture.ts';
import { readExchange } from './read-exchange.ts';
import { staleBesideSound } from './stale-token.ts';

const factsOf = (parts: ExchangeParts) => new Facts(readExchange(exchangeOf(parts)));
const saying = (error: string) => factsOf({ headers: bearer(keyText(40)), answer: { body: { error } } });

describe('what the server says it read', () => {
  test.each([
    ['The access token expired', 'token'],
    ['jwt audience invalid', 'token'],
    ['missing subject in JWT token', 'token'],
    ['invalid username/password', 'password'],
    ['incorrect e-mail or password', 'password'],
    ['The request signature we calculated does not match', 'signature'],
    ['No token provided', 'nothing'],
    ['Authorization header is missing', 'nothing'],
    ['Unauthorized', undefined],
    ['The token is missing, invalid or expired', undefined],
  ])('is told from “%s”', (words, read) => {
    expect(saying(words).read).toBe(read);
  });
});

describe('where a request ended', () => {
  const hop = { from: 'https://a.example/x', to: 'https://b.example/login', status: 302 };

  test('is the address of the answer, before the last redirect', () => {
    const { end } = factsOf({ answer: { url: 'https://c.example/y' }, redirects: [hop] });
    expect(end).toMatchObject({ isFollowed: true, url: { href: 'https://c.example/y' } });
  });

  test('is the last redirect that was followed, where the answer has no address', () => {
    expect(factsOf({ redirects: [hop] }).end).toMatchObject({ isFollowed: true, url: { href: hop.to } });
  });

  test('is where a redirect points that was not followed', () => {
    const { end } = factsOf({ answer: { status: 302, headers: { Location: '/login' } } });
    expect(end).toMatchObject({ isFollowed: false, url: { href: 'https://api.example.com/login' } });
  });

  test('is where a page does nothing but lead on', () => {
    const body = '<html><head><meta http-equiv="refresh" content="0;url=\'/sign-in\'"></head></html>';
    const { end } = factsOf({ answer: { status: 200, headers: { 'Content-Type': 'text/html' }, body } });
    expect(end).toMatchObject({ isFollowed: false, url: { href: 'https://api.example.com/sign-in' } });
  });

  test('is not known where nothing led on', () => {
    expect(factsOf({}).end).toBeUndefined();
  });
});

describe('scopes that a server names', () => {
  test.each<[unknown, readonly string[]]>([
    [{ error: { message: 'Missing scopes: api.responses.write.' } }, ['api.responses.write']],
    [{ message: 'Invalid access token, does not contain scopes:[user:read:admin].' }, ['user:read:admin']],
    [{ message: 'You need the following scopes: follow' }, ['follow']],
    [{ ok: false, error: 'missing_scope', needed: 'chat:write', provided: 'users:read' }, ['chat:write']],
    [{ message: 'Insufficient scope. Required: channels:read' }, ['channels:read']],
    [{ message: 'Unauthorized' }, []],
  ])('are read from %j', (body, wanted) => {
    expect(factsOf({ answer: { status: 403, body } }).scopesNamed.wanted).toEqual(wanted);
  });

  test('are told from those that the credential has', () => {
    const body = { error: 'missing_scope', needed: 'chat:write', provided: 'users:read' };
    expect(factsOf({ answer: { body } }).scopesNamed.held).toEqual(['users:read']);
  });
});

test('codes are found at any depth, in XML and in headers', () => {
  const nested = { errors: [{ message: 'no', extensions: { code: 'INVALID-JWT', inner: { errorCode: 4711 } } }] };
  expect(factsOf({ answer: { body: nested } }).codes).toEqual(['invalid-jwt', '4711']);
  const xml = '<?xml version="1.0"?><Error><Code>AuthenticationFailed</Code></Error>';
  expect(factsOf({ answer: { headers: { 'x-ms-error-code': 'NoAuth' }, body: xml } }).codes).toEqual([
    'noauth',
    'authenticationfailed',
  ]);
});

test('an answer of nginx’s own, or of a filter at the edge, is told from one of the application', () => {
  const nginx =
    '<html><head><title>401 Authorization Required</title></head><body><center>nginx</center></body></html>';
  expect(factsOf({ answer: { body: nginx } }).party?.name).toBe('nginx');
  const edge = factsOf({ answer: { status: 403, headers: { Server: 'cloudflare' }, body: 'error code: 1020' } });
  expect(edge.party?.kind).toBe('edge');
  expect(factsOf({ answer: { headers: { Server: 'cloudflare' }, body: { error: 'no' } } }).party).toBeUndefined();
});

test('each of several tokens is taken apart, and the stale one is told from the sound one', () => {
  const [stale, sound] = [jwt({ exp: serverNowSec - 60 }), jwt()];
  const facts = factsOf({ url: `https://api.example.com/x?access_token=${stale}`, headers: bearer(sound) });
  expect(facts.tokens.map(({ text }) => text)).toEqual([sound, stale]);
  expect(staleBesideSound(facts)).toMatchObject({ stale: { text: stale }, sound: { text: sound } });
  expect(staleBesideSound(factsOf({ headers: bearer(stale) }))).toBeUndefined();
});

test('a signature, and a header that only sounds like a credential, are no tokens', () => {
  const headers = {
    'X-Hub-Signature-256': `sha256=${keyText(64)}`,
    'Auth-Request-Id': keyText(30),
    'Auth0-Client': 'eyJuYW1lIjoiYSJ9',
  };
  const facts = factsOf({ headers });
  expect(facts.tokens).toEqual([]);
  expect(facts.credentials.map(({ name }) => name)).toEqual(['X-Hub-Signature-256']);
});
