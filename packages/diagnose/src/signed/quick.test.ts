import { expect, test } from 'vitest';
import { Facts } from '../facts.ts';
import { serverNowMs } from '../fixtures/fixture.ts';
import { readExchange } from '../read-exchange.ts';
import { runRules } from '../run-rules.ts';
import { signedRules } from './index.ts';

const long = [
  '('.repeat(60_000),
  '"'.repeat(60_000),
  'a="'.repeat(20_000),
  'sig1=('.repeat(10_000),
  't=1234567890,'.repeat(4_600),
  `v1=${'a'.repeat(64)}`.repeat(900),
  ' AWS4-HMAC-SHA256 Credential='.repeat(2_000),
  'GET&https%3A%2F%2Fa&'.repeat(3_000),
  '<Code><Message>'.repeat(4_000),
  'htu dpop proof '.repeat(4_000),
  'sha-256=:'.repeat(6_600),
  `${'a b '.repeat(15_000)}`,
];

test.each(long.map((text) => [text.slice(0, 24), text] as const))('stays quick with a long run of %s', (_, text) => {
  const names = [
    'Signature-Input',
    'Signature',
    'Stripe-Signature',
    'X-Slack-Signature',
    'Content-Digest',
    'DPoP',
    'X-CSRF-Token',
    'X-Amz-Date',
  ];
  const schemes = [
    'AWS4-HMAC-SHA256 ',
    'Digest ',
    'OAuth oauth_signature=',
    'SharedKey ',
    'Negotiate ',
    'hmac headers=',
  ];
  for (const scheme of schemes) {
    const facts = new Facts(
      readExchange({
        request: {
          method: 'POST',
          url: `https://bucket.s3.amazonaws.com/webhook?a=${text}`,
          headers: [['Authorization', `${scheme}${text}`], ...names.map((name) => [name, text])],
          body: text,
        },
        response: {
          status: 401,
          headers: [
            ['WWW-Authenticate', `Digest ${text}`],
            ['Accept-Signature', text],
          ],
          body: `<Error><Code>SignatureDoesNotMatch</Code><Message>${text}</Message></Error>`,
        },
      }),
      serverNowMs,
    );
    // What the facts cost is not these rules' doing.
    void facts.topics;
    void facts.withoutSecrets('');
    const startedAtMs = performance.now();
    runRules([{ rules: signedRules }], facts);
    expect(performance.now() - startedAtMs, scheme).toBeLessThan(1_500);
  }
});
