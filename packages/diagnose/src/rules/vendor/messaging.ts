import { decodeBasic } from '../../decode-basic.ts';
import type { Rule } from '../../rule.ts';
import { hostText, memberAt, shapeText, vendorSays } from './vendor-says.ts';

const slackErrors: Readonly<Record<string, readonly [title: string, fix: string]>> = {
  not_authed: [
    'Slack finds no token in the request',
    'Send `Authorization: Bearer xoxb-…`; in a JSON body a `token` is not read.',
  ],
  invalid_auth: [
    'Slack does not accept the token: wrong, of another workspace, or from an address that is not allowed',
    'Copy the token from OAuth & Permissions again; `xoxb-` for bots, `xapp-` for connections only.',
  ],
  token_expired: [
    'Slack’s token has expired (token rotation is on): it lives for twelve hours',
    'Refresh it with `oauth.v2.access` and keep the new refresh token.',
  ],
  token_revoked: ['Slack’s token was revoked', 'Install the app again.'],
  account_inactive: [
    'The user or workspace of the token is gone, or the app was removed',
    'Install the app again as an active user.',
  ],
  user_removed_from_team: [
    'The user of the token is no longer in the workspace',
    'Install the app again as an active user.',
  ],
  not_allowed_token_type: [
    'Slack wants a token of another kind for this method',
    'Use the kind that the method’s page names: bot (`xoxb-`), user (`xoxp-`) or app (`xapp-`).',
  ],
  missing_scope: [
    'Slack’s token lacks a scope',
    'Add the scope that `needed` names under OAuth & Permissions and install the app again; a refresh does not add it.',
  ],
};

const slack: Rule = {
  id: 'slack-error',
  row: 'J11',
  title: 'Slack refuses with a 200',
  confidence: 'proof',
  reference: 'Slack documentation: auth.test, errors',
  outcomes: ['refused', 'other'],
  covers: ['A02', 'A13'],
  find(facts) {
    if (facts.vendor !== 'slack') return undefined;
    const error = facts.response?.member('error');
    if (facts.response?.member('ok') !== false || typeof error !== 'string' || !Object.hasOwn(slackErrors, error))
      return undefined;
    const told = slackErrors[error];
    if (!told) return undefined;
    const needed = facts.response.member('needed');
    return {
      title: told[0],
      evidence: [
        `The answer is a ${facts.status} with \`ok: false\` and the error \`${error}\`.`,
        ...(typeof needed === 'string' ? [`It needs ${facts.quote(needed)}.`] : []),
        ...shapeText(facts),
      ],
      fix: told[1],
    };
  },
};

const discord: Rule = vendorSays({
  id: 'discord-unauthorized',
  row: 'J19',
  title: 'Discord does not accept the token: it was reset, or the word before it is missing',
  reference: 'Discord documentation: API reference, authentication',
  covers: ['A02', 'A11'],
  of: ({ vendor, request }) => vendor === 'discord' && request.authorization !== undefined,
  says: /401: unauthorized/,
  also: ({ request }) => (request.authorization?.scheme === 'bot' ? ['It was sent as Bot, as it should be.'] : []),
  fix: 'Reset the token under Bot in the Developer Portal and send `Authorization: Bot <token>`; Discord voids tokens that it finds in public repositories.',
});

const telegram: Rule = {
  id: 'telegram-bot-token-refused',
  row: 'J20',
  title: 'Telegram knows no bot with the token in the path: it was revoked, or mistyped',
  confidence: 'proof',
  reference: 'Telegram Bot API: authorizing your bot',
  covers: ['A01', 'A02', 'A13'],
  find(facts) {
    if (facts.vendor !== 'telegram' || facts.status !== 401) return undefined;
    const inPath = /^\/bot\d{5,12}:[\w-]{20,}\//.test(facts.request.location?.pathname ?? '');
    return {
      title: inPath
        ? 'Telegram knows no bot with the token in the path: it was revoked, or mistyped'
        : 'Telegram reads the token in the path, and there is none',
      evidence: [
        hostText(facts),
        inPath ? 'The path carries a bot token of the right form.' : 'The path has no `/bot<token>/`.',
      ],
      fix: inPath
        ? 'Ask @BotFather for the token (`/token`, or `/revoke` for a new one).'
        : 'Call `https://api.telegram.org/bot<token>/<method>`.',
    };
  },
};

