import { bearer, exchangeOf, type Fixtures, jwt, keyText, serverNowMs, serverNowSec } from '../fixtures/fixture.ts';
import { hexText } from './reports/signed-values.ts';
import { base64Of, sha256 } from './sha256.ts';

const body = '{"a":1}';
const digestOf = (text: string) => `sha-256=:${base64Of(sha256(text))}:`;
const signed = (
  covered: string,
  more: Record<string, string> = {},
  params = `;created=${serverNowSec};keyid="k1"`,
) => ({
  'Content-Digest': digestOf(body),
  ...more,
  'Signature-Input': `sig1=(${covered})${params}`,
  Signature: 'sig1=:dGVzdA==:',
});
const all = '"@method" "@authority" "@path" "content-digest"';
const post = (headers: Record<string, string>, answer: object) =>
  exchangeOf({ method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body, answer });
const draft = (list: string, more: Record<string, string> = {}) => ({
  Date: new Date(serverNowMs).toUTCString(),
  ...more,
  Signature: `keyId="https://me.example/k",headers="${list}",signature="${hexText(60)}"`,
});
const failed = { status: 401, body: { error: 'Signature verification failed' } };
const binance = (time: string, signature = hexText(64)) => ({
  url: `https://api.exchange.example/api/v3/account?timestamp=${time}&signature=${signature}`,
  headers: { 'X-Api-Key': keyText(40) },
});
const sas = (end: string) =>
  `https://acct.blob.core.windows.net/c/b?sv=2024-11-04&sp=r&sr=b&se=${end}&sig=${keyText(43)}%3D`;

