import { bearer, exchangeOf, type Fixtures, jwt } from '../../fixtures/fixture.ts';

export const proxiesFixtures: Fixtures = {
  'proxy-authentication-required': {
    finds: [
      {
        name: 'a 407',
        exchange: exchangeOf({
          headers: bearer(jwt()),
          answer: { status: 407, headers: { 'Proxy-Authenticate': 'Basic realm="corp"' } },
          environment: { proxyVariables: ['HTTPS_PROXY'] },
        }),
        tells: /HTTPS_PROXY/,
      },
      {
        name: 'a 401 that asks with the proxy’s header',
        exchange: exchangeOf({ answer: { headers: { 'Proxy-Authenticate': 'NTLM' } } }),
      },
      {
        name: 'a tunnel that was not opened',
        exchange: exchangeOf({
          answer: null,
          error: new Error('tunneling socket could not be established, statusCode=407'),
        }),
      },
    ],
    misses: [
      {
        name: 'a 401 with a challenge of its own',
        exchange: exchangeOf({ answer: { headers: { 'Proxy-Authenticate': 'NTLM', 'WWW-Authenticate': 'Bearer' } } }),
      },
      {
        name: 'a tunnel that failed for another reason',
        exchange: exchangeOf({
          answer: null,
          error: new Error('tunneling socket could not be established, cause=connect ECONNREFUSED'),
        }),
      },
    ],
  },
  'network-login-required': {
    finds: [
      { name: 'a 511', exchange: exchangeOf({ answer: { status: 511 } }) },
      {
        name: 'a redirect to the gateway of the local network',
        exchange: exchangeOf({ answer: { status: 302, headers: { Location: 'http://10.1.0.1/portal' } } }),
        as: 'finding',
      },
      {
        name: 'a redirect to a portal with an address of the local network',
        exchange: exchangeOf({
          headers: bearer(jwt()),
          answer: { status: 302, headers: { Location: 'http://captive.hotel.example/' } },
        }),
        as: 'finding',
      },
    ],
    misses: [
      {
        name: 'a redirect between public hosts',
        exchange: exchangeOf({ answer: { status: 302, headers: { Location: 'https://www.example.com/' } } }),
      },
      {
        name: 'an API in the local network itself',
        exchange: exchangeOf({
          url: 'http://10.1.0.7/api',
          answer: { status: 302, headers: { Location: 'http://10.1.0.1/api' } },
        }),
      },
      ...[
        ['http://localhost:8080/api', 'http://127.0.0.1:8081/api'],
        ['http://[::1]:8080/api', 'http://192.168.1.9:8081/api'],
        ['http://backend:3000/api', 'http://172.18.0.5:3000/api/'],
        ['http://printer.local/api', 'http://192.168.1.9/portal'],
        ['https://id.example.com/authorize', 'http://127.0.0.1:49152/callback?code=1'],
      ].map(([url = '', location = '']) => ({
        name: `a redirect from ${url} to ${location}`,
        exchange: exchangeOf({ url, answer: { status: 302, headers: { Location: location } } }),
      })),
    ],
  },
};
