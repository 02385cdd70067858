import { serverNowSec } from '../../fixtures/fixture.ts';
import type { CorpusCase } from '../case.ts';
import { html, json, text, thread } from './thread.ts';

const s3Error = (code: string, message: string, more = '') =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message>${more}<RequestId>1</RequestId></Error>`;

const mismatch = s3Error(
  'SignatureDoesNotMatch',
  'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
);

const signed = (headers = 'host;x-amz-content-sha256;x-amz-date') =>
  `Authorization: AWS4-HMAC-SHA256 Credential=AKIA~16/20260601/us-east-1/s3/aws4_request, SignedHeaders=${headers}, Signature=~hex64`;

const amz = ['X-Amz-Date: 20260601T120000Z', 'X-Amz-Content-Sha256: UNSIGNED-PAYLOAD'];

/** Later threads: signatures. */
export const laterThreadsOfSignatures: readonly CorpusCase[] = [
  thread('aws/aws-sdk-go#1473', ['K08', 'J10'], {
    ask: 'GET https://s3-cache.tern.example/bucket/key',
    send: ['Host: s3-cache.tern.example', ...amz, signed()],
    status: 403,
    headers: ['Content-Type: application/xml', 'Server: nginx'],
    answer: mismatch,
  }),
  thread('brendanhay/amazonka#272', ['K01', 'J10'], {
    ask: 'GET https://s3.eu-west-1.amazonaws.com/bucket/key?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIA~16%2F20260601%2Feu-west-1%2Fs3%2Faws4_request&X-Amz-Date=20260601T120000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=&X-Amz-Signature=~hex64',
    status: 403,
    headers: ['Content-Type: application/xml', 'Server: AmazonS3'],
    answer: s3Error(
      'AccessDenied',
      'There were headers present in the request which were not signed',
      '<HeadersNotSigned>host</HeadersNotSigned>',
    ),
  }),
  thread('gaul/s3proxy#645', ['K08', 'J10'], {
    ask: 'HEAD https://mydomain.tern.example/s3proxy/my-bucket/a',
    send: [...amz, signed()],
    status: 403,
    headers: ['Content-Type: application/xml', 'Server: istio-envoy'],
    answer: s3Error('SignatureDoesNotMatch', 'Forbidden'),
  }),
  thread('serverpod/serverpod#5704', ['K08', 'J10'], {
    ask: 'PUT http://127.0.0.1:9095/bucket/a.png?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIA~16%2F20260601%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20260601T120000Z&X-Amz-Expires=600&X-Amz-SignedHeaders=host&X-Amz-Signature=~hex64',
    status: 403,
    headers: ['Content-Type: application/xml'],
    answer: mismatch,
  }),
  thread('minio/minio#3672', ['K08', 'J10'], {
    ask: 'PUT https://s3.myserver.tern.example/mybucket/2751?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20260601T115900Z&X-Amz-SignedHeaders=content-type%3Bhost&X-Amz-Expires=3599&X-Amz-Credential=AKIA~16%2F20260601%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Signature=~hex64',
    send: ['Content-Type: application/x-www-form-urlencoded'],
    status: 403,
    headers: ['Content-Type: application/xml', 'Server: Minio'],
    answer: mismatch,
  }),
  thread('standard-webhooks/standard-webhooks#235', 'K03', {
    ask: 'POST https://app.tern.example/hooks/auth',
    send: [json, `webhook-id: msg_~20`, `webhook-timestamp: ${serverNowSec}`, 'webhook-signature: v1,~40'],
    body: '{"type":"user.created"}',
    status: 401,
    answer: { error: 'WebhookVerificationError: No matching signature found' },
  }),
  thread('ComposioHQ/composio#995', 'K03', {
    ask: 'POST https://app.tern.example/composio/webhook/admin',
    send: [json, `webhook-id: msg_~20`, `webhook-timestamp: ${serverNowSec}`, 'webhook-signature: v1,~40'],
    body: '{"trigger":"x"}',
    status: 401,
    answer: { detail: 'No matching signature found' },
  }),
  thread('SashenJayathilaka/AMAZON-Clone#19', 'K03', {
    ask: 'POST https://shop.tern.example/api/webhook',
    send: [
      json,
      `Stripe-Signature: t=${serverNowSec},v1=~hex64,v0=~hex64`,
      'User-Agent: Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    ],
    body: '{"id":"evt_1","object":"event"}',
    status: 400,
    headers: [html],
    answer:
      'webhook error: No signatures found matching the expected signature for payload. Are you passing the raw request body you received from Stripe?',
  }),
  thread('stripe/stripe-java#919', 'K03', {
    ask: 'POST http://localhost:8082/webhook',
    send: [
      json,
      'User-Agent: Stripe/1.0 (+https://stripe.com/docs/webhooks)',
      `Stripe-Signature: t=${serverNowSec},v1=~hex64,v0=~hex64`,
    ],
    body: '{"id": "evt_1"}',
    status: 400,
    headers: [text],
    answer: 'Webhook error: No signatures found matching the expected signature for payload.',
  }),
];