const twilio: Rule = {
  id: 'twilio-authenticate',
  row: 'J23',
  title: 'Twilio does not accept account and token',
  confidence: 'likely',
  reference: 'Twilio documentation: error 20003',
  covers: ['A02', 'A12'],
  find(facts) {
    if (facts.vendor !== 'twilio') return undefined;
    const heard =
      facts.says(/20003|authenticat/) || memberAt(facts, 'code') === 20003
        ? (facts.heard(/authenticat/) ?? 'The error’s code is 20003.')
        : undefined;
    const { authorization } = facts.request;
    if (heard === undefined || !authorization) return undefined;
    const user = authorization.scheme === 'basic' ? decodeBasic(authorization.credential)?.user : undefined;
    const wrongUser = user !== undefined && !/^(?:AC|SK)[0-9a-f]{32}$/.test(user);
    const path = /\/Accounts\/(AC[0-9a-f]{32})/.exec(facts.request.url)?.[1];
    const otherAccount = user?.startsWith('AC') === true && path !== undefined && path !== user;
    return {
      evidence: [
        heard,
        hostText(facts),
        ...(authorization.scheme === 'basic' ? [] : ['Twilio takes Basic, and another scheme was sent.']),
        ...(wrongUser ? ['The user is neither an Account SID (AC…) nor an API key SID (SK…).'] : []),
        ...(otherAccount ? ['The account in the path is another one than the user.'] : []),
      ],
      fix: 'Send Basic with Account SID and Auth Token, or API key SID and its secret, of the same (sub)account, region and mode: test credentials work for a few resources only.',
    };
  },
};

const mailers: readonly Rule[] = [
  vendorSays({
    id: 'sendgrid-grant-refused',
    row: 'J23',
    title: 'SendGrid does not know this key (any more)',
    reference: 'SendGrid documentation: API keys, errors',
    covers: ['A02', 'A11'],
    of: 'sendgrid',
    says: /authorization grant is invalid|permission denied, wrong credentials|access forbidden/,
    also: shapeText,
    fix: 'Make a new key under Settings, API Keys, with the right permissions; for the EU region call api.eu.sendgrid.com.',
  }),
  vendorSays({
    id: 'mailgun-forbidden',
    row: 'J23',
    title: 'Mailgun does not accept the key at this host',
    reference: 'Mailgun documentation: authentication, EU region',
    covers: ['A02', 'A11', 'A12', 'C05'],
    of: 'mailgun',
    says: /forbidden|invalid private key|unauthorized/,
    also: ({ request }) =>
      request.authorization?.scheme === 'basic'
        ? []
        : ['Mailgun takes Basic with the user `api`, and another scheme was sent.'],
    fix: 'Send Basic with user `api` and the key; a domain of the EU region is at api.eu.mailgun.net, all others at api.mailgun.net.',
  }),
];

const xRules: readonly Rule[] = [
  vendorSays({
    id: 'x-other-authentication',
    row: 'J28',
    title: 'X wants a user for this endpoint, and an application was sent',
    confidence: 'proof',
    reference: 'X API documentation: authentication methods, mapping',
    covers: ['A02'],
    of: 'x',
    says: /unsupported authentication|application-only is forbidden|unsupported-authentication/,
    fix: 'Use a user’s token: OAuth 2.0 with PKCE, or OAuth 1.0a user context.',
  }),
  vendorSays({
    id: 'x-could-not-authenticate',
    row: 'J28',
    title: 'X does not accept token or signature',
    reference: 'X API documentation: response codes (32, 89, 135)',
    covers: ['A02', 'A11'],
    of: 'x',
    says: /could not authenticate you|invalid or expired token|timestamp out of bounds|bad authentication data|unauthorized/,
    also: ({ request }) =>
      request.authorization?.scheme === 'oauth'
        ? ['The request is signed with OAuth 1.0a, in which clock, encoding and every parameter count.']
        : [],
    fix: 'Check the four keys of the app, the clock, and that exactly the sent parameters are signed; after a change of permissions make new tokens.',
  }),
];

export const messagingRules: readonly Rule[] = [slack, discord, telegram, twilio, ...mailers, ...xRules];
