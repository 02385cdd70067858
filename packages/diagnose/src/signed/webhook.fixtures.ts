import { bearer, exchangeOf, type Fixtures, keyText, serverNowSec } from '../fixtures/fixture.ts';
import { hexText } from './reports/signed-values.ts';

const delivery = (headers: Record<string, string>, answer: object, url = 'https://app.example.com/webhooks') =>
  exchangeOf({
    method: 'POST',
    url,
    headers: { 'Content-Type': 'application/json', ...headers },
    body: '{"id":1}',
    answer,
  });
const github = { 'X-GitHub-Event': 'push', 'X-Hub-Signature-256': `sha256=${hexText(64)}` };
const slack = (atSec: number) => ({
  'X-Slack-Request-Timestamp': String(atSec),
  'X-Slack-Signature': `v0=${hexText(64)}`,
});
const stripe = (atSec: number) => ({ 'Stripe-Signature': `t=${atSec},v1=${hexText(64)}` });
const svix = (atSec: number) => ({
  'svix-id': 'msg_1',
  'svix-timestamp': String(atSec),
  'svix-signature': `v1,${keyText(43)}=`,
});
const mismatch = { status: 400, body: 'No signatures found matching the expected signature for payload.' };

export const webhookFixtures: Fixtures = {
  'webhook-signature-refused': {
    finds: [
      {
        name: 'Stripe’s own words',
        exchange: delivery(stripe(serverNowSec), mismatch),
        tells: /express\.raw.*whsec_/s,
      },
      {
        name: 'a 401 without a word',
        exchange: delivery(github, { status: 401 }),
        tells: /secret of that very webhook/,
      },
      {
        name: 'Slack’s signing secret',
        exchange: delivery(slack(serverNowSec), { status: 401, body: { error: 'invalid request' } }),
        tells: /signing secret/,
      },
      {
        name: 'a sender that is not known',
        exchange: delivery({ 'X-Acme-Signature': hexText(64) }, { status: 403, body: { error: 'invalid signature' } }),
        tells: /X-Acme-Signature/,
      },
      {
        name: 'another sender that signs as GitHub does',
        exchange: delivery(
          { 'X-Hub-Signature-256': `sha256=${hexText(64)}` },
          { status: 401, body: { error: 'signature mismatch' } },
        ),
        tells: /a delivery of the sender/,
      },
      {
        name: 'Svix',
        exchange: delivery(svix(serverNowSec), { status: 400, body: { detail: 'No matching signature found' } }),
        tells: /svix-id/,
      },
    ],
    misses: [
      {
        name: 'a signature in another form, without a word',
        exchange: delivery({ ...github, 'X-Hub-Signature-256': hexText(64) }, { status: 401 }),
      },
      { name: 'a delivery that is taken', exchange: delivery(github, { status: 204 }) },
      {
        name: 'a gate in front that asks for Basic',
        exchange: delivery(github, { headers: { 'WWW-Authenticate': 'Basic realm="staging"' } }),
      },
      {
        name: 'a body that is not valid',
        exchange: delivery(github, { status: 422, body: { error: 'field id is missing' } }),
      },
      {
        name: 'a call that is no webhook',
        exchange: exchangeOf({
          method: 'POST',
          headers: bearer(keyText(40)),
          body: '{}',
          answer: { body: { error: 'invalid signature' } },
        }),
      },
    ],
  },
  'webhook-time-outside-tolerance': {
    finds: [
      {
        name: 'a delivery that was kept for an hour',
        exchange: delivery(stripe(serverNowSec - 3_600), { status: 400, body: 'Timestamp outside the tolerance zone' }),
        tells: /60 minutes behind/,
      },
      {
        name: 'a clock that is off, without a word of it',
        exchange: delivery(slack(serverNowSec + 7_200), { status: 401, body: { error: 'invalid request' } }),
        tells: /2 hours ahead/,
      },
      {
        name: 'milliseconds',
        exchange: delivery(svix(serverNowSec), { status: 400, body: { detail: 'Message timestamp too new' } }),
        tells: /unit/,
      },
    ],
    misses: [
      { name: 'a delivery in time whose signature is refused', exchange: delivery(stripe(serverNowSec), mismatch) },
      { name: 'an old delivery that is taken', exchange: delivery(stripe(serverNowSec - 3_600), { status: 200 }) },
    ],
  },
  'webhook-signature-missing': {
    finds: [
      {
        name: 'a webhook without a secret',
        exchange: delivery(
          { 'X-GitHub-Event': 'push' },
          { status: 401, body: { error: 'missing X-Hub-Signature-256' } },
        ),
        tells: /Set the secret/,
      },
      {
        name: 'a signature without its prefix',
        exchange: delivery({ ...github, 'X-Hub-Signature-256': hexText(64) }, { status: 401 }),
        tells: /`sha256=`/,
      },
      {
        name: 'a receiver that does not find the header',
        exchange: delivery(stripe(serverNowSec), {
          status: 400,
          body: 'No stripe-signature header value was provided.',
        }),
        tells: /lower case/,
      },
    ],
    misses: [
      {
        name: 'a signature that differs',
        exchange: delivery(github, { status: 401, body: { error: 'signature mismatch' } }),
      },
      {
        name: 'a delivery without a signature that is taken',
        exchange: delivery({ 'X-GitHub-Event': 'push' }, { status: 200 }),
      },
    ],
  },
};
