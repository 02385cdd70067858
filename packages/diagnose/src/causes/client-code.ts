import type { TextsOf } from './cause-text.ts';

export const clientCodeTexts: TextsOf<'H'> = {
  H01: {
    why: '`axios.post(url, data, config)` takes headers third. Given second they are the body.',
    fix: '`axios.post(url, data, { headers })`; without a body give `{}` or `undefined` second.',
    pasted: ['axios post 401 but works in Postman', 'Authorization header in request body'],
  },
  H02: {
    why: 'The header was set once, at the start or the login, and keeps that token after a refresh.',
    fix: 'Read the token for each request: in an interceptor, or a function.',
    pasted: ['still sends old token after refresh', 'axios.defaults.headers.common old token'],
  },
  H03: {
    why: 'An interceptor belongs to one instance. This request went out through another, or a bare fetch.',
    fix: 'Send the request through the client that has the interceptor.',
    pasted: ['axios interceptor not called', 'Authorization header missing on some requests'],
  },
  H04: {
    why: 'axios’s `auth`, and a user in the URL, write a Basic header over the one that you set.',
    fix: 'Take `auth` and the user in the URL away.',
    pasted: ['axios auth overrides Authorization header', 'Authorization: Basic instead of Bearer'],
  },
  H05: {
    why: 'The second attempt lost its body: a stream was read already, or the client had turned it into text.',
    fix: 'Keep the body in a form that can be sent again, and copy the request before it is sent.',
    pasted: [
      'Required request body is missing',
      'TypeError: Body is unusable',
      'Cannot construct a Request with a Request object that has already been used.',
    ],
  },
  H06: {
    why: 'Several requests met the refusal together, and each refreshed for itself.',
    fix: 'Share one refresh: whoever comes while it runs waits for it.',
    pasted: ['refresh token called multiple times', 'Refresh token already used', 'invalid_grant'],
  },
  H07: {
    why: 'Every new token is refused as well, and the code refreshes for ever: the cause is not the token’s age.',
    fix: 'Repeat a request once at most, then look at the refusal of the new token.',
    pasted: ['infinite loop refresh token 401', 'axios interceptor infinite loop', 'Maximum call stack size exceeded'],
  },
  H08: {
    why: 'The first requests of a page went out while the login or the stored session was still being read.',
    fix: 'Wait for the session before the first request, or hold requests until it is there.',
    pasted: ['401 on first load, works after refresh', 'token is null on first request'],
  },
  H09: {
    why: 'A function that gives a promise was put into the header without `await`.',
    fix: '`Bearer ${await getToken()}`.',
    pasted: ['Authorization: Bearer [object Promise]'],
  },
  H10: {
    why: "With `mode: 'no-cors'` the browser takes the Authorization header off and hides the answer.",
    fix: 'Take the mode away, and let the server send CORS headers.',
    pasted: ['type: "opaque", status: 0', 'no-cors Authorization header not sent'],
  },
  H11: {
    why: 'The framework or a service worker gave an old answer from its own cache.',
    fix: "`cache: 'no-store'` for requests with credentials; clear the service worker’s cache.",
    pasted: ['Next.js fetch returns cached 401', '(from ServiceWorker) 401'],
  },
  H12: {
    why: 'A default header of the client goes along to every address, also to a foreign one: it tells the token to strangers and is refused there.',
    fix: 'Use a bare client for other hosts, and renew the token.',
    pasted: ['axios default Authorization header sent to S3', 'Only one auth mechanism allowed'],
  },
  H13: {
    why: 'With a session cookie the server also wants a token against forged requests, and it is missing or of another session.',
    fix: 'Get the token first, and send it in the header that the framework names: X-XSRF-TOKEN, X-CSRFToken, X-WP-Nonce.',
    pasted: [
      'CSRF token mismatch.',
      'CSRF Failed: CSRF token missing.',
      'Forbidden (CSRF cookie not set.)',
      'Invalid CSRF token',
      "Can't verify CSRF token authenticity.",
      'rest_cookie_invalid_nonce',
    ],
  },
  H14: {
    why: 'A stream is read once. After a refresh there is nothing left to send.',
    fix: 'Give a function that makes the body, or refresh before an upload.',
    pasted: [
      'TypeError: Body is unusable',
      'Response body object should not be disturbed or locked',
      'Cannot retry a request with a stream body',
    ],
  },
};
