import type { TextsOf } from './cause-text.ts';

export const arrivalTexts: TextsOf<'A'> = {
  A01: {
    why: 'The request has no Authorization header, no session cookie and no key that the server could read. Most often the code builds the header from a variable that is not set, or the header belongs to another client.',
    fix: 'Send the credential in the form that the challenge (WWW-Authenticate) names: `curl -H "Authorization: Bearer $TOKEN" …`.',
    pasted: [
      'Authentication credentials were not provided.',
      'No authorization token was found',
      'Requires authentication',
      'Missing Authorization header',
      'Full authentication is required to access this resource',
    ],
  },
  A02: {
    why: 'A credential went out, and the answer is the one for a request without any: a Bearer challenge without `error`. Something on the way took it off, or the server looks in another place or for another scheme.',
    fix: 'Compare with the answer to the same request without the credential. Are they the same, look at proxies, the web server and the scheme; are they not, look at the token.',
    pasted: ['Authentication credentials were not provided.', 'No auth token', 'WWW-Authenticate: Bearer'],
  },
  A03: {
    why: 'Clients take the Authorization header off when a redirect leads to another origin: another scheme, host or port. The last server never saw the credential.',
    fix: 'Call the address at the end of the redirect directly.',
    pasted: ['Authorization header is lost after redirect', 'No authorization token was found'],
  },
  A04: {
    why: 'The base URL begins with http:, the server redirects to https:, and that is another origin: the header was dropped. The credential has also crossed the network in clear.',
    fix: 'Begin the base URL with https://, and renew the credential that went out in clear.',
    pasted: ['301 Moved Permanently', 'Authorization header missing after redirect to https'],
  },
  A05: {
    why: 'The bare domain and www are two origins. The redirect between them costs the header.',
    fix: 'Set the base URL to the name at which the redirect ends.',
    pasted: ['401 after redirect to www', '301 Moved Permanently'],
  },
  A06: {
    why: 'Frameworks redirect `/items` to `/items/`, or the reverse. Behind a proxy the redirect often names http: or an inner host, and the header is dropped on the way.',
    fix: 'Ask for the path as the server spells it. On the server, trust the proxy’s X-Forwarded-Proto.',
    pasted: ['307 Temporary Redirect', "You called this URL via POST, but the URL doesn't end in a slash"],
  },
  A07: {
    why: 'After 301, 302 and 303 clients send a GET without the body, and with it goes what the body carried.',
    fix: 'Send the request to the final address; on the server answer with 307 or 308, which keep the method.',
    pasted: ['405 Method Not Allowed', 'Method "GET" not allowed.'],
  },
  A08: {
    why: 'The address is made for a browser with a session. Instead of a 401 the program got a redirect to a login page, or its HTML with status 200.',
    fix: 'Use the API’s own host or path, and send `Accept: application/json`.',
    pasted: [
      'Unexpected token < in JSON at position 0',
      'Unexpected token \'<\', "<!DOCTYPE "... is not valid JSON',
      'Please sign in to continue',
    ],
  },
  A09: {
    why: 'Apache does not hand the Authorization header to CGI, FastCGI and mod_wsgi programs unless it is told to.',
    fix: '`CGIPassAuth On` (Apache 2.4.13 or later) or `SetEnvIf Authorization "(.*)" HTTP_AUTHORIZATION=$1`; for mod_wsgi `WSGIPassAuthorization On`.',
    pasted: ['HTTP_AUTHORIZATION is not set', 'rest_not_logged_in', 'Authentication credentials were not provided.'],
  },
  A10: {
    why: 'nginx and others drop headers whose names have an underscore, since CGI cannot tell `_` from `-`.',
    fix: 'Call the header `X-Api-Key` instead of `X_API_KEY`, or set `underscores_in_headers on`.',
    pasted: ['client sent invalid header line', 'API key is missing'],
  },
  A11: {
    why: 'A reverse proxy, ingress or login gate in front reads the Authorization header itself: it clears, replaces or judges it before the application sees it.',
    fix: 'Look at `proxy_set_header Authorization`, `auth_basic`, `auth_request` and the gate’s setting to pass the header on.',
    pasted: ['401 Authorization Required nginx', 'Jwt is missing', 'RBAC: access denied'],
  },
  A12: {
    why: 'A staging password in front (Basic) and the API behind it (Bearer) share one header, and a request can carry only one of them there.',
    fix: 'Take the API’s paths out of the password gate, or move one of the two into another header.',
    pasted: ['WWW-Authenticate: Basic realm="Restricted"', '401 Authorization Required'],
  },
  A13: {
    why: 'The credential stands in the query or the body where the API reads a header, or the reverse.',
    fix: 'Put it where the documentation says; for OAuth that is `Authorization: Bearer`.',
    pasted: ['No API key found in request', 'API key must be passed in the header'],
  },
  A14: {
    why: 'The same request carries a token in its header and in its query or body. OAuth forbids more than one way at once.',
    fix: 'Send the token once, in the Authorization header.',
    pasted: [
      'Found multiple bearer tokens in the request',
      'Only one method may be used to authenticate at a time',
      'InvalidArgument: Only one auth mechanism allowed',
    ],
  },
  A15: {
    why: 'Servers, proxies and clients drop the body of a GET, and the credential with it.',
    fix: 'Put the credential into a header.',
    pasted: [
      "Failed to execute 'fetch' on 'Window': Request with GET/HEAD method cannot have body.",
      'Missing access token',
    ],
  },
  A16: {
    why: "The browser had a session cookie and did not send it: the call is to another site, without `credentials: 'include'`, or the cookie’s SameSite, Secure, Domain or Path forbids it.",
    fix: "Client: `credentials: 'include'` or `withCredentials: true`. Server: `SameSite=None; Secure` and `Access-Control-Allow-Credentials: true`. Keep to one of localhost and 127.0.0.1.",
    pasted: [
      'Unauthenticated.',
      'This Set-Cookie was blocked because it had the "SameSite=Lax" attribute',
      'connect.sid cookie not sent',
    ],
  },
  A17: {
    why: 'While a page is rendered on the server the request has no cookies of its own: nobody copied the visitor’s.',
    fix: 'Nuxt: `useFetch` or `useRequestFetch()`. Next.js: pass on `cookies()` or `headers()`. Remix, SvelteKit: the request’s own fetch or headers.',
    pasted: ['Unauthenticated.', '401 on page reload but not on client-side navigation'],
  },
  A18: {
    why: 'Browsers export recordings without credentials by default. What is missing there may well have been sent.',
    fix: 'Export the HAR again with sensitive data, and share it with nobody.',
    pasted: ['REDACTED', '[hidden]', 'HAR file without Authorization header'],
  },
  A19: {
    why: 'The API wants a second header or parameter beside the credential: a version, an account, a client id. Some answer with a 401 where it is missing.',
    fix: 'Add the header that the documentation names beside the credential.',
    pasted: [
      'anthropic-version: header is required',
      'missing_version',
      'Client-Id header required',
      'X-Auth-Email is required',
    ],
  },
};
