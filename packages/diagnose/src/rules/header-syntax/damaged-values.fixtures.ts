import { bearer, exchangeOf, type Fixtures, keyText } from '../../fixtures/fixture.ts';

const authorization = (value: string) => ({ Authorization: value });
const refusedHeader = new TypeError('Headers.append: "…" is an invalid header value.');

export const damagedValuesFixtures: Fixtures = {
  'credential-is-json': {
    finds: [
      {
        name: 'a whole token response',
        exchange: exchangeOf({ headers: bearer(`{"access_token":"${keyText(30)}"}`) }),
      },
    ],
    misses: [{ name: 'the token alone', exchange: exchangeOf({ headers: bearer(keyText(30)) }) }],
  },
  'credential-in-quotes': {
    finds: [
      { name: 'quotes around a bearer token', exchange: exchangeOf({ headers: bearer(`"${keyText(30)}"`) }) },
      { name: 'quotes around a key', exchange: exchangeOf({ headers: { 'X-Api-Key': `'${keyText(30)}'` } }) },
      { name: 'encoded quotes', exchange: exchangeOf({ headers: bearer(`%22${keyText(30)}%22`) }) },
    ],
    misses: [
      {
        name: 'quotes in the parameters of a scheme',
        exchange: exchangeOf({ headers: authorization(`Token token="${keyText(30)}"`) }),
      },
    ],
  },
  'credential-not-ascii': {
    finds: [
      {
        name: 'a zero-width space',
        exchange: exchangeOf({ headers: bearer(`${keyText(20)}\u200b`) }),
        tells: /U\+200B/,
      },
      {
        name: 'a header that fetch refused',
        exchange: exchangeOf({
          headers: bearer(`${keyText(20)}–`),
          answer: null,
          error: new TypeError('Cannot convert argument to a ByteString'),
        }),
        tells: /en dash/,
      },
    ],
    misses: [
      { name: 'ASCII', exchange: exchangeOf({ headers: bearer(keyText(20)) }) },
      {
        name: 'a network error with such a header',
        exchange: exchangeOf({
          headers: bearer(`${keyText(20)}–`),
          answer: null,
          error: new Error('connect ECONNREFUSED'),
        }),
      },
    ],
  },
  'credential-percent-encoded': {
    finds: [
      {
        name: 'a token with %2B and %3D',
        exchange: exchangeOf({ headers: bearer(`${keyText(20)}%2B${keyText(20)}%3D`) }),
      },
    ],
    misses: [
      {
        name: 'a token in the URL, where it is right',
        exchange: exchangeOf({ url: `https://api.example.com/?api_key=${keyText(20)}%2B${keyText(20)}` }),
      },
      {
        name: 'a percent sign that encodes nothing',
        exchange: exchangeOf({ headers: bearer(`${keyText(20)}%zz${keyText(20)}`) }),
      },
    ],
  },
  'credential-with-white-space': {
    finds: [
      {
        name: 'a line break at the end',
        exchange: exchangeOf({ headers: bearer(`${keyText(30)}\n`) }),
        tells: /line break at its end/,
      },
      {
        name: 'a space inside',
        exchange: exchangeOf({ headers: bearer(`${keyText(30)} ${keyText(10)}`) }),
        tells: /space inside/,
      },
      {
        name: 'a carriage return that a server answered 400',
        exchange: exchangeOf({ headers: bearer(`${keyText(30)}\r`), answer: { status: 400 } }),
        as: 'finding',
      },
      {
        name: 'a header that fetch refused',
        exchange: exchangeOf({ headers: bearer(`${keyText(30)}\r\n`), answer: null, error: refusedHeader }),
      },
    ],
    misses: [
      { name: 'a clean token', exchange: exchangeOf({ headers: bearer(keyText(30)) }) },
      {
        name: 'a network error with such a header',
        exchange: exchangeOf({
          headers: bearer(`${keyText(30)}\n`),
          answer: null,
          error: new Error('connect ECONNREFUSED'),
        }),
      },
      {
        name: 'parameters of a scheme',
        exchange: exchangeOf({ headers: authorization('Digest username="ada", response="x"') }),
      },
      {
        name: 'a space inside and a 400 about something else',
        exchange: exchangeOf({ headers: bearer(`${keyText(30)} ${keyText(10)}`), answer: { status: 400 } }),
      },
    ],
  },
  'header-too-long': {
    finds: [
      { name: 'a 431', exchange: exchangeOf({ headers: bearer(keyText(12_000)), answer: { status: 431 } }) },
      {
        name: 'nginx’s words',
        exchange: exchangeOf({
          headers: bearer(keyText(9_000)),
          answer: {
            status: 400,
            headers: { 'Content-Type': 'text/html' },
            body: '<html><h1>400 Request Header Or Cookie Too Large</h1></html>',
          },
        }),
      },
      { name: 'ten kilobytes that are refused', exchange: exchangeOf({ headers: bearer(keyText(10_000)) }) },
    ],
    misses: [
      { name: 'a token of two kilobytes', exchange: exchangeOf({ headers: bearer(keyText(2_000)) }) },
      {
        name: 'a long header that is no credential',
        exchange: exchangeOf({ headers: { 'X-Trace': keyText(10_000) }, answer: { status: 431 } }),
      },
    ],
  },
};
