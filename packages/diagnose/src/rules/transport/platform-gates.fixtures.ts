import { bearer, exchangeOf, type Fixtures, jwt, keyText } from '../../fixtures/fixture.ts';

export const platformGatesFixtures: Fixtures = {
  'vercel-deployment-protection': {
    finds: [
      {
        name: 'the page of the protection',
        exchange: exchangeOf({
          url: 'https://shop-abc.vercel.app/api',
          answer: {
            headers: {
              Server: 'Vercel',
              'Set-Cookie': `_vercel_sso_nonce=${keyText(20)}`,
              'Content-Type': 'text/html',
            },
            body: '<html><h1>Authentication Required</h1></html>',
          },
        }),
      },
      {
        name: 'a redirect to the single sign-on',
        exchange: exchangeOf({
          url: 'https://shop-abc.vercel.app/api',
          answer: { status: 302, headers: { Location: 'https://vercel.com/sso-api?url=x' } },
        }),
      },
    ],
    misses: [
      {
        name: 'an API on Vercel that refuses by itself',
        exchange: exchangeOf({
          url: 'https://shop-abc.vercel.app/api',
          headers: bearer(jwt()),
          answer: { headers: { Server: 'Vercel' }, body: { error: 'Unauthorized' } },
        }),
      },
    ],
  },
  'platform-gate': {
    finds: [
      {
        name: 'Cloudflare Access',
        exchange: exchangeOf({
          answer: {
            status: 302,
            headers: { Location: 'https://team.cloudflareaccess.com/cdn-cgi/access/login/api.example.com' },
          },
        }),
        tells: /CF-Access-Client-Id/,
      },
      {
        name: 'Identity-Aware Proxy',
        exchange: exchangeOf({
          headers: bearer(jwt()),
          answer: {
            headers: { 'X-Goog-IAP-Generated-Response': 'true' },
            body: 'Invalid IAP credentials: empty token',
          },
        }),
      },
      {
        name: 'Easy Auth',
        exchange: exchangeOf({
          url: 'https://shop.azurewebsites.net/api',
          answer: { status: 302, headers: { Location: '/.auth/login/aad' } },
        }),
      },
      {
        name: 'Netlify’s password',
        exchange: exchangeOf({
          url: 'https://shop.netlify.app/api',
          answer: {
            headers: { Server: 'Netlify', 'Content-Type': 'text/html' },
            body: '<html><h1>Password protected site</h1></html>',
          },
        }),
      },
      {
        name: 'a private port',
        exchange: exchangeOf({
          url: 'https://abc-3000.app.github.dev/api',
          answer: { status: 302, headers: { Location: 'https://github.dev/pf-signin?id=abc' } },
        }),
      },
      {
        name: 'ngrok’s password',
        exchange: exchangeOf({
          url: 'https://abc.ngrok.app/api',
          headers: bearer(jwt()),
          answer: { headers: { 'Ngrok-Error-Code': 'ERR_NGROK_3018' } },
        }),
      },
      {
        name: 'oauth2-proxy',
        exchange: exchangeOf({
          answer: {
            status: 302,
            headers: { Location: '/oauth2/start?rd=%2Fv1', 'Set-Cookie': '_oauth2_proxy_csrf=x' },
          },
        }),
      },
      {
        name: 'a load balancer of AWS',
        exchange: exchangeOf({
          answer: {
            status: 302,
            headers: {
              Server: 'awselb/2.0',
              'Set-Cookie': 'AWSALBAuthNonce=x',
              Location: 'https://idp.example.com/authorize',
            },
          },
        }),
      },
    ],
    misses: [
      {
        name: 'an application behind Cloudflare',
        exchange: exchangeOf({
          headers: bearer(jwt()),
          answer: { headers: { Server: 'cloudflare' }, body: { error: 'Unauthorized' } },
        }),
      },
      {
        name: 'an application on App Service that refuses by itself',
        exchange: exchangeOf({
          url: 'https://shop.azurewebsites.net/api',
          headers: bearer(jwt()),
          answer: { headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } },
        }),
      },
      {
        name: 'a load balancer that redirects to https',
        exchange: exchangeOf({
          answer: { status: 301, headers: { Server: 'awselb/2.0', Location: 'https://api.example.com/v1/items' } },
        }),
      },
    ],
  },
};
