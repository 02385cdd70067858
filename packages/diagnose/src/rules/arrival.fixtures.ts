import { bearer, exchangeOf, type Fixtures, jwt, keyText } from '../fixtures/fixture.ts';

const url = 'https://api.example.com/v1/items';
const bareChallenge = { 'WWW-Authenticate': 'Bearer realm="api"' };
const jsonUnauthorized = { message: 'Unauthorized' };
const redirect = (from: string, to: string, more: object = {}) => [{ from, to, status: 301, ...more }];

/** Family A. */
export const arrivalFixtures: Fixtures = {
  'no-credentials': {
    finds: [
      { name: 'a request with no credential at all', exchange: exchangeOf({ answer: { headers: bareChallenge } }), tells: /asks for Bearer/ },
      {
        name: 'cookies only, where a bearer token is asked for',
        exchange: exchangeOf({ headers: { Cookie: 'lang=de' }, answer: { headers: bareChallenge, body: { detail: 'Not authenticated' } } }),
      },
      { name: 'a 403 that speaks of missing credentials', exchange: exchangeOf({ answer: { status: 403, body: { detail: 'Authentication credentials were not provided.' } } }) },
      { name: 'a GraphQL error in a success', exchange: exchangeOf({ method: 'POST', answer: { status: 200, body: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] } } }) },
    ],
    misses: [
      { name: 'a key in a header', exchange: exchangeOf({ headers: { 'X-Api-Key': keyText(32) }, answer: { headers: bareChallenge } }) },
      { name: 'a key in the URL', exchange: exchangeOf({ url: `${url}?api_key=${keyText(32)}` }) },
      { name: 'a session cookie where no scheme is asked for', exchange: exchangeOf({ headers: { Cookie: `sid=${keyText(32)}` } }) },
      { name: 'a 403 for another reason', exchange: exchangeOf({ answer: { status: 403, body: { message: 'Forbidden' } } }) },
      { name: 'a sign-in with a password in the body', exchange: exchangeOf({ method: 'POST', body: JSON.stringify({ user: 'ada', password: keyText(10) }) }) },
    ],
  },
  'header-ignored': {
    finds: [
      { name: 'a challenge without an error for a good token', exchange: exchangeOf({ headers: bearer(jwt()), answer: { headers: bareChallenge } }) },
      {
        name: 'the same answer with and without credentials',
        exchange: exchangeOf({
          headers: bearer(keyText(40)),
          answer: { headers: bareChallenge, body: '{}' },
          probes: { withoutCredentials: { status: 401, headers: [['WWW-Authenticate', 'Bearer realm="api"']], body: '{}' } },
        }),
      },
      { name: 'a missing token that was sent', exchange: exchangeOf({ headers: bearer(keyText(40)), answer: { headers: bareChallenge, body: { message: 'No authorization token was found' } } }) },
    ],
    misses: [
      { name: 'a challenge that names an error', exchange: exchangeOf({ headers: bearer(jwt()), answer: { headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } } }) },
      { name: 'a request without the header', exchange: exchangeOf({ answer: { headers: bareChallenge } }) },
      {
        name: 'another answer without credentials',
        exchange: exchangeOf({ headers: bearer(keyText(40)), answer: { body: { error: 'bad token' } }, probes: { withoutCredentials: { status: 401, headers: [], body: 'who are you' } } }),
      },
    ],
  },
  'redirect-dropped-authorization': {
    finds: [
      {
        name: 'a hop to another host that lost the header',
        exchange: exchangeOf({ headers: bearer(jwt()), redirects: redirect(url, 'https://eu.example.org/v1/items', { headersDropped: ['Authorization'] }) }),
        tells: /Call the final URL directly: https:\/\/eu\.example\.org/,
      },
      {
        name: 'a recording in which the second request lacks the header',
        exchange: exchangeOf({
          url: 'https://eu.example.org/v1/items',
          history: [exchangeOf({ headers: bearer(jwt()), answer: { status: 302, headers: { Location: 'https://eu.example.org/v1/items' } } })],
        }),
      },
    ],
    misses: [
      { name: 'a hop within the origin', exchange: exchangeOf({ headers: bearer(jwt()), redirects: redirect(url, 'https://api.example.com/v2/items') }) },
      { name: 'a hop to another origin of a request that had no header', exchange: exchangeOf({ redirects: redirect(url, 'https://eu.example.org/v1/items') }) },
      {
        name: 'an earlier redirect to somewhere else',
        exchange: exchangeOf({ history: [exchangeOf({ headers: bearer(jwt()), answer: { status: 302, headers: { Location: 'https://eu.example.org/' } } })] }),
      },
    ],
  },
  'redirect-http-to-https': {
    finds: [{ name: 'an upgrade on the same host', exchange: exchangeOf({ url: 'http://api.example.com/v1/items', headers: bearer(jwt()), redirects: redirect('http://api.example.com/v1/items', url) }), tells: /rotate/ }],
    misses: [{ name: 'an upgrade to another host', exchange: exchangeOf({ url: 'http://api.example.com/v1/items', headers: bearer(jwt()), redirects: redirect('http://api.example.com/v1/items', 'https://other.example.com/v1/items') }) }],
  },
  'redirect-www': {
    finds: [{ name: 'the bare domain before www', exchange: exchangeOf({ url: 'https://example.com/api', headers: bearer(jwt()), redirects: redirect('https://example.com/api', 'https://www.example.com/api') }) }],
    misses: [{ name: 'another sub-domain', exchange: exchangeOf({ url: 'https://example.com/api', headers: bearer(jwt()), redirects: redirect('https://example.com/api', 'https://api.example.com/api') }) }],
  },
  'redirect-trailing-slash': {
    finds: [
      { name: 'a slash added on the way, with the header lost', exchange: exchangeOf({ headers: bearer(jwt()), redirects: redirect(url, `${url}/`, { headersDropped: ['authorization'] }) }) },
      { name: 'a path that answers without the slash', exchange: exchangeOf({ url: `${url}/`, headers: bearer(jwt()), probes: { slashToggled: { status: 200, headers: [], url } } }) },
      { name: 'an application that redirects to the address it has behind the proxy', exchange: exchangeOf({ headers: bearer(jwt()), redirects: redirect(url, 'http://api.example.com/v1/items/') }), as: 'finding', tells: /X-Forwarded-Proto/ },
    ],
    misses: [
      { name: 'a redirect to another path', exchange: exchangeOf({ headers: bearer(jwt()), redirects: redirect(url, 'https://api.example.com/v2/items/') }) },
      { name: 'a path that is refused with and without the slash', exchange: exchangeOf({ headers: bearer(jwt()), probes: { slashToggled: { status: 401, headers: [], url: `${url}/` } } }) },
    ],
  },
  'redirect-changed-method': {
    finds: [{ name: 'a POST that went on as a GET', exchange: exchangeOf({ method: 'POST', headers: bearer(keyText(40)), redirects: redirect(url, 'https://api.example.com/v2/items', { method: 'GET', status: 302 }) }) }],
    misses: [
      { name: 'a POST that stayed one', exchange: exchangeOf({ method: 'POST', headers: bearer(keyText(40)), redirects: redirect(url, 'https://api.example.com/v2/items', { method: 'POST', status: 307 }) }) },
      { name: 'a GET that was one from the start', exchange: exchangeOf({ headers: bearer(keyText(40)), redirects: redirect(url, 'https://api.example.com/v2/items', { method: 'GET', status: 302 }) }) },
    ],
  },
  'redirect-to-login-page': {
    finds: [
      { name: 'a redirect to the login page', exchange: exchangeOf({ headers: bearer(jwt()), answer: { status: 302, headers: { Location: '/login' } } }), tells: /Accept: application\/json/ },
      {
        name: 'the login page itself, after redirects',
        exchange: exchangeOf({ answer: { status: 200, headers: { 'Content-Type': 'text/html' }, body: '<html><h1>Sign in</h1></html>', url: 'https://login.example.com/signin' } }),
      },
    ],
    misses: [
      { name: 'a redirect to another page', exchange: exchangeOf({ headers: bearer(jwt()), answer: { status: 302, headers: { Location: '/v2/items' } } }) },
      { name: 'a login page that was asked for', exchange: exchangeOf({ url: 'https://api.example.com/login', answer: { status: 302, headers: { Location: '/login?failed' } } }) },
      { name: 'a sign-out that ends on the login page', exchange: exchangeOf({ url: 'https://api.example.com/logout', headers: { Cookie: `sid=${keyText(20)}` }, answer: { status: 302, headers: { Location: '/login' } } }) },
    ],
  },
  'apache-swallows-authorization': {
    finds: [
      {
        name: 'WordPress on PHP behind Apache',
        exchange: exchangeOf({ headers: { Authorization: `Basic ${btoa('ada:abcd efgh ijkl')}` }, answer: { headers: { Server: 'Apache/2.4', 'X-Powered-By': 'PHP/8.3' }, body: { code: 'rest_not_logged_in', message: 'You are not currently logged in.' } } }),
      },
      { name: 'Django under mod_wsgi', exchange: exchangeOf({ headers: { Authorization: `Token ${keyText(40)}` }, answer: { headers: { Server: 'Apache/2.4 mod_wsgi/5.0', 'WWW-Authenticate': 'Token' }, body: { detail: 'Authentication credentials were not provided.' } } }) },
    ],
    misses: [
      { name: 'the same answer from nginx', exchange: exchangeOf({ headers: bearer(jwt()), answer: { headers: { Server: 'nginx', ...bareChallenge } } }) },
      { name: 'Apache and an error that is named', exchange: exchangeOf({ headers: bearer(jwt()), answer: { headers: { Server: 'Apache/2.4', 'WWW-Authenticate': 'Bearer error="invalid_token"' } } }) },
    ],
  },
  'header-name-with-underscore': {
    finds: [{ name: 'X_API_KEY at nginx', exchange: exchangeOf({ headers: { X_API_KEY: keyText(32) }, answer: { headers: { Server: 'nginx/1.27' }, body: { message: 'API key missing' } } }), tells: /X-API-KEY/ }],
    misses: [{ name: 'X-Api-Key at nginx', exchange: exchangeOf({ headers: { 'X-Api-Key': keyText(32) }, answer: { headers: { Server: 'nginx/1.27' }, body: { message: 'API key missing' } } }) }],
  },
  'proxy-clears-authorization': {
    finds: [{ name: 'a header that did not get through envoy', exchange: exchangeOf({ headers: bearer(keyText(40)), answer: { headers: { Server: 'envoy', ...bareChallenge } } }) }],
    misses: [{ name: 'a challenge that names an error', exchange: exchangeOf({ headers: bearer(keyText(40)), answer: { headers: { Server: 'envoy', 'WWW-Authenticate': 'Bearer error="invalid_token"' } } }) }],
  },
  'basic-gate-in-front': {
    finds: [
      {
        name: 'the page of nginx for a bearer token',
        exchange: exchangeOf({ headers: bearer(jwt()), answer: { headers: { 'WWW-Authenticate': 'Basic realm="Staging"', 'Content-Type': 'text/html' }, body: '<html><h1>401 Authorization Required</h1><hr>nginx</html>' } }),
      },
      {
        name: 'an API behind the gate that was passed',
        exchange: exchangeOf({ headers: { Authorization: `Basic ${btoa('ada:abcd efgh ijkl')}` }, answer: { headers: bareChallenge }, probes: { withoutCredentials: { status: 401, headers: [['WWW-Authenticate', 'Basic realm="gate"']] } } }),
      },
    ],
    misses: [
      { name: 'an API that wants Basic itself', exchange: exchangeOf({ headers: bearer(keyText(40)), answer: { headers: { 'WWW-Authenticate': 'Basic realm="API"' }, body: jsonUnauthorized } }) },
      { name: 'a wrong password at the gate', exchange: exchangeOf({ headers: { Authorization: `Basic ${btoa('ada:abcd efgh ijkl')}` }, answer: { headers: { 'WWW-Authenticate': 'Basic realm="Staging"' } } }) },
    ],
  },
  'credential-in-wrong-place': {
    finds: [
      { name: 'a token in the URL of a bearer API', exchange: exchangeOf({ url: `${url}?access_token=${keyText(40)}`, answer: { headers: bareChallenge } }) },
      { name: 'a header where the API reads the URL', exchange: exchangeOf({ headers: { 'X-Api-Key': keyText(32) }, answer: { body: { message: 'Missing query parameter: api_key' } } }) },
    ],
    misses: [
      { name: 'a token in the header', exchange: exchangeOf({ headers: bearer(keyText(40)), answer: { headers: bareChallenge } }) },
      { name: 'a key in the URL and one in a header', exchange: exchangeOf({ url: `${url}?api_key=${keyText(32)}`, headers: { 'X-Api-Key': keyText(32) } }) },
    ],
  },
  'credential-sent-by-two-methods': {
    finds: [
      { name: 'a token in header and URL, by the server’s words', exchange: exchangeOf({ url: `${url}?access_token=${jwt()}`, headers: bearer(jwt()), answer: { status: 400, headers: { 'WWW-Authenticate': 'Bearer error="invalid_request", error_description="Found multiple bearer tokens in the request"' } } }) },
      { name: 'a token in header and body, called an invalid request', exchange: exchangeOf({ method: 'POST', headers: bearer(jwt()), body: `access_token=${jwt()}`, answer: { status: 400, headers: { 'WWW-Authenticate': 'Bearer error="invalid_request"' } } }) },
    ],
    misses: [
      { name: 'a token in the header alone', exchange: exchangeOf({ headers: bearer(jwt()), answer: { status: 400, headers: { 'WWW-Authenticate': 'Bearer error="invalid_request"' } } }) },
      { name: 'a token beside an API key', exchange: exchangeOf({ url: `${url}?api_key=${keyText(32)}`, headers: bearer(jwt()) }) },
    ],
  },
  'credential-in-body-of-get': {
    finds: [{ name: 'a key in the body of a GET', exchange: exchangeOf({ body: JSON.stringify({ api_key: keyText(32) }) }) }],
    misses: [
      { name: 'a key in the body of a POST', exchange: exchangeOf({ method: 'POST', body: JSON.stringify({ api_key: keyText(32) }) }) },
      { name: 'a GET whose body has no credential', exchange: exchangeOf({ body: '{"query":{"match_all":{}}}' }) },
    ],
  },
  'session-cookie-not-sent': {
    finds: [
      {
        name: 'a call to another origin with same-origin cookies',
        exchange: exchangeOf({ runtime: 'browser', pageOrigin: 'https://app.example.org', fetchOptions: { credentials: 'same-origin' }, answer: { headers: { 'Access-Control-Allow-Credentials': 'true' }, body: { message: 'Unauthenticated.' } } }),
      },
      {
        name: 'a cookie of the same host that stayed behind',
        exchange: exchangeOf({ runtime: 'browser', pageOrigin: 'https://app.example.org', history: [exchangeOf({ method: 'POST', answer: { status: 200, headers: { 'Set-Cookie': `sid=${keyText(20)}; SameSite=Lax` } } })] }),
        tells: /SameSite/,
      },
      { name: 'localhost beside 127.0.0.1', exchange: exchangeOf({ url: 'http://127.0.0.1:8000/me', runtime: 'browser', pageOrigin: 'http://localhost:3000' }), tells: /two hosts/ },
    ],
    misses: [
      { name: 'a call that carries its cookie', exchange: exchangeOf({ headers: { Cookie: `sid=${keyText(20)}` }, runtime: 'browser', pageOrigin: 'https://app.example.org', fetchOptions: { credentials: 'same-origin' } }) },
      { name: 'an API that asks for a bearer token', exchange: exchangeOf({ runtime: 'browser', pageOrigin: 'https://app.example.org', answer: { headers: bareChallenge } }) },
      { name: 'a call within the origin', exchange: exchangeOf({ runtime: 'browser', pageOrigin: 'https://api.example.com' }) },
    ],
  },
  'ssr-cookie-not-forwarded': {
    finds: [{ name: 'a call of Nuxt’s server', exchange: exchangeOf({ framework: 'nuxt', runtime: 'server', answer: { body: { statusCode: 401 } } }), tells: /useRequestFetch/ }],
    misses: [
      { name: 'the same call in the browser', exchange: exchangeOf({ framework: 'nuxt', runtime: 'browser', answer: { body: { statusCode: 401 } } }) },
      { name: 'a call that carries the cookie', exchange: exchangeOf({ framework: 'nuxt', runtime: 'server', headers: { cookie: `sid=${keyText(20)}` } }) },
      { name: 'an API that asks for a bearer token', exchange: exchangeOf({ framework: 'next', runtime: 'server', answer: { headers: bareChallenge } }) },
    ],
  },
  'evidence-sanitized': {
    finds: [
      { name: 'a recording without sensitive data', exchange: exchangeOf({ sanitized: true, answer: { headers: bareChallenge } }) },
      { name: 'a value that was blacked out', exchange: exchangeOf({ headers: { Authorization: 'Bearer [REDACTED]' }, answer: { headers: bareChallenge } }) },
    ],
    misses: [
      { name: 'a recording with its credentials', exchange: exchangeOf({ sanitized: true, headers: bearer(jwt()) }) },
      { name: 'a request that never had any', exchange: exchangeOf({ answer: { headers: bareChallenge } }) },
    ],
  },
};
