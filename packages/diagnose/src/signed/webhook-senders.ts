import type { RequestFacts } from '../request-facts.ts';

/** Who sends webhooks, and how a delivery is signed. */
export interface WebhookSender {
  readonly name: string;
  /** The header with the signature, in lower case; the first is the one to check. */
  readonly signature: readonly string[];
  /** What a signature looks like. */
  readonly form: RegExp;
  readonly formText: string;
  /** The header with the time of sending, if the signature's own header does not have it. */
  readonly timestamp?: string;
  /** Headers, in lower case, and the agent by which a delivery is known that has no signature. */
  readonly headers: readonly string[];
  readonly agent?: RegExp;
  /** Which secret signs, and where it stands. */
  readonly secret: string;
  /** What is signed, in words. */
  readonly signs: string;
}

const hmac = 'HMAC-SHA256 of the raw body';
const standard = (prefix: string, name: string): WebhookSender => ({
  name,
  signature: [`${prefix}-signature`],
  form: /^v1a?,[A-Za-z0-9+/_-]{40,}={0,2}(?: |$)/,
  formText: '`v1,` and base64, several with a space between',
  timestamp: `${prefix}-timestamp`,
  headers: [`${prefix}-id`, `${prefix}-timestamp`],
  secret: 'the endpoint’s signing secret as it is shown, `whsec_…` and nothing before it',
  signs: `HMAC-SHA256 of \`<${prefix}-id>.<${prefix}-timestamp>.<raw body>\` in base64`,
});

/** From each sender's documentation. */
const webhookSenders: readonly WebhookSender[] = [
  {
    name: 'GitHub',
    signature: ['x-hub-signature-256', 'x-hub-signature'],
    form: /^sha(?:256=[0-9a-f]{64}|1=[0-9a-f]{40})$/i,
    formText: '`sha256=` and 64 hexadecimal digits',
    headers: ['x-github-event'],
    agent: /^github-hookshot/i,
    secret: 'the secret of that very webhook (Settings › Webhooks)',
    signs: hmac,
  },
  {
    name: 'Slack',
    signature: ['x-slack-signature'],
    form: /^v0=[0-9a-f]{64}$/i,
    formText: '`v0=` and 64 hexadecimal digits',
    timestamp: 'x-slack-request-timestamp',
    headers: ['x-slack-request-timestamp'],
    agent: /^slackbot/i,
    secret: 'the signing secret of that app (Basic Information), no token',
    signs: 'HMAC-SHA256 of `v0:<timestamp>:<raw body>`',
  },
  {
    name: 'Stripe',
    signature: ['stripe-signature'],
    form: /(?:^|,)t=\d{9,11}(?:,|$)(?=.{0,2000}v1=[0-9a-f]{64})|v1=[0-9a-f]{64}.{0,2000},t=\d{9,11}/i,
    formText: '`t=<time>,v1=<64 hexadecimal digits>`',
    headers: [],
    agent: /^stripe\//i,
    secret: 'the signing secret `whsec_…` of that very endpoint (`stripe listen` prints another one), not the API key',
    signs: 'HMAC-SHA256 of `<t>.<raw body>`',
  },
  {
    name: 'Shopify',
    signature: ['x-shopify-hmac-sha256'],
    form: /^[A-Za-z0-9+/]{43}=$/,
    formText: '44 characters of base64',
    headers: ['x-shopify-topic'],
    agent: /^shopify-captain-hook/i,
    secret:
      'the client secret of the app that subscribed; for a webhook made in the admin the secret under Settings › Notifications › Webhooks',
    signs: `${hmac} in base64`,
  },
  standard('webhook', 'the sender (Standard Webhooks)'),
  standard('svix', 'the sender (Svix)'),
];

/** Headers in which other senders sign; what else tells a delivery from a call is asked beside. */
const otherSignature = /^(?:x-)?[\w-]{0,40}(?:signature|hmac)(?:-(?:v?\d{1,3}|ed25519|sha-?256))?$/;
const otherTime = /^(?:x-)?[\w-]{0,40}(?:timestamp|request-time)$/;
const notWebhook = /^(?:signature|x-amz-|x-ms-|x-hmac-|x-ca-|x-mbx|x-signature-input|x-bapi|ok-access|cb-access)/;

/** A delivery of a webhook, as far as its headers tell. */
export interface WebhookDelivery {
  readonly sender: WebhookSender;
  /** The header that holds the signature, as sent; undefined if there is none. */
  readonly header?: string;
  readonly signature?: string;
  /** As sent; undefined if the delivery has none. */
  readonly time?: string;
}

/** The delivery that a request is; undefined if it is none. */
export function readWebhook(request: RequestFacts): WebhookDelivery | undefined {
  if (request.method !== 'POST' && request.method !== 'PUT') return undefined;
  const { headers } = request;
  for (const sender of webhookSenders) {
    const name = sender.signature.find((header) => headers.has(header));
    const isKnown =
      sender.headers.some((header) => headers.has(header)) ||
      sender.agent?.test(headers.first('user-agent') ?? '') === true;
    if (name === undefined && !isKnown) continue;
    const [header, signature] = headers.list.find(([sent]) => sent.toLowerCase() === name) ?? [];
    const own = sender.name === 'Stripe' ? /(?:^|,)t=(\d{1,14})/.exec(signature ?? '')?.[1] : undefined;
    const time = own ?? (sender.timestamp === undefined ? undefined : headers.first(sender.timestamp));
    // Others sign in GitHub's header too: Meta, Gitea, Bitbucket.
    const isOther = sender.name === 'GitHub' && !isKnown;
    return {
      sender: isOther
        ? { ...sender, name: 'the sender', secret: 'the secret that the sender shows for this very webhook' }
        : sender,
      ...(header !== undefined && { header }),
      ...(signature !== undefined && { signature }),
      ...(time !== undefined && { time }),
    };
  }
  return otherWebhook(request);
}

function otherWebhook({ headers, location, body, authorization }: RequestFacts): WebhookDelivery | undefined {
  if (
    authorization ||
    body === '' ||
    !/hook|event|callback|notif|ipn|inbound|interaction/i.test(location?.pathname ?? '')
  )
    return undefined;
  const found = headers.list.find(
    ([name]) => otherSignature.test(name.toLowerCase()) && !notWebhook.test(name.toLowerCase()),
  );
  if (!found) return undefined;
  const [header, signature] = found;
  const own = /(?:^|[,;])t(?:s|imestamp)?=(\d{9,13})/.exec(signature)?.[1];
  const time = own ?? headers.list.find(([name]) => otherTime.test(name.toLowerCase()))?.[1];
  return {
    sender: {
      name: 'the sender',
      signature: [header.toLowerCase()],
      headers: [],
      form: /./,
      formText: '',
      secret: 'the secret that the sender shows for this very webhook',
      signs: 'the raw body, with some senders after the time or the full URL',
    },
    header,
    signature,
    ...(time !== undefined && { time }),
  };
}
