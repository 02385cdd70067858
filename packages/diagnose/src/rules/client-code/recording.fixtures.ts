import { bearer, exchangeOf, type Fixtures, keyText, serverNowMs } from '../../fixtures/fixture.ts';

const opaque = bearer(keyText(40));
const ok = { status: 200, body: { items: [] } };
const old = bearer(keyText(40, 3));
const refreshWith = (token: string, sentAtMs: number, issued = keyText(40, sentAtMs % 1_000)) =>
  exchangeOf({
    method: 'POST',
    url: 'https://as.example.com/token',
    body: `grant_type=refresh_token&refresh_token=${token}`,
    sentAtMs,
    answer: { status: 200, body: { access_token: issued } },
  });
const refusedWith = (seed: number, sentAtMs: number) => exchangeOf({ headers: bearer(keyText(40, seed)), sentAtMs });
const _replay = { method: 'POST', headers: { ...opaque, 'Content-Length': '7' }, sentAtMs: serverNowMs };

export const recordingFixtures: Fixtures = {
  'token-captured-once': {
    finds: [
      {
        name: 'the token of the start after a refresh',
        exchange: exchangeOf({
          headers: old,
          sentAtMs: serverNowMs,
          history: [
            exchangeOf({ headers: old, sentAtMs: serverNowMs - 9_000 }),
            refreshWith('rt', serverNowMs - 8_000),
          ],
        }),
      },
    ],
    misses: [
      {
        name: 'the token that the refresh has issued',
        exchange: exchangeOf({
          headers: old,
          sentAtMs: serverNowMs,
          history: [
            exchangeOf({ headers: opaque, sentAtMs: serverNowMs - 9_000 }),
            refreshWith('rt', serverNowMs - 8_000, keyText(40, 3)),
          ],
        }),
      },
      {
        name: 'a request that was on its way when the refresh was answered',
        exchange: exchangeOf({
          headers: old,
          sentAtMs: serverNowMs,
          history: [
            exchangeOf({ headers: old, sentAtMs: serverNowMs - 9_000 }),
            { ...refreshWith('rt', serverNowMs - 100), receivedAtMs: serverNowMs + 100 },
          ],
        }),
      },
    ],
  },
  'request-past-the-interceptor': {
    finds: [
      {
        name: 'a bare request among requests with a token',
        exchange: exchangeOf({ client: 'axios/1.21.0', history: [exchangeOf({ headers: opaque, answer: ok })] }),
      },
    ],
    misses: [
      {
        name: 'a bare request among requests to another origin',
        exchange: exchangeOf({
          client: 'axios/1.21.0',
          history: [exchangeOf({ url: 'https://other.example.com/', headers: opaque, answer: ok })],
        }),
      },
    ],
  },
  'refresh-stampede': {
    finds: [
      {
        name: 'three refreshes with one refresh token before a 401',
        exchange: exchangeOf({
          headers: opaque,
          sentAtMs: serverNowMs,
          history: [
            refreshWith('rt', serverNowMs - 900),
            refreshWith('rt', serverNowMs - 800),
            refreshWith('rt', serverNowMs - 700),
          ],
        }),
        tells: /3 of them/,
      },
    ],
    misses: [
      {
        name: 'refreshes one after the other',
        exchange: exchangeOf({
          headers: opaque,
          sentAtMs: serverNowMs,
          history: [refreshWith('rt-1', serverNowMs - 900), refreshWith('rt-2', serverNowMs - 300)],
        }),
      },
    ],
  },
  'refresh-loop': {
    finds: [
      {
        name: 'the third new token that is refused',
        exchange: exchangeOf({
          headers: bearer(keyText(40, 8)),
          sentAtMs: serverNowMs,
          history: [
            refusedWith(5, serverNowMs - 4_000),
            refreshWith('a', serverNowMs - 3_900),
            refusedWith(6, serverNowMs - 3_000),
            refreshWith('b', serverNowMs - 2_900),
          ],
        }),
        tells: /within 4 seconds/,
      },
    ],
    misses: [
      {
        name: 'one replay that is refused',
        exchange: exchangeOf({
          headers: bearer(keyText(40, 8)),
          sentAtMs: serverNowMs,
          history: [refusedWith(5, serverNowMs - 4_000), refreshWith('a', serverNowMs - 3_900)],
        }),
      },
    ],
  },
  'sent-before-login-finished': {
    finds: [
      {
        name: 'a request between login and its answer',
        exchange: exchangeOf({
          sentAtMs: serverNowMs,
          history: [
            {
              ...exchangeOf({
                method: 'POST',
                url: 'https://api.example.com/login',
                sentAtMs: serverNowMs - 200,
                answer: { status: 200, body: {} },
              }),
              receivedAtMs: serverNowMs + 300,
            },
          ],
        }),
      },
    ],
    misses: [
      {
        name: 'a request after the answer to the login',
        exchange: exchangeOf({
          sentAtMs: serverNowMs,
          history: [
            {
              ...exchangeOf({
                method: 'POST',
                url: 'https://api.example.com/login',
                sentAtMs: serverNowMs - 200,
                answer: { status: 200, body: {} },
              }),
              receivedAtMs: serverNowMs - 100,
            },
          ],
        }),
      },
    ],
  },
  'refusal-from-framework-cache': {
    finds: [
      {
        name: 'a refusal out of Next’s cache',
        exchange: exchangeOf({ headers: opaque, framework: 'next', answer: { headers: { 'x-nextjs-cache': 'HIT' } } }),
      },
    ],
    misses: [
      {
        name: 'a refusal that the cache did not have',
        exchange: exchangeOf({ headers: opaque, framework: 'next', answer: { headers: { 'x-nextjs-cache': 'MISS' } } }),
      },
    ],
  },
};
