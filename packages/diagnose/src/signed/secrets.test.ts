import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Exchange } from '../exchange.ts';
import { Facts } from '../facts.ts';
import { exchangeOf, jwt, serverNowMs, serverNowSec } from '../fixtures/fixture.ts';
import { readExchange } from '../read-exchange.ts';
import { runRules } from '../run-rules.ts';
import { signedRules } from './index.ts';

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'];
const secretText = fc
  .string({ unit: fc.constantFrom(...letters), minLength: 20, maxLength: 48 })
  .filter((text) => /\d/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text));

/** Ways in which a secret travels in a signed request. */
const requests: readonly ((secret: string) => Parameters<typeof exchangeOf>[0])[] = [
  (secret) => ({
    url: `https://s3.eu-west-1.amazonaws.com/b/k?token=${secret}&X-Amz-Security-Token=${secret}`,
    headers: {
      'X-Amz-Date': '20260601T120000Z',
      'X-Amz-Security-Token': secret,
      'X-Api-Key': secret,
      Cookie: `sid=${secret}`,
      Authorization: `AWS4-HMAC-SHA256 Credential=${secret}/20260601/us-east-1/s3/aws4_request, SignedHeaders=cookie;host;x-amz-date;x-amz-security-token;x-api-key, Signature=${secret}`,
    },
  }),
  (secret) => ({
    headers: {
      Authorization: `Digest username="ada", realm="${secret}", nonce="${secret}", uri="/v1/other?token=${secret}", response="${secret}", opaque="${secret}", qop=auth, nc=1`,
    },
  }),
  (secret) => ({
    headers: {
      Authorization: `DPoP ${jwt({ cnf: { jkt: secret } })}`,
      DPoP: jwt(
        { htm: secret, htu: `https://api.example.com/v1/items?token=${secret}`, nonce: secret, jti: secret },
        { typ: 'dpop+jwt', jwk: { kty: 'EC', crv: 'P-256', x: secret, y: secret } },
      ),
    },
  }),
  (secret) => ({
    method: 'POST',
    url: 'https://app.example.com/webhooks',
    headers: { 'X-Hub-Signature-256': secret, 'Stripe-Signature': `t=${serverNowSec},v1=${secret}` },
    body: `{"secret":"${secret}"}`,
  }),
  (secret) => ({
    method: 'POST',
    headers: { 'Signature-Input': `sig1=("@method" "x-b");keyid="k1"`, Signature: `sig1=:${secret}:` },
    body: secret,
  }),
  (secret) => ({
    method: 'POST',
    headers: { Signature: `keyId="k1",headers="host \\"${secret}",signature="${secret}"` },
    body: secret,
  }),
  (secret) => ({
    url: 'https://files01.blob.core.windows.net/c',
    headers: { Authorization: `SharedKey files:${secret}=`, 'x-ms-meta-token': secret },
  }),
  (secret) => ({
    headers: {
      Authorization: `OAuth oauth_token="${secret}", oauth_signature="${secret}", oauth_consumer_key="ck", oauth_timestamp="1"`,
    },
  }),
  (secret) => ({
    url: `https://api.example.com/v1/items?timestamp=${secret}&signature=${secret}`,
    headers: { 'X-Api-Key': secret },
  }),
  (secret) => ({
    method: 'POST',
    headers: {
      Cookie: `XSRF-TOKEN=${secret}%3D; app_session=${secret}`,
      'X-XSRF-TOKEN': `${secret}%3D`,
      Origin: `https://${secret}.example`,
    },
    body: `_token=${secret}`,
  }),
  (secret) => ({ headers: { Authorization: `Negotiate ${btoa(`NTLMSSP\0\x03\0\0\0${secret}`)}` } }),
];

/** What servers say, with the secret echoed where they echo it. */
const answers: readonly ((secret: string) => NonNullable<Parameters<typeof exchangeOf>[0]['answer']>)[] = [
  (secret) => ({
    status: 403,
    headers: { 'Content-Type': 'application/xml' },
    body: `<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match</Message><CanonicalRequest>GET\n/b/k\ntoken=${secret}x&amp;X-Amz-Security-Token=${secret}\ncookie:sid=${secret}a\nhost:other\nx-amz-date:20260601T120000Z\nx-amz-security-token:${secret}b\nx-api-key:${secret}\n\ncookie;host\n${secret}</CanonicalRequest><StringToSign>GET\n\n${secret}</StringToSign></Error>`,
  }),
  (secret) => ({
    headers: {
      'WWW-Authenticate': `Digest realm="${secret}", nonce="${secret}", opaque="${secret}", qop="auth", algorithm="${secret}"`,
    },
  }),
  (secret) => ({
    headers: {
      'WWW-Authenticate': `DPoP error="invalid_dpop_proof", error_description="htu mismatch ${secret}"`,
      'DPoP-Nonce': secret,
    },
  }),
  (secret) => ({ status: 400, body: `No signatures found matching the expected signature for payload ${secret}` }),
  (secret) => ({
    status: 401,
    headers: { 'Accept-Signature': 'sig1=("@path")' },
    body: { error: `Signature verification failed for keyid ${secret}` },
  }),
  (secret) => ({
    status: 403,
    body: `<?xml version="1.0"?><Error><Code>AuthenticationFailed</Code><AuthenticationErrorDetail>The MAC signature found in the HTTP request '${secret}=' is not the same as any computed signature. Server used following string to sign: 'GET${'\n'.repeat(12)}x-ms-meta-token:${secret}\n/files/c'.</AuthenticationErrorDetail></Error>`,
  }),
  (secret) => ({
    body: `Invalid signature. Base string: GET&https%3A%2F%2Fapi.example.com%2F&oauth_token%3D${secret}%26page%3D${secret}`,
  }),
  (secret) => ({
    status: 403,
    body: {
      message: `Invalid CSRF Token '${secret}' was found; origin checking failed - https://${secret}.example does not match`,
    },
  }),
  (secret) => ({ status: 419, body: { message: `CSRF token mismatch ${secret}` } }),
  () => ({ headers: { 'WWW-Authenticate': 'Negotiate' } }),
];

/** Whether a text holds more of a secret than the ends that a redacted value shows. */
function tells(text: string, secret: string): boolean {
  for (let at = 0; at + 12 <= secret.length; at++) if (text.includes(secret.slice(at, at + 12))) return true;
  return false;
}

const signedExchange = fc
  .record({ secret: secretText, request: fc.constantFrom(...requests), answer: fc.constantFrom(...answers) })
  .map(({ secret, request, answer }): { secret: string; exchange: Exchange } => ({
    secret,
    exchange: exchangeOf({ ...request(secret), answer: answer(secret) }),
  }));

test('no rule of signed schemes prints a secret that stands in the request, and none throws', () => {
  fc.assert(
    fc.property(signedExchange, ({ secret, exchange }) => {
      const facts = new Facts(readExchange(exchange), serverNowMs);
      const faults: unknown[] = [];
      runRules([{ rules: signedRules }], facts, (rule, fault) => faults.push(rule.id, fault));
      expect(faults).toEqual([]);
      for (const rule of signedRules) {
        const found = rule.find(facts);
        const text = facts.withoutSecrets([found?.title, ...(found?.evidence ?? []), found?.fix].join('\n'));
        expect(tells(text, secret), `${rule.id}: ${text}`).toBe(false);
      }
    }),
    { numRuns: 1_500, interruptAfterTimeLimit: 6_000 },
  );
});
