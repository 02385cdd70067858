import { bearer, exchangeOf, type Fixtures, jwt, keyText, serverNowMs, serverNowSec } from '../../fixtures/fixture.ts';

const opaque = bearer(keyText(40));
const asksBearer = { headers: { 'WWW-Authenticate': 'Bearer' } };
const basic = { Authorization: `Basic ${btoa(`ada:${keyText(12)}`)}` };
const old = bearer(keyText(40, 3));
const post = { method: 'POST', body: '{"a":1}' };
const replay = { method: 'POST', headers: { ...opaque, 'Content-Length': '7' }, sentAtMs: serverNowMs };

export const requestBuiltFixtures: Fixtures = {
  'headers-sent-as-body': {
    finds: [
      {
        name: 'headers as the second argument of axios.post',
        exchange: exchangeOf({
          method: 'POST',
          body: JSON.stringify({ headers: { Authorization: `Bearer ${keyText(40)}` } }),
          answer: asksBearer,
        }),
      },
      {
        name: 'Authorization among the data',
        exchange: exchangeOf({
          method: 'POST',
          body: JSON.stringify({ Authorization: `Bearer ${keyText(40)}`, a: 1 }),
          answer: asksBearer,
        }),
      },
    ],
    misses: [
      {
        name: 'a body with headers of a table',
        exchange: exchangeOf({ method: 'POST', body: '{"headers":{"name":"Name"}}', answer: asksBearer }),
      },
    ],
  },
  'auth-option-overrides-header': {
    finds: [
      {
        name: 'Basic of axios at a bearer API',
        exchange: exchangeOf({ headers: basic, client: 'axios/1.21.0', answer: asksBearer }),
      },
    ],
    misses: [
      {
        name: 'Basic of axios at a Basic API',
        exchange: exchangeOf({
          headers: basic,
          client: 'axios/1.21.0',
          answer: { headers: { 'WWW-Authenticate': 'Basic realm="x"' } },
        }),
      },
      { name: 'Basic of another client', exchange: exchangeOf({ headers: basic, client: 'curl', answer: asksBearer }) },
    ],
  },
  'replayed-without-body': {
    finds: [
      {
        name: 'a replay with a stale Content-Length',
        exchange: exchangeOf({
          ...replay,
          answer: { status: 400, body: { error: 'Unexpected end of JSON input' } },
          history: [exchangeOf({ ...post, headers: old, sentAtMs: serverNowMs - 900 })],
        }),
        tells: /Content-Length still says 7/,
      },
    ],
    misses: [
      {
        name: 'a request that never had a body',
        exchange: exchangeOf({
          ...replay,
          history: [exchangeOf({ method: 'POST', headers: old, sentAtMs: serverNowMs - 900 })],
        }),
      },
    ],
  },
  'promise-in-header': {
    finds: [{ name: 'a promise', exchange: exchangeOf({ headers: bearer('[object Promise]') }) }],
    misses: [{ name: 'another object', exchange: exchangeOf({ headers: bearer('[object Object]') }) }],
  },
  'no-cors-strips-authorization': {
    finds: [
      {
        name: 'a 401 to a request in no-cors mode',
        exchange: exchangeOf({
          headers: { Origin: 'https://app.example.com' },
          runtime: 'browser',
          fetchOptions: { mode: 'no-cors' },
        }),
      },
    ],
    misses: [
      {
        name: 'the same in cors mode',
        exchange: exchangeOf({
          headers: { Origin: 'https://app.example.com' },
          runtime: 'browser',
          fetchOptions: { mode: 'cors' },
        }),
      },
    ],
  },
  'default-header-to-other-origin': {
    finds: [
      {
        name: 'a token of the base URL at another origin',
        exchange: exchangeOf({
          url: 'https://files.partner.example/up',
          headers: bearer(jwt({ aud: 'https://api.example.com/' })),
          baseUrl: 'https://api.example.com/v1',
        }),
      },
    ],
    misses: [
      {
        name: 'another path of the base URL’s origin',
        exchange: exchangeOf({
          url: 'https://api.example.com/v2/up',
          headers: bearer(jwt()),
          baseUrl: 'https://api.example.com/v1',
        }),
      },
    ],
  },
  'stream-cannot-be-replayed': {
    finds: [
      {
        name: 'a stream that met a 401',
        exchange: exchangeOf({ method: 'PUT', headers: bearer(jwt({ exp: serverNowSec - 5 })), bodyIsStream: true }),
      },
    ],
    misses: [
      {
        name: 'a body that is kept',
        exchange: exchangeOf({ ...post, headers: bearer(jwt({ exp: serverNowSec - 5 })) }),
      },
    ],
  },
};
