import { bearer, exchangeOf, type Fixtures, jwt, keyText } from '../fixtures/fixture.ts';
import { hexText, ntlmMessage } from './reports/signed-values.ts';

const basic = { Authorization: `Basic ${btoa('ada:abcd efgh ijkl')}` };
const digest = (parts: Record<string, string> = {}) => {
  const all = {
    username: '"ada"',
    realm: '"cam"',
    nonce: '"n1"',
    uri: '"/v1/items"',
    response: `"${hexText(32)}"`,
    qop: 'auth',
    nc: '00000001',
    cnonce: '"c"',
    ...parts,
  };
  return {
    Authorization: `Digest ${Object.entries(all)
      .map(([name, value]) => `${name}=${value}`)
      .join(', ')}`,
  };
};
const asks = (text: string, more: Record<string, string> = {}) => ({ headers: { 'WWW-Authenticate': text, ...more } });
const camera = asks('Digest realm="cam", nonce="n2", qop="auth"');
const ntlm = ['', ntlmMessage(1), ntlmMessage(2), ntlmMessage(3)];
const kerberos = `YIIU3gYGKwYBBQUCoIIU0jCCFM6gMDAuBgkqhkiC9xIBAgIGCSqGSIb3EgECAgYK${keyText(400)}`;

export const challengeSchemesFixtures: Fixtures = {
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
        exchange: exchangeOf({ headers: bearer(jwt()), answer: asks('Negotiate, Bearer') }),
      },
      {
        name: 'a handshake under way',
        exchange: exchangeOf({ headers: { Authorization: `Negotiate ${keyText(40)}` }, answer: asks('Negotiate') }),
      },
    ],
  },
  'negotiate-refused': {
    finds: [
      {
        name: 'NTLM inside Negotiate, where Kerberos alone is taken',
        exchange: exchangeOf({ headers: { Authorization: `Negotiate ${ntlm[1]}` }, answer: asks('Negotiate') }),
        tells: /fell back to NTLM.*type 1.*setspn/s,
      },
      {
        name: 'the same to an address without a name',
        exchange: exchangeOf({
          url: 'http://192.0.2.9/',
          headers: { Authorization: `Negotiate ${ntlm[1]}` },
          answer: asks('Negotiate'),
        }),
        tells: /by its name/,
      },
      {
        name: 'a handshake that stopped at the challenge',
        exchange: exchangeOf({ headers: { Authorization: `NTLM ${ntlm[1]}` }, answer: asks(`NTLM ${ntlm[2]}`) }),
        tells: /half way/,
      },
      {
        name: 'an answer over a connection that was closed',
        exchange: exchangeOf({
          headers: { Authorization: `NTLM ${ntlm[3]}` },
          answer: asks('NTLM', { Connection: 'close' }),
        }),
        tells: /closes the connection/,
      },
      {
        name: 'an anonymous answer in SPNEGO',
        exchange: exchangeOf({
          headers: {
            Authorization: `Negotiate oXcwdaADCgEBoloEWE5UTE1TU1AAAwAAAAAAAABYAAAAAAAAAFgAAAAAAAAAWAAAAAAAAABYAAAAAAAAAFgAAAAAAAAAWAAAABXCiOIKADk4`,
          },
          answer: asks('Negotiate'),
        }),
        tells: /names no user/,
      },
      {
        name: 'a Kerberos ticket',
        exchange: exchangeOf({ headers: { Authorization: `Negotiate ${kerberos}` }, answer: asks('Negotiate') }),
        tells: /keytab/,
      },
    ],
    misses: [
      { name: 'no token at all', exchange: exchangeOf({ answer: asks('Negotiate') }) },
      {
        name: 'a ticket that is taken and may not',
        exchange: exchangeOf({ headers: { Authorization: `Negotiate ${kerberos}` }, answer: { status: 403 } }),
      },
    ],
  },
  'digest-authentication': {
    finds: [
      {
        name: 'a camera that wants Digest',
        exchange: exchangeOf({ headers: basic, answer: camera }),
        tells: /curl --digest/,
      },
    ],
    misses: [
      { name: 'an answer in Digest', exchange: exchangeOf({ headers: digest(), answer: camera }) },
      {
        name: 'a server that takes Basic as well',
        exchange: exchangeOf({ headers: basic, answer: asks('Digest realm="cam", nonce="1", Basic realm="cam"') }),
      },
    ],
  },
  'digest-answer-refused': {
    finds: [
      {
        name: 'a stale nonce',
        exchange: exchangeOf({
          headers: digest(),
          answer: asks('Digest realm="cam", nonce="n2", qop="auth", stale=true'),
        }),
        tells: /run out/,
      },
      {
        name: 'another path, with a mark under it',
        exchange: exchangeOf({ headers: digest({ uri: '"/v1/other"' }), answer: camera }),
        tells:
          /uri of the Digest answer is not that of the request.*in the answer: \/v1\/other\nrequested: {5}\/v1\/items\n {19}\^+/s,
      },
      {
        name: 'a query that is left out',
        exchange: exchangeOf({ url: 'https://api.example.com/v1/items?size=2', headers: digest(), answer: camera }),
        tells: /lacks the query/,
      },
      {
        name: 'another realm',
        exchange: exchangeOf({ headers: digest({ realm: '"door"' }), answer: camera }),
        tells: /another realm/,
      },
      {
        name: 'both qops at once',
        exchange: exchangeOf({ headers: digest({ qop: '"auth,auth-int"' }), answer: camera }),
        tells: /`qop=auth`/,
      },
      {
        name: 'a count of one digit',
        exchange: exchangeOf({ headers: digest({ nc: '1' }), answer: camera }),
        tells: /eight hexadecimal digits/,
      },
      {
        name: 'MD5 where SHA-256 is wanted',
        exchange: exchangeOf({
          headers: digest(),
          answer: asks('Digest realm="cam", nonce="n2", qop="auth", algorithm=SHA-256'),
        }),
        tells: /SHA-256/,
      },
      {
        name: 'an opaque that is not sent back',
        exchange: exchangeOf({
          headers: digest(),
          answer: asks('Digest realm="cam", nonce="n2", qop="auth", opaque="o"'),
        }),
        tells: /leaves out opaque/,
      },
      {
        name: 'an answer in which all fits',
        exchange: exchangeOf({ headers: digest(), answer: camera }),
        tells: /user name or password/,
      },
    ],
    misses: [
      { name: 'an answer that is accepted', exchange: exchangeOf({ headers: digest(), answer: { status: 200 } }) },
      {
        name: 'a right to something that is missing',
        exchange: exchangeOf({ headers: digest(), answer: { status: 403 } }),
      },
    ],
  },
};
