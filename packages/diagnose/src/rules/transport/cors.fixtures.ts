import { bearer, exchangeOf, type Fixtures, jwt, keyText, serverNowMs, serverNowSec } from '../../fixtures/fixture.ts';

const page = 'https://app.example.org';
const failed = new TypeError('Failed to fetch');
const preflightHeaders = {
  Origin: page,
  'Access-Control-Request-Method': 'GET',
  'Access-Control-Request-Headers': 'authorization',
};
const inPage = { runtime: 'browser', pageOrigin: page } as const;

export const corsFixtures: Fixtures = {
  'preflight-refused': {
    finds: [
      {
        name: 'an OPTIONS that is answered 401',
        exchange: exchangeOf({ method: 'OPTIONS', headers: preflightHeaders }),
      },
      {
        name: 'a probe whose preflight is answered 401',
        exchange: exchangeOf({
          ...inPage,
          headers: bearer(jwt()),
          answer: null,
          error: failed,
          probes: { preflight: { status: 401, headers: [] } },
        }),
      },
      {
        name: 'a preflight of the recording that was answered 403',
        exchange: exchangeOf({
          ...inPage,
          headers: bearer(jwt()),
          answer: null,
          error: failed,
          history: [exchangeOf({ method: 'OPTIONS', headers: preflightHeaders, answer: { status: 403 } })],
        }),
      },
    ],
    misses: [
      { name: 'an OPTIONS that is no preflight', exchange: exchangeOf({ method: 'OPTIONS', headers: bearer(jwt()) }) },
      {
        name: 'a probe whose preflight is allowed',
        exchange: exchangeOf({
          ...inPage,
          headers: bearer(jwt()),
          answer: null,
          error: failed,
          probes: { preflight: { status: 204, headers: [] } },
        }),
      },
      {
        name: 'a preflight that nobody knows',
        exchange: exchangeOf({ method: 'OPTIONS', headers: preflightHeaders, answer: { status: 404 } }),
      },
    ],
  },
  'cors-wildcard-with-credentials': {
    finds: [
      {
        name: 'a wildcard for a request with cookies',
        exchange: exchangeOf({
          ...inPage,
          headers: { Cookie: `sid=${keyText(20)}` },
          fetchOptions: { credentials: 'include' },
          error: failed,
          answer: { headers: { 'Access-Control-Allow-Origin': '*' } },
        }),
      },
    ],
    misses: [
      {
        name: 'a wildcard for a request without cookies',
        exchange: exchangeOf({
          ...inPage,
          fetchOptions: { credentials: 'omit' },
          error: failed,
          answer: { headers: { 'Access-Control-Allow-Origin': '*' } },
        }),
      },
      {
        name: 'an origin by name',
        exchange: exchangeOf({
          ...inPage,
          fetchOptions: { credentials: 'include' },
          error: failed,
          answer: { headers: { 'Access-Control-Allow-Origin': page } },
        }),
      },
    ],
  },
  'refusal-hidden-by-browser': {
    finds: [
      {
        name: 'a 401 that a probe sees and the page does not',
        exchange: exchangeOf({
          ...inPage,
          headers: bearer(jwt()),
          answer: null,
          error: failed,
          probes: { crossOrigin: { status: 401, headers: [] } },
        }),
      },
      {
        name: 'a network error with a token past its life',
        exchange: exchangeOf({
          ...inPage,
          headers: bearer(jwt({ exp: serverNowSec - 60 })),
          answer: null,
          error: failed,
        }),
        context: { now: serverNowMs },
        tells: /may be hidden/,
      },
      {
        name: 'a network error behind a preflight that was let through',
        exchange: exchangeOf({
          ...inPage,
          headers: bearer(keyText(40)),
          answer: null,
          error: failed,
          history: [
            exchangeOf({
              ...inPage,
              method: 'OPTIONS',
              headers: { Origin: 'https://app.example.com', 'Access-Control-Request-Headers': 'authorization' },
              answer: { status: 204, headers: { 'Access-Control-Allow-Headers': 'authorization' } },
            }),
          ],
        }),
        tells: /let through \(204\)/,
      },
      {
        name: 'an answer without CORS headers for a page',
        exchange: exchangeOf({ ...inPage, headers: bearer(keyText(40)), error: new Error('Network Error') }),
      },
    ],
    misses: [
      {
        name: 'a network error outside of browsers',
        exchange: exchangeOf({ runtime: 'server', headers: bearer(jwt()), answer: null, error: failed }),
      },
      {
        name: 'a probe that is answered 200',
        exchange: exchangeOf({
          ...inPage,
          headers: bearer(jwt()),
          answer: null,
          error: failed,
          probes: { crossOrigin: { status: 200, headers: [] } },
        }),
      },
      {
        name: 'a refusal that the page may read',
        exchange: exchangeOf({
          ...inPage,
          headers: bearer(jwt()),
          answer: { headers: { 'Access-Control-Allow-Origin': page } },
        }),
      },
    ],
  },
  'preflight-lacks-authorization': {
    finds: [
      {
        name: 'a preflight that allows other headers only',
        exchange: exchangeOf({
          method: 'OPTIONS',
          headers: preflightHeaders,
          error: failed,
          answer: { status: 204, headers: { 'Access-Control-Allow-Headers': 'content-type' } },
        }),
      },
      {
        name: 'a wildcard, which does not cover Authorization',
        exchange: exchangeOf({
          ...inPage,
          headers: bearer(jwt()),
          answer: null,
          error: failed,
          probes: { preflight: { status: 200, headers: [['Access-Control-Allow-Headers', '*']] } },
        }),
        as: 'finding',
        tells: /does not cover/,
      },
    ],
    misses: [
      {
        name: 'a preflight that lists it',
        exchange: exchangeOf({
          method: 'OPTIONS',
          headers: preflightHeaders,
          error: failed,
          answer: { status: 204, headers: { 'Access-Control-Allow-Headers': 'Content-Type, Authorization' } },
        }),
      },
      {
        name: 'a request that has no such header',
        exchange: exchangeOf({
          ...inPage,
          answer: null,
          error: failed,
          probes: { preflight: { status: 200, headers: [] } },
        }),
      },
    ],
  },
  'response-headers-not-exposed': {
    finds: [
      {
        name: 'a page that sees no header',
        exchange: {
          ...exchangeOf({ ...inPage, headers: bearer(keyText(40)) }),
          response: { status: 401, headers: [['content-type', 'application/json']] },
        },
      },
    ],
    misses: [
      {
        name: 'a page that sees the challenge',
        exchange: {
          ...exchangeOf({ ...inPage, headers: bearer(keyText(40)) }),
          response: { status: 401, headers: [['www-authenticate', 'Bearer']] },
        },
      },
      {
        name: 'a server that sees no header',
        exchange: { ...exchangeOf({ headers: bearer(keyText(40)) }), response: { status: 401, headers: [] } },
      },
    ],
  },
};
