import { bearer, exchangeOf, type Fixtures, keyText } from '../../fixtures/fixture.ts';

const opaque = bearer(keyText(40));
const challenged = (value: string, status = 401) => ({ status, headers: { 'WWW-Authenticate': value } });

const login = { Authorization: `Basic ${btoa('ci:wrong-password-1')}` };

export const registryFixtures: Fixtures = {
  'registry-login-refused': {
    finds: [
      {
        name: 'a password that the token service does not accept',
        exchange: exchangeOf({
          url: 'https://auth.registry.example.com/token?service=registry&scope=repository:a/b:pull',
          headers: login,
          answer: {
            headers: { 'WWW-Authenticate': 'Bearer realm="https://auth.registry.example.com/token"' },
            body: { errors: [{ code: 'UNAUTHORIZED', message: 'invalid username/password' }] },
          },
        }),
        tells: /docker login -u/,
      },
    ],
    misses: [
      {
        name: 'a password at an API that is no token service',
        exchange: exchangeOf({ headers: login, answer: { body: { message: 'invalid username/password' } } }),
      },
    ],
  },
  'registry-token-needed': {
    finds: [
      {
        name: 'a pull without credentials',
        exchange: exchangeOf({
          url: 'https://registry.example.com/v2/a/b/manifests/1',
          answer: challenged(
            'Bearer realm="https://auth.example.com/token",service="registry",scope="repository:a/b:pull"',
          ),
        }),
        tells: /docker login/,
      },
      {
        name: 'a push without the right',
        exchange: exchangeOf({
          method: 'POST',
          url: 'https://registry.example.com/v2/a/b/blobs/uploads/',
          headers: opaque,
          answer: challenged(
            'Bearer realm="https://auth.example.com/token",service="registry",scope="repository:a/b:pull,push",error="insufficient_scope"',
          ),
        }),
        tells: /may push to it/,
      },
    ],
    misses: [
      {
        name: 'a realm that is no address',
        exchange: exchangeOf({ answer: challenged('Bearer realm="registry",service="registry"') }),
      },
    ],
  },
  'challenge-renamed-by-gateway': {
    finds: [
      {
        name: 'a renamed challenge that names its error',
        exchange: exchangeOf({
          headers: opaque,
          answer: { headers: { 'x-amzn-Remapped-WWW-Authenticate': 'Bearer error="insufficient_scope", scope="a"' } },
        }),
        tells: /scope “a”/,
      },
    ],
    misses: [
      {
        name: 'a challenge under its own name',
        exchange: exchangeOf({ headers: opaque, answer: challenged('Bearer error="insufficient_scope"') }),
      },
    ],
  },
};
