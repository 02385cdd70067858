import { exchangeOf, type Fixtures, keyText } from '../../fixtures/fixture.ts';

const authorization = (value: string) => ({ Authorization: value });
const basic = (text: string) => authorization(`Basic ${btoa(text)}`);
const challenge = (value: string) => ({ headers: { 'WWW-Authenticate': value } });

export const basicFixtures: Fixtures = {
  'basic-line-break': {
    finds: [
      {
        name: 'a password that ends with a line break',
        exchange: exchangeOf({ headers: basic('ada:abcd efgh\n'), answer: challenge('Basic realm="x"') }),
      },
      {
        name: 'text that base64 has wrapped',
        exchange: exchangeOf({
          headers: authorization(`Basic ${btoa(`ada:${keyText(80)}`).replace(/^(.{76})/, '$1\n')}`),
          answer: challenge('Basic realm="x"'),
        }),
        tells: /wrapped/,
      },
    ],
    misses: [
      {
        name: 'a clean credential',
        exchange: exchangeOf({ headers: basic('ada:abcd efgh'), answer: challenge('Basic realm="x"') }),
      },
    ],
  },
  'basic-encoded-twice': {
    finds: [
      {
        name: 'base64 of base64',
        exchange: exchangeOf({ headers: basic(btoa('ada:abcd efgh ijkl')), answer: challenge('Basic realm="x"') }),
      },
    ],
    misses: [
      {
        name: 'base64 once',
        exchange: exchangeOf({ headers: basic('ada:abcd efgh ijkl'), answer: challenge('Basic realm="x"') }),
      },
    ],
  },
  'basic-malformed': {
    finds: [
      {
        name: 'user and password as they are',
        exchange: exchangeOf({ headers: authorization('Basic ada:abcdefgh'), answer: challenge('Basic realm="x"') }),
        tells: /not encoded/,
      },
      {
        name: 'undefined twice',
        exchange: exchangeOf({ headers: basic('undefined:undefined'), answer: challenge('Basic realm="x"') }),
        tells: /missing value/,
      },
      {
        name: 'no colon',
        exchange: exchangeOf({ headers: basic('ada lovelace'), answer: challenge('Basic realm="x"') }),
        tells: /without a colon/,
      },
      {
        name: 'the URL-safe alphabet',
        exchange: exchangeOf({
          headers: authorization(`Basic ${btoa('ada:abc>>>???').replaceAll('+', '-').replaceAll('/', '_')}`),
          answer: challenge('Basic realm="x"'),
        }),
        tells: /URL-safe/,
      },
    ],
    misses: [
      {
        name: 'user and password',
        exchange: exchangeOf({ headers: basic('ada:abcdefgh'), answer: challenge('Basic realm="x"') }),
      },
      {
        name: 'a key as user without a password',
        exchange: exchangeOf({ headers: basic(`${keyText(30)}:`), answer: challenge('Basic realm="x"') }),
      },
    ],
  },
  'basic-colon-in-user': {
    finds: [
      {
        name: 'a URN as user',
        exchange: exchangeOf({ headers: basic('urn:client:orders:abcdefgh'), answer: challenge('Basic realm="x"') }),
      },
    ],
    misses: [
      {
        name: 'a colon in the password',
        exchange: exchangeOf({ headers: basic('ada:abc:def:ghi'), answer: challenge('Basic realm="x"') }),
      },
    ],
  },
  'basic-charset': {
    finds: [
      {
        name: 'Latin-1 where UTF-8 is asked for',
        exchange: exchangeOf({
          headers: basic('jürgen:abcdefgh'),
          answer: challenge('Basic realm="x", charset="UTF-8"'),
        }),
      },
      {
        name: 'Latin-1 of axios',
        exchange: exchangeOf({
          client: 'axios/1.18.0',
          headers: basic('jürgen:abcdefgh'),
          answer: challenge('Basic realm="x"'),
        }),
      },
    ],
    misses: [
      {
        name: 'ASCII',
        exchange: exchangeOf({
          headers: basic('juergen:abcdefgh'),
          answer: challenge('Basic realm="x", charset="UTF-8"'),
        }),
      },
      {
        name: 'UTF-8 where it is asked for',
        exchange: exchangeOf({
          headers: authorization(`Basic ${btoa(String.fromCharCode(...new TextEncoder().encode('jürgen:abcdefgh')))}`),
          answer: challenge('Basic realm="x", charset="UTF-8"'),
        }),
      },
    ],
  },
};
