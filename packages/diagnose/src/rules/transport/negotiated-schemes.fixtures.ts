import { bearer, exchangeOf, type Fixtures, jwt, keyText } from '../../fixtures/fixture.ts';

const basic = { Authorization: `Basic ${btoa('ada:abcd efgh ijkl')}` };

export const negotiatedSchemesFixtures: Fixtures = {
  'windows-authentication': {
    finds: [
      {
        name: 'an IIS that offers nothing else',
        exchange: exchangeOf({
          headers: bearer(jwt()),
          answer: {
            headers: [
              ['WWW-Authenticate', 'Negotiate'],
              ['WWW-Authenticate', 'NTLM'],
            ],
          },
        }),
      },
    ],
    misses: [
      {
        name: 'a server that takes Bearer as well',
        exchange: exchangeOf({
          headers: bearer(jwt()),
          answer: { headers: { 'WWW-Authenticate': 'Negotiate, Bearer' } },
        }),
      },
      {
        name: 'a handshake under way',
        exchange: exchangeOf({
          headers: { Authorization: `Negotiate ${keyText(40)}` },
          answer: { headers: { 'WWW-Authenticate': 'Negotiate' } },
        }),
      },
    ],
  },
  'digest-authentication': {
    finds: [
      {
        name: 'a camera that wants Digest',
        exchange: exchangeOf({
          headers: basic,
          answer: { headers: { 'WWW-Authenticate': 'Digest realm="cam", nonce="1"' } },
        }),
      },
      {
        name: 'a stale nonce',
        exchange: exchangeOf({
          headers: { Authorization: 'Digest username="ada", nonce="1", response="2"' },
          answer: { headers: { 'WWW-Authenticate': 'Digest realm="cam", nonce="2", stale=true' } },
        }),
        tells: /run out/,
      },
    ],
    misses: [
      {
        name: 'a wrong digest',
        exchange: exchangeOf({
          headers: { Authorization: 'Digest username="ada", nonce="1", response="2"' },
          answer: { headers: { 'WWW-Authenticate': 'Digest realm="cam", nonce="2"' } },
        }),
      },
      {
        name: 'a server that takes Basic as well',
        exchange: exchangeOf({
          headers: basic,
          answer: { headers: { 'WWW-Authenticate': 'Digest realm="cam", nonce="1", Basic realm="cam"' } },
        }),
      },
    ],
  },
};
