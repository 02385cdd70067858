import { bearer, exchangeOf, type Fixtures, jwt, keyText } from '../../fixtures/fixture.ts';

const bareChallenge = { 'WWW-Authenticate': 'Bearer realm="api"' };
const jsonUnauthorized = { message: 'Unauthorized' };

export const lostOnTheWayFixtures: Fixtures = {
  'apache-swallows-authorization': {
    finds: [
      {
        name: 'WordPress on PHP behind Apache',
        exchange: exchangeOf({
          headers: { Authorization: `Basic ${btoa('ada:abcd efgh ijkl')}` },
          answer: {
            headers: { Server: 'Apache/2.4', 'X-Powered-By': 'PHP/8.3' },
            body: { code: 'rest_not_logged_in', message: 'You are not currently logged in.' },
          },
        }),
      },
      {
        name: 'Django under mod_wsgi',
        exchange: exchangeOf({
          headers: { Authorization: `Token ${keyText(40)}` },
          answer: {
            headers: { Server: 'Apache/2.4 mod_wsgi/5.0', 'WWW-Authenticate': 'Token' },
            body: { detail: 'Authentication credentials were not provided.' },
          },
        }),
      },
    ],
    misses: [
      {
        name: 'the same answer from nginx',
        exchange: exchangeOf({ headers: bearer(jwt()), answer: { headers: { Server: 'nginx', ...bareChallenge } } }),
      },
      {
        name: 'Apache and an error that is named',
        exchange: exchangeOf({
          headers: bearer(jwt()),
          answer: { headers: { Server: 'Apache/2.4', 'WWW-Authenticate': 'Bearer error="invalid_token"' } },
        }),
      },
    ],
  },
  'proxy-clears-authorization': {
    finds: [
      {
        name: 'a header that did not get through envoy',
        exchange: exchangeOf({
          headers: bearer(keyText(40)),
          answer: { headers: { Server: 'envoy', ...bareChallenge } },
        }),
      },
    ],
    misses: [
      {
        name: 'a challenge that names an error',
        exchange: exchangeOf({
          headers: bearer(keyText(40)),
          answer: { headers: { Server: 'envoy', 'WWW-Authenticate': 'Bearer error="invalid_token"' } },
        }),
      },
    ],
  },
  'basic-gate-in-front': {
    finds: [
      {
        name: 'the page of nginx for a bearer token',
        exchange: exchangeOf({
          headers: bearer(jwt()),
          answer: {
            headers: { 'WWW-Authenticate': 'Basic realm="Staging"', 'Content-Type': 'text/html' },
            body: '<html><h1>401 Authorization Required</h1><hr>nginx</html>',
          },
        }),
      },
      {
        name: 'an API behind the gate that was passed',
        exchange: exchangeOf({
          headers: { Authorization: `Basic ${btoa('ada:abcd efgh ijkl')}` },
          answer: { headers: bareChallenge },
          probes: { withoutCredentials: { status: 401, headers: [['WWW-Authenticate', 'Basic realm="gate"']] } },
        }),
      },
    ],
    misses: [
      {
        name: 'an API that wants Basic itself',
        exchange: exchangeOf({
          headers: bearer(keyText(40)),
          answer: { headers: { 'WWW-Authenticate': 'Basic realm="API"' }, body: jsonUnauthorized },
        }),
      },
      {
        name: 'a wrong password at the gate',
        exchange: exchangeOf({
          headers: { Authorization: `Basic ${btoa('ada:abcd efgh ijkl')}` },
          answer: { headers: { 'WWW-Authenticate': 'Basic realm="Staging"' } },
        }),
      },
    ],
  },
};
