import { bearer, exchangeOf, type Fixtures, jwt, keyText } from '../../fixtures/fixture.ts';

const url = 'https://api.example.com/v1/items';
const redirect = (from: string, to: string, more: object = {}) => [{ from, to, status: 301, ...more }];

export const redirectsFixtures: Fixtures = {
  'redirect-dropped-authorization': {
    finds: [
      {
        name: 'a hop to another host that lost the header',
        exchange: exchangeOf({
          headers: bearer(jwt()),
          redirects: redirect(url, 'https://eu.example.org/v1/items', { headersDropped: ['Authorization'] }),
        }),
        tells: /Call the final URL directly: https:\/\/eu\.example\.org/,
      },
      {
        name: 'an answer that came from another host',
        exchange: exchangeOf({ headers: bearer(jwt()), answer: { url: 'https://eu.example.org/v1/items' } }),
      },
      {
        name: 'a recording in which the second request lacks the header',
        exchange: exchangeOf({
          url: 'https://eu.example.org/v1/items',
          history: [
            exchangeOf({
              headers: bearer(jwt()),
              answer: { status: 302, headers: { Location: 'https://eu.example.org/v1/items' } },
            }),
          ],
        }),
      },
    ],
    misses: [
      {
        name: 'a hop within the origin',
        exchange: exchangeOf({ headers: bearer(jwt()), redirects: redirect(url, 'https://api.example.com/v2/items') }),
      },
      {
        name: 'a hop to another origin of a request that had no header',
        exchange: exchangeOf({ redirects: redirect(url, 'https://eu.example.org/v1/items') }),
      },
      {
        name: 'an earlier redirect to somewhere else',
        exchange: exchangeOf({
          history: [
            exchangeOf({
              headers: bearer(jwt()),
              answer: { status: 302, headers: { Location: 'https://eu.example.org/' } },
            }),
          ],
        }),
      },
    ],
  },
  'redirect-http-to-https': {
    finds: [
      {
        name: 'an upgrade on the same host',
        exchange: exchangeOf({
          url: 'http://api.example.com/v1/items',
          headers: bearer(jwt()),
          redirects: redirect('http://api.example.com/v1/items', url),
        }),
        tells: /rotate/,
      },
    ],
    misses: [
      {
        name: 'an upgrade to another host',
        exchange: exchangeOf({
          url: 'http://api.example.com/v1/items',
          headers: bearer(jwt()),
          redirects: redirect('http://api.example.com/v1/items', 'https://other.example.com/v1/items'),
        }),
      },
    ],
  },
  'redirect-www': {
    finds: [
      {
        name: 'the bare domain before www',
        exchange: exchangeOf({
          url: 'https://example.com/api',
          headers: bearer(jwt()),
          redirects: redirect('https://example.com/api', 'https://www.example.com/api'),
        }),
      },
    ],
    misses: [
      {
        name: 'another sub-domain',
        exchange: exchangeOf({
          url: 'https://example.com/api',
          headers: bearer(jwt()),
          redirects: redirect('https://example.com/api', 'https://api.example.com/api'),
        }),
      },
    ],
  },
  'redirect-trailing-slash': {
    finds: [
      {
        name: 'a slash added on the way, with the header lost',
        exchange: exchangeOf({
          headers: bearer(jwt()),
          redirects: redirect(url, `${url}/`, { headersDropped: ['authorization'] }),
        }),
      },
      {
        name: 'a path that answers without the slash',
        exchange: exchangeOf({
          url: `${url}/`,
          headers: bearer(jwt()),
          probes: { slashToggled: { status: 200, headers: [], url } },
        }),
      },
      {
        name: 'an application that redirects to the address it has behind the proxy',
        exchange: exchangeOf({ headers: bearer(jwt()), redirects: redirect(url, 'http://api.example.com/v1/items/') }),
        as: 'finding',
        tells: /X-Forwarded-Proto/,
      },
    ],
    misses: [
      {
        name: 'a redirect to another path',
        exchange: exchangeOf({ headers: bearer(jwt()), redirects: redirect(url, 'https://api.example.com/v2/items/') }),
      },
      {
        name: 'a path that is refused with and without the slash',
        exchange: exchangeOf({
          headers: bearer(jwt()),
          probes: { slashToggled: { status: 401, headers: [], url: `${url}/` } },
        }),
      },
    ],
  },
  'redirect-changed-method': {
    finds: [
      {
        name: 'a POST that went on as a GET',
        exchange: exchangeOf({
          method: 'POST',
          headers: bearer(keyText(40)),
          redirects: redirect(url, 'https://api.example.com/v2/items', { method: 'GET', status: 302 }),
        }),
      },
    ],
    misses: [
      {
        name: 'a POST that stayed one',
        exchange: exchangeOf({
          method: 'POST',
          headers: bearer(keyText(40)),
          redirects: redirect(url, 'https://api.example.com/v2/items', { method: 'POST', status: 307 }),
        }),
      },
      {
        name: 'a GET that was one from the start',
        exchange: exchangeOf({
          headers: bearer(keyText(40)),
          redirects: redirect(url, 'https://api.example.com/v2/items', { method: 'GET', status: 302 }),
        }),
      },
    ],
  },
};
