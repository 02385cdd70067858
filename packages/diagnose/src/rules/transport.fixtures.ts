import { bearer, exchangeOf, type Fixtures, jwt, keyText, serverNowMs, serverNowSec } from '../fixtures/fixture.ts';

const page = 'https://app.example.org';
const failed = new TypeError('Failed to fetch');
const basic = { Authorization: `Basic ${btoa('ada:abcd efgh ijkl')}` };
const preflightHeaders = { Origin: page, 'Access-Control-Request-Method': 'GET', 'Access-Control-Request-Headers': 'authorization' };
const inPage = { runtime: 'browser', pageOrigin: page } as const;
const html = (title: string) => ({ headers: { 'Content-Type': 'text/html' }, body: `<html><h1>${title}</h1></html>` });

/** Family B. */
export const transportFixtures: Fixtures = {
  'preflight-refused': {
    finds: [
      { name: 'an OPTIONS that is answered 401', exchange: exchangeOf({ method: 'OPTIONS', headers: preflightHeaders }) },
      { name: 'a probe whose preflight is answered 401', exchange: exchangeOf({ ...inPage, headers: bearer(jwt()), answer: null, error: failed, probes: { preflight: { status: 401, headers: [] } } }) },
      {
        name: 'a preflight of the recording that was answered 403',
        exchange: exchangeOf({ ...inPage, headers: bearer(jwt()), answer: null, error: failed, history: [exchangeOf({ method: 'OPTIONS', headers: preflightHeaders, answer: { status: 403 } })] }),
      },
    ],
    misses: [
      { name: 'an OPTIONS that is no preflight', exchange: exchangeOf({ method: 'OPTIONS', headers: bearer(jwt()) }) },
      { name: 'a probe whose preflight is allowed', exchange: exchangeOf({ ...inPage, headers: bearer(jwt()), answer: null, error: failed, probes: { preflight: { status: 204, headers: [] } } }) },
      { name: 'a preflight that nobody knows', exchange: exchangeOf({ method: 'OPTIONS', headers: preflightHeaders, answer: { status: 404 } }) },
    ],
  },
  'proxy-authentication-required': {
    finds: [
      { name: 'a 407', exchange: exchangeOf({ headers: bearer(jwt()), answer: { status: 407, headers: { 'Proxy-Authenticate': 'Basic realm="corp"' } }, environment: { proxyVariables: ['HTTPS_PROXY'] } }), tells: /HTTPS_PROXY/ },
      { name: 'a 401 that asks with the proxy’s header', exchange: exchangeOf({ answer: { headers: { 'Proxy-Authenticate': 'NTLM' } } }) },
      { name: 'a tunnel that was not opened', exchange: exchangeOf({ answer: null, error: new Error('tunneling socket could not be established, statusCode=407') }) },
    ],
    misses: [
      { name: 'a 401 with a challenge of its own', exchange: exchangeOf({ answer: { headers: { 'Proxy-Authenticate': 'NTLM', 'WWW-Authenticate': 'Bearer' } } }) },
      { name: 'a tunnel that failed for another reason', exchange: exchangeOf({ answer: null, error: new Error('tunneling socket could not be established, cause=connect ECONNREFUSED') }) },
    ],
  },
  'network-login-required': {
    finds: [
      { name: 'a 511', exchange: exchangeOf({ answer: { status: 511 } }) },
      { name: 'a redirect to the gateway of the local network', exchange: exchangeOf({ answer: { status: 302, headers: { Location: 'http://10.1.0.1/portal' } } }), as: 'finding' },
      { name: 'a redirect to a portal with an address of the local network', exchange: exchangeOf({ headers: bearer(jwt()), answer: { status: 302, headers: { Location: 'http://captive.hotel.example/' } } }), as: 'finding' },
    ],
    misses: [
      { name: 'a redirect between public hosts', exchange: exchangeOf({ answer: { status: 302, headers: { Location: 'https://www.example.com/' } } }) },
      { name: 'an API in the local network itself', exchange: exchangeOf({ url: 'http://10.1.0.7/api', answer: { status: 302, headers: { Location: 'http://10.1.0.1/api' } } }) },
    ],
  },
  'vercel-deployment-protection': {
    finds: [
      {
        name: 'the page of the protection',
        exchange: exchangeOf({ url: 'https://shop-abc.vercel.app/api', answer: { headers: { Server: 'Vercel', 'Set-Cookie': `_vercel_sso_nonce=${keyText(20)}`, 'Content-Type': 'text/html' }, body: '<html><h1>Authentication Required</h1></html>' } }),
      },
      { name: 'a redirect to the single sign-on', exchange: exchangeOf({ url: 'https://shop-abc.vercel.app/api', answer: { status: 302, headers: { Location: 'https://vercel.com/sso-api?url=x' } } }) },
    ],
    misses: [{ name: 'an API on Vercel that refuses by itself', exchange: exchangeOf({ url: 'https://shop-abc.vercel.app/api', headers: bearer(jwt()), answer: { headers: { Server: 'Vercel' }, body: { error: 'Unauthorized' } } }) }],
  },
  'platform-gate': {
    finds: [
      { name: 'Cloudflare Access', exchange: exchangeOf({ answer: { status: 302, headers: { Location: 'https://team.cloudflareaccess.com/cdn-cgi/access/login/api.example.com' } } }), tells: /CF-Access-Client-Id/ },
      { name: 'Identity-Aware Proxy', exchange: exchangeOf({ headers: bearer(jwt()), answer: { headers: { 'X-Goog-IAP-Generated-Response': 'true' }, body: 'Invalid IAP credentials: empty token' } }) },
      { name: 'Easy Auth', exchange: exchangeOf({ url: 'https://shop.azurewebsites.net/api', answer: { status: 302, headers: { Location: '/.auth/login/aad' } } }) },
      { name: 'Netlify’s password', exchange: exchangeOf({ url: 'https://shop.netlify.app/api', answer: { headers: { Server: 'Netlify', 'Content-Type': 'text/html' }, body: '<html><h1>Password protected site</h1></html>' } }) },
      { name: 'a private port', exchange: exchangeOf({ url: 'https://abc-3000.app.github.dev/api', answer: { status: 302, headers: { Location: 'https://github.dev/pf-signin?id=abc' } } }) },
      { name: 'ngrok’s password', exchange: exchangeOf({ url: 'https://abc.ngrok.app/api', headers: bearer(jwt()), answer: { headers: { 'Ngrok-Error-Code': 'ERR_NGROK_3018' } } }) },
      { name: 'oauth2-proxy', exchange: exchangeOf({ answer: { status: 302, headers: { Location: '/oauth2/start?rd=%2Fv1', 'Set-Cookie': '_oauth2_proxy_csrf=x' } } }) },
      { name: 'a load balancer of AWS', exchange: exchangeOf({ answer: { status: 302, headers: { Server: 'awselb/2.0', 'Set-Cookie': 'AWSALBAuthNonce=x', Location: 'https://idp.example.com/authorize' } } }) },
    ],
    misses: [
      { name: 'an application behind Cloudflare', exchange: exchangeOf({ headers: bearer(jwt()), answer: { headers: { Server: 'cloudflare' }, body: { error: 'Unauthorized' } } }) },
      { name: 'an application on App Service that refuses by itself', exchange: exchangeOf({ url: 'https://shop.azurewebsites.net/api', headers: bearer(jwt()), answer: { headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } } }) },
      { name: 'a load balancer that redirects to https', exchange: exchangeOf({ answer: { status: 301, headers: { Server: 'awselb/2.0', Location: 'https://api.example.com/v1/items' } } }) },
    ],
  },
  'cors-wildcard-with-credentials': {
    finds: [{ name: 'a wildcard for a request with cookies', exchange: exchangeOf({ ...inPage, headers: { Cookie: `sid=${keyText(20)}` }, fetchOptions: { credentials: 'include' }, error: failed, answer: { headers: { 'Access-Control-Allow-Origin': '*' } } }) }],
    misses: [
      { name: 'a wildcard for a request without cookies', exchange: exchangeOf({ ...inPage, fetchOptions: { credentials: 'omit' }, error: failed, answer: { headers: { 'Access-Control-Allow-Origin': '*' } } }) },
      { name: 'an origin by name', exchange: exchangeOf({ ...inPage, fetchOptions: { credentials: 'include' }, error: failed, answer: { headers: { 'Access-Control-Allow-Origin': page } } }) },
    ],
  },
  'refusal-hidden-by-browser': {
    finds: [
      { name: 'a 401 that a probe sees and the page does not', exchange: exchangeOf({ ...inPage, headers: bearer(jwt()), answer: null, error: failed, probes: { crossOrigin: { status: 401, headers: [] } } }) },
      {
        name: 'a network error with a token past its life',
        exchange: exchangeOf({ ...inPage, headers: bearer(jwt({ exp: serverNowSec - 60 })), answer: null, error: failed }),
        context: { now: serverNowMs },
        tells: /may be hidden/,
      },
      { name: 'an answer without CORS headers for a page', exchange: exchangeOf({ ...inPage, headers: bearer(keyText(40)), error: new Error('Network Error') }) },
    ],
    misses: [
      { name: 'a network error outside of browsers', exchange: exchangeOf({ runtime: 'server', headers: bearer(jwt()), answer: null, error: failed }) },
      { name: 'a probe that is answered 200', exchange: exchangeOf({ ...inPage, headers: bearer(jwt()), answer: null, error: failed, probes: { crossOrigin: { status: 200, headers: [] } } }) },
      { name: 'a refusal that the page may read', exchange: exchangeOf({ ...inPage, headers: bearer(jwt()), answer: { headers: { 'Access-Control-Allow-Origin': page } } }) },
    ],
  },
  'preflight-lacks-authorization': {
    finds: [
      { name: 'a preflight that allows other headers only', exchange: exchangeOf({ method: 'OPTIONS', headers: preflightHeaders, error: failed, answer: { status: 204, headers: { 'Access-Control-Allow-Headers': 'content-type' } } }) },
      {
        name: 'a wildcard, which does not cover Authorization',
        exchange: exchangeOf({ ...inPage, headers: bearer(jwt()), answer: null, error: failed, probes: { preflight: { status: 200, headers: [['Access-Control-Allow-Headers', '*']] } } }),
        as: 'finding',
        tells: /does not cover/,
      },
    ],
    misses: [
      { name: 'a preflight that lists it', exchange: exchangeOf({ method: 'OPTIONS', headers: preflightHeaders, error: failed, answer: { status: 204, headers: { 'Access-Control-Allow-Headers': 'Content-Type, Authorization' } } }) },
      { name: 'a request that has no such header', exchange: exchangeOf({ ...inPage, answer: null, error: failed, probes: { preflight: { status: 200, headers: [] } } }) },
    ],
  },
  'windows-authentication': {
    finds: [{ name: 'an IIS that offers nothing else', exchange: exchangeOf({ headers: bearer(jwt()), answer: { headers: [['WWW-Authenticate', 'Negotiate'], ['WWW-Authenticate', 'NTLM']] } }) }],
    misses: [
      { name: 'a server that takes Bearer as well', exchange: exchangeOf({ headers: bearer(jwt()), answer: { headers: { 'WWW-Authenticate': 'Negotiate, Bearer' } } }) },
      { name: 'a handshake under way', exchange: exchangeOf({ headers: { Authorization: `Negotiate ${keyText(40)}` }, answer: { headers: { 'WWW-Authenticate': 'Negotiate' } } }) },
    ],
  },
  'digest-authentication': {
    finds: [
      { name: 'a camera that wants Digest', exchange: exchangeOf({ headers: basic, answer: { headers: { 'WWW-Authenticate': 'Digest realm="cam", nonce="1"' } } }) },
      { name: 'a stale nonce', exchange: exchangeOf({ headers: { Authorization: 'Digest username="ada", nonce="1", response="2"' }, answer: { headers: { 'WWW-Authenticate': 'Digest realm="cam", nonce="2", stale=true' } } }), tells: /run out/ },
    ],
    misses: [
      { name: 'a wrong digest', exchange: exchangeOf({ headers: { Authorization: 'Digest username="ada", nonce="1", response="2"' }, answer: { headers: { 'WWW-Authenticate': 'Digest realm="cam", nonce="2"' } } }) },
      { name: 'a server that takes Basic as well', exchange: exchangeOf({ headers: basic, answer: { headers: { 'WWW-Authenticate': 'Digest realm="cam", nonce="1", Basic realm="cam"' } } }) },
    ],
  },
  'client-certificate-missing': {
    finds: [
      { name: 'nginx’s own words', exchange: exchangeOf({ answer: { status: 400, ...html('400 No required SSL certificate was sent') } }) },
      { name: 'an alert in the handshake', exchange: exchangeOf({ answer: null, error: new Error('write EPROTO ssl3_read_bytes:tlsv13 alert certificate required: SSL alert number 116') }), as: 'finding' },
      { name: 'a bound token and a server that speaks of certificates', exchange: exchangeOf({ headers: bearer(jwt({ cnf: { 'x5t#S256': 'abc' } })), answer: { body: { message: 'client certificate required' } } }), as: 'finding' },
    ],
    misses: [
      { name: 'a server certificate that is not trusted', exchange: exchangeOf({ answer: null, error: new Error('self-signed certificate') }) },
      { name: 'another 400', exchange: exchangeOf({ answer: { status: 400, ...html('400 Bad Request') } }) },
    ],
  },
  'browser-socket-without-header': {
    finds: [
      { name: 'a WebSocket of a page', exchange: exchangeOf({ url: 'wss://api.example.com/live', headers: { Upgrade: 'websocket', Origin: page }, answer: { headers: { 'WWW-Authenticate': 'Bearer' } } }) },
      { name: 'an event stream of a page', exchange: exchangeOf({ ...inPage, headers: { Accept: 'text/event-stream' }, answer: { headers: { 'WWW-Authenticate': 'Bearer' } } }), tells: /fetch, which takes headers/ },
    ],
    misses: [
      { name: 'a WebSocket with the header', exchange: exchangeOf({ url: 'wss://api.example.com/live', headers: { Upgrade: 'websocket', ...bearer(jwt()) } }) },
      { name: 'a WebSocket with a ticket in the URL', exchange: exchangeOf({ url: `wss://api.example.com/live?token=${keyText(20)}`, headers: { Upgrade: 'websocket', Origin: page } }) },
    ],
  },
  'rate-limit-or-lockout': {
    finds: [
      { name: 'a locked account of Jira', exchange: exchangeOf({ headers: basic, answer: { headers: { 'X-Seraph-LoginReason': 'AUTHENTICATION_DENIED' } } }) },
      { name: 'no attempt left', exchange: exchangeOf({ headers: bearer(keyText(40)), answer: { headers: { 'Retry-After': '60', 'X-RateLimit-Remaining': '0' } } }) },
    ],
    misses: [
      { name: 'attempts left', exchange: exchangeOf({ headers: bearer(keyText(40)), answer: { headers: { 'X-RateLimit-Remaining': '57' } } }) },
      { name: 'a log-in that Jira merely failed', exchange: exchangeOf({ headers: basic, answer: { headers: { 'X-Seraph-LoginReason': 'AUTHENTICATED_FAILED' } } }) },
    ],
  },
  'ip-address-not-allowed': {
    finds: [{ name: 'an address that is not on the list', exchange: exchangeOf({ headers: bearer(keyText(40)), answer: { body: { error: { code: 'ip_not_authorized', message: 'Your IP is not authorized.' } } } }) }],
    misses: [{ name: 'a tip about something else', exchange: exchangeOf({ headers: bearer(keyText(40)), answer: { body: { message: 'Tip: this zip code is not shipped to.' } } }) }],
  },
  'refusal-from-cache': {
    finds: [{ name: 'an old answer from a cache', exchange: exchangeOf({ headers: bearer(keyText(40)), answer: { headers: { Age: '90', 'X-Cache': 'HIT' } } }) }],
    misses: [{ name: 'a fresh answer', exchange: exchangeOf({ headers: bearer(keyText(40)), answer: { headers: { Age: '0', 'X-Cache': 'MISS' } } }) }],
  },
  'response-headers-not-exposed': {
    finds: [{ name: 'a page that sees no header', exchange: { ...exchangeOf({ ...inPage, headers: bearer(keyText(40)) }), response: { status: 401, headers: [['content-type', 'application/json']] } } }],
    misses: [
      { name: 'a page that sees the challenge', exchange: { ...exchangeOf({ ...inPage, headers: bearer(keyText(40)) }), response: { status: 401, headers: [['www-authenticate', 'Bearer']] } } },
      { name: 'a server that sees no header', exchange: { ...exchangeOf({ headers: bearer(keyText(40)) }), response: { status: 401, headers: [] } } },
    ],
  },
};