export const messageFixtures: Fixtures = {
  'content-digest-mismatch': {
    finds: [
      {
        name: 'the digest of an empty body',
        exchange: post(signed(all, { 'Content-Digest': digestOf('') }), {
          status: 400,
          body: { error: 'digest mismatch' },
        }),
        tells: /empty body/,
      },
      {
        name: 'the digest of another body, without a word',
        exchange: post(signed(all, { 'Content-Digest': digestOf('{"a": 1}') }), { status: 401 }),
        tells: /not the SHA-256/,
      },
      {
        name: 'a body that was changed on the way',
        exchange: post(signed(all), { status: 401, body: { error: 'Invalid Digest value' } }),
        tells: /changed on the way/,
      },
    ],
    misses: [
      { name: 'a digest that fits', exchange: post(signed(all), failed) },
      {
        name: 'a wrong digest that nobody minds',
        exchange: post(signed(all, { 'Content-Digest': digestOf('') }), { status: 200 }),
      },
    ],
  },
  'message-signature-incomplete': {
    finds: [
      {
        name: 'a body whose digest is not covered',
        exchange: post(signed('"@method" "@path"'), {
          status: 401,
          body: { error: 'content-digest must be covered by the signature' },
        }),
        tells: /content-digest/,
      },
      {
        name: 'what the server names in Accept-Signature',
        exchange: post(signed(all), {
          status: 401,
          headers: { 'Accept-Signature': 'sig1=("@method" "@target-uri" "content-digest");created' },
          body: { error: 'signature components are missing' },
        }),
        tells: /@target-uri/,
      },
    ],
    misses: [
      { name: 'a signature that covers all', exchange: post(signed(all), failed) },
      { name: 'a digest that is left out and that nobody minds', exchange: post(signed('"@method"'), failed) },
    ],
  },
  'message-signature-refused': {
    finds: [
      { name: 'a signature that does not verify', exchange: post(signed(all), failed), tells: /signature base/ },
      {
        name: 'a header that is covered and not sent',
        exchange: post(signed(`${all} "x-request-id"`), failed),
        tells: /x-request-id/,
      },
      {
        name: 'two labels',
        exchange: post({ ...signed(all), Signature: 'other=:dGVzdA==:' }, failed),
        tells: /sig1=:…:/,
      },
      {
        name: 'a draft’s list with a stray quote',
        exchange: exchangeOf({ headers: draft('\\"host date'), answer: { body: { message: 'invalid signature' } } }),
        tells: /no header’s name/,
      },
      {
        name: 'Kong’s hmac over Date where X-Date is sent',
        exchange: exchangeOf({
          headers: {
            'X-Date': new Date(serverNowMs).toUTCString(),
            Authorization: `hmac username="u", algorithm="hmac-sha256", headers="date", signature="${keyText(43)}="`,
          },
          answer: { status: 403, body: { message: 'HMAC signature does not match' } },
        }),
        tells: /X-Date/,
      },
    ],
    misses: [
      { name: 'a request that is answered', exchange: post(signed(all), { status: 200 }) },
      { name: 'a JWT whose signature is refused', exchange: exchangeOf({ headers: bearer(jwt()), answer: failed }) },
    ],
  },
  'message-signature-time': {
    finds: [
      {
        name: 'a signature of an hour ago',
        exchange: post(signed(all, {}, `;created=${serverNowSec - 3_600}`), failed),
        tells: /60 minutes behind/,
      },
      {
        name: 'one that has expired',
        exchange: post(signed(all, {}, `;created=${serverNowSec - 100};expires=${serverNowSec - 40}`), {
          status: 401,
          body: { error: 'signature expired' },
        }),
        tells: /has expired/,
      },
    ],
    misses: [
      { name: 'one that is in time', exchange: post(signed(all), failed) },
      {
        name: 'an old Date beside an X-Date in time',
        exchange: exchangeOf({
          headers: draft('x-date', {
            Date: new Date(serverNowMs - 3_600_000).toUTCString(),
            'X-Date': new Date(serverNowMs).toUTCString(),
          }),
          answer: failed,
        }),
      },
    ],
  },
  'signature-key-unknown': {
    finds: [
      {
        name: 'a key that the server does not find',
        exchange: post(signed(all), { status: 401, body: { error: 'unknown keyid' } }),
        tells: /letter for letter/,
      },
      {
        name: 'the key of another environment',
        exchange: exchangeOf({
          ...binance(String(serverNowMs)),
          answer: { status: 401, body: { msg: 'Invalid api-key' } },
        }),
        tells: /sandbox/,
      },
    ],
    misses: [
      {
        name: 'a key without a signature',
        exchange: exchangeOf({
          headers: { 'X-Api-Key': keyText(40) },
          answer: { body: { message: 'Invalid api key' } },
        }),
      },
      { name: 'a signature that does not verify', exchange: post(signed(all), failed) },
    ],
  },
  'signed-request-time': {
    finds: [
      {
        name: 'seconds where milliseconds are wanted',
        exchange: exchangeOf({
          ...binance(String(serverNowSec)),
          answer: {
            status: 400,
            body: { code: -1021, msg: 'Timestamp for this request is outside of the recvWindow.' },
          },
        }),
        tells: /is in seconds/,
      },
      {
        name: 'a clock that is off',
        exchange: exchangeOf({
          ...binance(String(serverNowMs - 3_600_000)),
          answer: { status: 401, body: { msg: 'timestamp expired' } },
        }),
        tells: /60 minutes behind/,
      },
      {
        name: 'a SAS that has run out',
        exchange: exchangeOf({ url: sas('2026-05-31T12:00:00Z'), answer: { status: 403 } }),
        tells: /has run out/,
      },
    ],
    misses: [
      {
        name: 'a signature that differs',
        exchange: exchangeOf({
          ...binance(String(serverNowMs)),
          answer: { status: 400, body: { code: -1022, msg: 'Signature for this request is not valid.' } },
        }),
      },
      { name: 'a SAS that lives', exchange: exchangeOf({ url: sas('2026-06-02T12:00:00Z'), answer: { status: 403 } }) },
      {
        name: 'an old timestamp that is taken',
        exchange: exchangeOf({ ...binance('1700000000000'), answer: { status: 200 } }),
      },
    ],
  },
  'signed-request-refused': {
    finds: [
      {
        name: 'an HMAC over the query',
        exchange: exchangeOf({
          ...binance(String(serverNowMs)),
          answer: { status: 400, body: { code: -1022, msg: 'Signature for this request is not valid.' } },
        }),
        tells: /same order and encoding/,
      },
      {
        name: 'an account that is not the host’s',
        exchange: exchangeOf({
          url: 'https://files01.blob.core.windows.net/c?comp=list',
          headers: {
            Authorization: `SharedKey files:${keyText(43)}=`,
            'x-ms-date': new Date(serverNowMs).toUTCString(),
          },
          answer: {
            status: 403,
            headers: { 'Content-Type': 'application/xml' },
            body: '<Error><Code>AuthenticationFailed</Code><Message>Server failed to authenticate the request. The signature is wrong.</Message></Error>',
          },
        }),
        tells: /signed for: files\nhost: {7}files01/,
      },
      {
        name: 'a type that Azure got and the request does not show, and nothing else',
        exchange: exchangeOf({
          method: 'PUT',
          url: 'https://acct.blob.core.windows.net/c/b?timeout=9',
          headers: {
            Authorization: `SharedKey acct:${keyText(43)}=`,
            Date: 'Mon, 01 Jun 2026 12:00:00 GMT',
            'Content-Length': '0',
            'x-ms-version': '2026-02-06',
            'x-ms-date': 'Mon, 01 Jun 2026 12:00:00 GMT',
          },
          answer: {
            status: 403,
            headers: { 'Content-Type': 'application/xml' },
            body: `<?xml version="1.0"?><Error><Code>AuthenticationFailed</Code><Message>The signature is wrong.</Message><AuthenticationErrorDetail>The MAC signature found in the HTTP request is not the same as any computed signature. Server used following string to sign: 'PUT\n\n\n\n\ntext/plain\n\n\n\n\n\n\nx-ms-date:Mon, 01 Jun 2026 12:00:00 GMT\nx-ms-version:2026-02-06\n/acct/c/b\ntimeout:9'.</AuthenticationErrorDetail></Error>`,
          },
        }),
        tells: /Line 6 is the Content-Type\.\nLine 6 differs:\nthe server: text\/plain\n[^L]*\nCompare/,
      },
      {
        name: 'OAuth 1.0 whose base string the server prints',
        exchange: exchangeOf({
          url: 'https://api.example.com/v1/items?page=2',
          headers: {
            Authorization: `OAuth oauth_consumer_key="ck", oauth_nonce="n", oauth_signature_method="HMAC-SHA1", oauth_timestamp="${serverNowSec}", oauth_signature="${keyText(27)}%3D"`,
          },
          answer: {
            body: `Invalid signature. Base string: GET&http%3A%2F%2Fapi.example.com%2Fv1%2Fitems&oauth_consumer_key%3Dck%26oauth_nonce%3Dn%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D${serverNowSec}%26page%3D2`,
          },
        }),
        tells: /the server: http:\/\/api\.example\.com\/v1\/items\nas sent: {4}https:/,
      },
    ],
    misses: [
      {
        name: 'a signed request that may not',
        exchange: exchangeOf({
          ...binance(String(serverNowMs)),
          answer: { status: 403, body: { msg: 'permission denied' } },
        }),
      },
      { name: 'a JWT whose signature is refused', exchange: exchangeOf({ headers: bearer(jwt()), answer: failed }) },
    ],
  },
};
