import type { TextsOf } from './cause-text.ts';

export const transportTexts: TextsOf<'B'> = {
  B01: {
    why: 'Before the real request a browser asks with OPTIONS, without credentials. A server that wants credentials for that too refuses it, and the request is never sent.',
    fix: 'Let OPTIONS through before the authentication: register the CORS layer first.',
    pasted: [
      "Response to preflight request doesn't pass access control check: It does not have HTTP ok status.",
      'CORS preflight did not succeed',
    ],
  },
  B02: {
    why: 'The server did answer with a 401, but without CORS headers, and so the browser hides it: the page only sees a network error.',
    fix: 'Add the CORS headers to error answers as well. The 401 stands in the browser’s network panel.',
    pasted: [
      'TypeError: Failed to fetch',
      'Network Error',
      'NetworkError when attempting to fetch resource.',
      "No 'Access-Control-Allow-Origin' header is present on the requested resource.",
    ],
  },
  B03: {
    why: 'The preflight’s answer must name Authorization; `*` does not stand for it.',
    fix: 'Server: `Access-Control-Allow-Headers: Authorization, Content-Type`.',
    pasted: [
      'Request header field authorization is not allowed by Access-Control-Allow-Headers in preflight response.',
    ],
  },
  B04: {
    why: 'With cookies or credentials included, browsers accept no wildcard origin.',
    fix: 'Server: answer with the page’s own origin, `Vary: Origin` and `Access-Control-Allow-Credentials: true`.',
    pasted: [
      "The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'.",
    ],
  },
  B05: {
    why: 'A page on another origin sees only a few headers of an answer. The challenge and the date, which would say why, are not among them.',
    fix: 'Server: `Access-Control-Expose-Headers: WWW-Authenticate, Date, DPoP-Nonce, Retry-After`.',
    pasted: ["response.headers.get('WWW-Authenticate') is null", 'Refused to get unsafe header "WWW-Authenticate"'],
  },
  B06: {
    why: 'A 407 is no 401: a proxy between you and the server wants a user and password of its own.',
    fix: 'Give the proxy’s credentials: `curl -x http://proxy:port -U "$PROXY_USER:$PROXY_PASSWORD" …`, or take the host into NO_PROXY.',
    pasted: [
      '407 Proxy Authentication Required',
      'Received HTTP code 407 from proxy after CONNECT',
      'tunneling socket could not be established, statusCode=407',
    ],
  },
  B07: {
    why: 'A hotel, train or company network answers in place of the server until somebody has logged in.',
    fix: 'Open any http: page in a browser, log in there, and repeat the request.',
    pasted: ['511 Network Authentication Required', 'Sign in to network'],
  },
  B08: {
    why: 'Preview deployments of Vercel are protected: Vercel answered, the application was never asked.',
    fix: 'Send `x-vercel-protection-bypass` with the project’s secret, or switch the protection off for this deployment.',
    pasted: ['Authentication Required', 'This page requires authentication. Vercel Authentication'],
  },
  B09: {
    why: 'A gate of the platform (Cloudflare Access, Identity-Aware Proxy, App Service, Cloud Run, a tunnel) stands in front and wants a credential of its own.',
    fix: 'Give the gate’s own credential, such as a service token, or open the path for callers without it.',
    pasted: [
      'Your client does not have permission to get URL from this server.',
      'Invalid IAP credentials: empty token',
      'Forbidden. You don’t have permission to view this. Please contact your system administrator.',
    ],
  },
  B10: {
    why: 'The server uses Windows authentication, which goes over several messages and a ticket or password hash.',
    fix: '`curl --negotiate -u : …` with a Kerberos ticket (`kinit`), or `--ntlm -u "$USER_NAME:$PASSWORD"`.',
    pasted: [
      'WWW-Authenticate: Negotiate',
      'WWW-Authenticate: NTLM',
      '401 - Unauthorized: Access is denied due to invalid credentials.',
      'Access denied. 401.2',
    ],
  },
  B11: {
    why: 'The server wants Digest: a hash over password, method, path and a nonce, not the password itself.',
    fix: '`curl --digest -u "$USER_NAME:$PASSWORD" …`. Where a digest was sent, compare realm, path and nonce, then the password.',
    pasted: ['WWW-Authenticate: Digest realm=', 'stale=true', 'Digest authentication required'],
  },
  B12: {
    why: 'The server wants a client certificate and got none, or one of another authority, or one that has run out.',
    fix: '`curl --cert client.pem --key client.key …`; check issuer and dates with `openssl x509 -noout -issuer -dates -in client.pem`.',
    pasted: [
      '400 No required SSL certificate was sent',
      'tlsv13 alert certificate required',
      'ssl/tls alert bad certificate',
      'The SSL certificate error',
    ],
  },
  B13: {
    why: 'WebSocket and EventSource of browsers take no headers, so that no Authorization can be sent.',
    fix: 'Use a cookie, a short-lived ticket in the URL, the first message, or fetch with a readable stream.',
    pasted: [
      "WebSocket connection to 'wss://…' failed: HTTP Authentication failed; no valid credentials available",
      'Unexpected response code: 401',
      "EventSource's response has a MIME type",
    ],
  },
  B14: {
    why: 'A cache stored the refusal and gives it to everybody, also to those with a good credential.',
    fix: 'Server: `Cache-Control: no-store` on refusals and `Vary: Authorization`. Empty the cache once.',
    pasted: ['X-Cache: HIT', 'cf-cache-status: HIT'],
  },
  B15: {
    why: 'After too many attempts some servers answer with a 401 or 403, whatever the credential.',
    fix: 'Wait as long as Retry-After says, then repeat once; solve the CAPTCHA of the login if there is one.',
    pasted: [
      'X-Seraph-LoginReason: AUTHENTICATION_DENIED',
      'Too many failed login attempts',
      'Maximum number of login attempts exceeded',
    ],
  },
  B16: {
    why: 'The key or account has a list of addresses, and the request came from another one.',
    fix: 'Add the caller’s public address to the list, or go out through an address that is on it.',
    pasted: [
      'IP not authorized',
      'Cannot use the access token from location',
      'Requests from this IP address are not allowed',
      'your IP address is not permitted to access this resource',
    ],
  },
  B17: {
    why: 'A filter against bots or attacks answered before the API saw the request.',
    fix: 'Allow the caller in the filter, or call the API’s own host; a plain User-Agent helps at some.',
    pasted: ['error code: 1010', 'error code: 1020', 'Just a moment...', 'Attention Required! | Cloudflare'],
  },
};
