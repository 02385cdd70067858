import { bearer, exchangeOf, type Fixtures, jwt, keyText, serverNowMs, serverNowSec } from '../fixtures/fixture.ts';

const opaque = bearer(keyText(40));
const asksBearer = { headers: { 'WWW-Authenticate': 'Bearer' } };
const basic = { Authorization: `Basic ${btoa(`ada:${keyText(12)}`)}` };
const ok = { status: 200, body: { items: [] } };
const old = bearer(keyText(40, 3));
const refreshWith = (token: string, sentAtMs: number, issued = keyText(40, sentAtMs % 1_000)) =>
  exchangeOf({ method: 'POST', url: 'https://as.example.com/token', body: `grant_type=refresh_token&refresh_token=${token}`, sentAtMs, answer: { status: 200, body: { access_token: issued } } });
const refusedWith = (seed: number, sentAtMs: number) => exchangeOf({ headers: bearer(keyText(40, seed)), sentAtMs });
const xsrf = { Cookie: `XSRF-TOKEN=${keyText(30)}; app_session=${keyText(30)}` };
const post = { method: 'POST', body: '{"a":1}' };
const replay = { method: 'POST', headers: { ...opaque, 'Content-Length': '7' }, sentAtMs: serverNowMs };

export const clientCodeFixtures: Fixtures = {
  'headers-sent-as-body': {
    finds: [
      { name: 'headers as the second argument of axios.post', exchange: exchangeOf({ method: 'POST', body: JSON.stringify({ headers: { Authorization: `Bearer ${keyText(40)}` } }), answer: asksBearer }) },
      { name: 'Authorization among the data', exchange: exchangeOf({ method: 'POST', body: JSON.stringify({ Authorization: `Bearer ${keyText(40)}`, a: 1 }), answer: asksBearer }) },
    ],
    misses: [{ name: 'a body with headers of a table', exchange: exchangeOf({ method: 'POST', body: '{"headers":{"name":"Name"}}', answer: asksBearer }) }],
  },
  'token-captured-once': {
    finds: [
      {
        name: 'the token of the start after a refresh',
        exchange: exchangeOf({ headers: old, sentAtMs: serverNowMs, history: [exchangeOf({ headers: old, sentAtMs: serverNowMs - 9_000 }), refreshWith('rt', serverNowMs - 8_000)] }),
      },
    ],
    misses: [
      {
        name: 'the token that the refresh has issued',
        exchange: exchangeOf({ headers: old, sentAtMs: serverNowMs, history: [exchangeOf({ headers: opaque, sentAtMs: serverNowMs - 9_000 }), refreshWith('rt', serverNowMs - 8_000, keyText(40, 3))] }),
      },
      {
        name: 'a request that was on its way when the refresh was answered',
        exchange: exchangeOf({ headers: old, sentAtMs: serverNowMs, history: [exchangeOf({ headers: old, sentAtMs: serverNowMs - 9_000 }), { ...refreshWith('rt', serverNowMs - 100), receivedAtMs: serverNowMs + 100 }] }),
      },
    ],
  },
  'request-past-the-interceptor': {
    finds: [{ name: 'a bare request among requests with a token', exchange: exchangeOf({ client: 'axios/1.21.0', history: [exchangeOf({ headers: opaque, answer: ok })] }) }],
    misses: [{ name: 'a bare request among requests to another origin', exchange: exchangeOf({ client: 'axios/1.21.0', history: [exchangeOf({ url: 'https://other.example.com/', headers: opaque, answer: ok })] }) }],
  },
  'auth-option-overrides-header': {
    finds: [{ name: 'Basic of axios at a bearer API', exchange: exchangeOf({ headers: basic, client: 'axios/1.21.0', answer: asksBearer }) }],
    misses: [
      { name: 'Basic of axios at a Basic API', exchange: exchangeOf({ headers: basic, client: 'axios/1.21.0', answer: { headers: { 'WWW-Authenticate': 'Basic realm="x"' } } }) },
      { name: 'Basic of another client', exchange: exchangeOf({ headers: basic, client: 'curl', answer: asksBearer }) },
    ],
  },
  'replayed-without-body': {
    finds: [
      {
        name: 'a replay with a stale Content-Length',
        exchange: exchangeOf({ ...replay, answer: { status: 400, body: { error: 'Unexpected end of JSON input' } }, history: [exchangeOf({ ...post, headers: old, sentAtMs: serverNowMs - 900 })] }),
        tells: /Content-Length still says 7/,
      },
    ],
    misses: [{ name: 'a request that never had a body', exchange: exchangeOf({ ...replay, history: [exchangeOf({ method: 'POST', headers: old, sentAtMs: serverNowMs - 900 })] }) }],
  },
  'refresh-stampede': {
    finds: [
      {
        name: 'three refreshes with one refresh token before a 401',
        exchange: exchangeOf({ headers: opaque, sentAtMs: serverNowMs, history: [refreshWith('rt', serverNowMs - 900), refreshWith('rt', serverNowMs - 800), refreshWith('rt', serverNowMs - 700)] }),
        tells: /3 of them/,
      },
    ],
    misses: [{ name: 'refreshes one after the other', exchange: exchangeOf({ headers: opaque, sentAtMs: serverNowMs, history: [refreshWith('rt-1', serverNowMs - 900), refreshWith('rt-2', serverNowMs - 300)] }) }],
  },
  'refresh-loop': {
    finds: [
      {
        name: 'the third new token that is refused',
        exchange: exchangeOf({
          headers: bearer(keyText(40, 8)),
          sentAtMs: serverNowMs,
          history: [refusedWith(5, serverNowMs - 4_000), refreshWith('a', serverNowMs - 3_900), refusedWith(6, serverNowMs - 3_000), refreshWith('b', serverNowMs - 2_900)],
        }),
        tells: /within 4 seconds/,
      },
    ],
    misses: [{ name: 'one replay that is refused', exchange: exchangeOf({ headers: bearer(keyText(40, 8)), sentAtMs: serverNowMs, history: [refusedWith(5, serverNowMs - 4_000), refreshWith('a', serverNowMs - 3_900)] }) }],
  },
  'sent-before-login-finished': {
    finds: [
      {
        name: 'a request between login and its answer',
        exchange: exchangeOf({ sentAtMs: serverNowMs, history: [{ ...exchangeOf({ method: 'POST', url: 'https://api.example.com/login', sentAtMs: serverNowMs - 200, answer: { status: 200, body: {} } }), receivedAtMs: serverNowMs + 300 }] }),
      },
    ],
    misses: [
      {
        name: 'a request after the answer to the login',
        exchange: exchangeOf({ sentAtMs: serverNowMs, history: [{ ...exchangeOf({ method: 'POST', url: 'https://api.example.com/login', sentAtMs: serverNowMs - 200, answer: { status: 200, body: {} } }), receivedAtMs: serverNowMs - 100 }] }),
      },
    ],
  },
  'promise-in-header': {
    finds: [{ name: 'a promise', exchange: exchangeOf({ headers: bearer('[object Promise]') }) }],
    misses: [{ name: 'another object', exchange: exchangeOf({ headers: bearer('[object Object]') }) }],
  },
  'no-cors-strips-authorization': {
    finds: [{ name: 'a 401 to a request in no-cors mode', exchange: exchangeOf({ headers: { Origin: 'https://app.example.com' }, runtime: 'browser', fetchOptions: { mode: 'no-cors' } }) }],
    misses: [{ name: 'the same in cors mode', exchange: exchangeOf({ headers: { Origin: 'https://app.example.com' }, runtime: 'browser', fetchOptions: { mode: 'cors' } }) }],
  },
  'refusal-from-framework-cache': {
    finds: [{ name: 'a refusal out of Next’s cache', exchange: exchangeOf({ headers: opaque, framework: 'next', answer: { headers: { 'x-nextjs-cache': 'HIT' } } }) }],
    misses: [{ name: 'a refusal that the cache did not have', exchange: exchangeOf({ headers: opaque, framework: 'next', answer: { headers: { 'x-nextjs-cache': 'MISS' } } }) }],
  },
  'default-header-to-other-origin': {
    finds: [{ name: 'a token of the base URL at another origin', exchange: exchangeOf({ url: 'https://files.partner.example/up', headers: bearer(jwt({ aud: 'https://api.example.com/' })), baseUrl: 'https://api.example.com/v1' }) }],
    misses: [{ name: 'another path of the base URL’s origin', exchange: exchangeOf({ url: 'https://api.example.com/v2/up', headers: bearer(jwt()), baseUrl: 'https://api.example.com/v1' }) }],
  },
  'csrf-header-missing': {
    finds: [
      { name: 'a 419 with the cookie and without the header', exchange: exchangeOf({ ...post, headers: xsrf, answer: { status: 419, body: { message: 'CSRF token mismatch.' } } }) },
      { name: 'a page of another origin', exchange: exchangeOf({ ...post, headers: { ...xsrf, Origin: 'https://app.example.com' }, answer: { status: 403, body: { message: 'CSRF cookie not set' } } }), tells: /withXSRFToken/ },
    ],
    misses: [
      { name: 'a request that repeats the cookie', exchange: exchangeOf({ ...post, headers: { ...xsrf, 'X-XSRF-TOKEN': keyText(30) }, answer: { status: 419, body: { message: 'CSRF token mismatch.' } } }) },
      { name: 'a GET', exchange: exchangeOf({ headers: xsrf, answer: { status: 419 } }) },
    ],
  },
  'stream-cannot-be-replayed': {
    finds: [{ name: 'a stream that met a 401', exchange: exchangeOf({ method: 'PUT', headers: bearer(jwt({ exp: serverNowSec - 5 })), bodyIsStream: true }) }],
    misses: [{ name: 'a body that is kept', exchange: exchangeOf({ ...post, headers: bearer(jwt({ exp: serverNowSec - 5 })) }) }],
  },
};
