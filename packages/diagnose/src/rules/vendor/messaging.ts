import type { Rule } from '../../rule.ts';
import { vendorSays } from './vendor-says.ts';

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

export const messagingRules: readonly Rule[] = xRules;
