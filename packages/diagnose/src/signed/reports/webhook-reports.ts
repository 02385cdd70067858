import { keyText, serverNowSec } from '../../fixtures/fixture.ts';
import { type Report, report } from './report.ts';
import { hexText } from './signed-values.ts';

const json = { 'Content-Type': 'application/json' };
const event = '{"id":"evt_1","object":"event"}';
const stripe = (atSec: number) => ({
  ...json,
  'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
  'Stripe-Signature': `t=${atSec},v1=${hexText(64)},v0=${hexText(64, 2)}`,
});
const slack = (atSec: number) => ({
  'Content-Type': 'application/x-www-form-urlencoded',
  'User-Agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
  'X-Slack-Request-Timestamp': String(atSec),
  'X-Slack-Signature': `v0=${hexText(64, 3)}`,
});
const github = {
  ...json,
  'User-Agent': 'GitHub-Hookshot/2179efe',
  'X-GitHub-Event': 'check_run',
  'X-GitHub-Delivery': '83d63510-79f7-11ed-859f-f1aec1003817',
  'X-Hub-Signature': `sha1=${hexText(40, 4)}`,
  'X-Hub-Signature-256': `sha256=${hexText(64, 5)}`,
};
const shopify = {
  ...json,
  'User-Agent': 'Shopify-Captain-Hook',
  'X-Shopify-Topic': 'orders/create',
  'X-Shopify-Shop-Domain': 'acme.myshopify.com',
  'X-Shopify-Hmac-Sha256': `${keyText(43)}=`,
};
const standard = (atSec: number, prefix = 'webhook') => ({
  ...json,
  [`${prefix}-id`]: 'msg_1',
  [`${prefix}-timestamp`]: String(atSec),
  [`${prefix}-signature`]: `v1,${keyText(43)}=`,
});
const to = (url: string, headers: Record<string, string>, body = event) => ({ method: 'POST', url, headers, body });

/** HMAC of webhooks. */
export const webhookReports: readonly Report[] = [
  report('stripe/stripe-node#356', 'K03', /raw body/i, {
    ...to('https://shop.example.com/api/webhooks/stripe', stripe(serverNowSec)),
    answer: {
      status: 400,
      body: 'Webhook Error: No signatures found matching the expected signature for payload. Are you passing the raw request body you received from Stripe?',
    },
  }),
  report('Nutlope/roomGPT#74', 'K03', /whsec_/, {
    ...to('https://room.example.com/api/stripe-webhook', stripe(serverNowSec - 2)),
    answer: {
      status: 400,
      body: { error: { message: 'No signatures found matching the expected signature for payload.' } },
    },
  }),
  report('slackapi/bolt-js#1502', 'K04', /clock|late|old/i, {
    ...to('https://hooks.example.com/slack/events', slack(serverNowSec - 900), 'token=x&command=%2Fhelp'),
    answer: { status: 401, body: 'Request verification failed: Failed to verify authenticity: stale' },
  }),
  report('slackapi/bolt-python#195', 'K04', /clock/i, {
    ...to('https://hooks.example.com/slack/events', slack(serverNowSec + 15 * 86_400), 'payload=%7B%7D'),
    answer: { status: 401, body: { error: 'invalid request' } },
  }),
  report('slackapi/python-slack-events-api#94', 'K04', /timestamp/i, {
    ...to('https://hooks.example.com/slack/events', slack(serverNowSec - 86_400 * 30)),
    answer: { status: 403, body: 'Invalid request timestamp' },
  }),
  report('slackapi/java-slack-sdk#1572', 'K03', /signing secret/i, {
    ...to('https://hooks.example.com/slack/commands', slack(serverNowSec), 'command=%2Frovo&text=help'),
    answer: { status: 401, body: { error: 'invalid request' } },
  }),
  report('taskcluster/taskcluster#5807', 'K03', /secret/i, {
    ...to('https://ci.example.com/api/github/v1/github', github, '{"action":"completed"}'),
    answer: { status: 403, body: { message: 'X-hub-signature does not match; bad webhook secret?' } },
  }),
  report('bors-ng/bors-ng#1237', 'K03', /secret/i, {
    ...to('https://bors.example.com/webhook/github', github, '{"action":"created"}'),
    answer: { status: 401, body: '' },
  }),
  report('octokit/webhooks.js#889', 'K03', /raw body|bytes/i, {
    ...to('https://app.example.com/api/github/webhooks', github, '{"action":"opened"}'),
    answer: { status: 400, body: 'Error: [@octokit/webhooks] signature does not match event payload and secret' },
  }),
  report('guillermoscript/repo-assistant#151', 'K05', /X-Hub-Signature-256/, {
    ...to('https://app.example.com/api/github/webhooks', {
      ...json,
      'User-Agent': 'GitHub-Hookshot/2179efe',
      'X-GitHub-Event': 'pull_request',
      'X-GitHub-Delivery': '344bc180-ac3b-11eb-81a6-2dfcd8586dd9',
    }),
    answer: { status: 400, body: { error: 'Required headers missing: x-hub-signature-256' } },
  }),
  report('Shopify/shopify-app-template-node#1296', 'K03', /client secret|API secret/i, {
    ...to('https://app.example.com/api/webhooks', shopify, '{"shop_id":1}'),
    answer: { status: 401, body: 'Could not validate request HMAC' },
  }),
  report('gnikyt/laravel-shopify#479', 'K03', /admin/i, {
    ...to('https://shop.example.com/webhook/theme-update', shopify, '{"id":828155753}'),
    answer: { status: 401, body: 'Invalid webhook signature.' },
  }),
  report('Shopify/shopify_app#327', 'K03', /admin/i, {
    ...to('https://mass.example.com/webhooks/orders_create', shopify, '{"id":123456}'),
    answer: { status: 401, body: '' },
  }),
  report('ComposioHQ/composio#995', 'K03', /raw body|secret/i, {
    ...to('https://api.example.com/composio/webhook/admin', standard(serverNowSec)),
    answer: { status: 400, body: { detail: 'No matching signature found' } },
  }),
  report('standard-webhooks/standard-webhooks#235', 'K03', /whsec_/, {
    ...to('https://api.example.com/hooks', standard(serverNowSec, 'svix')),
    answer: { status: 401, body: 'WebhookVerificationError: No matching signature found' },
  }),
  report('argilla-io/argilla#5521', 'K04', /2 hours/, {
    ...to('https://api.example.com/argilla', standard(serverNowSec - 7_200)),
    answer: { status: 400, body: { detail: 'Message timestamp too old' } },
  }),
];
