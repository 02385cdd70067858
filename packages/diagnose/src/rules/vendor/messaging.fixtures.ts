import { bearer, exchangeOf, type Fixtures, keyText } from '../../fixtures/fixture.ts';

const x = (body: unknown, status: number) =>
  exchangeOf({
    method: 'POST',
    url: 'https://api.x.com/2/tweets',
    headers: bearer(keyText(100)),
    body: '{}',
    answer: { status, body },
  });

export const messagingFixtures: Fixtures = {
  'x-other-authentication': {
    finds: [
      {
        name: 'an application where a user is wanted',
        exchange: x(
          {
            title: 'Unsupported Authentication',
            detail: 'Authenticating with OAuth 2.0 Application-Only is forbidden for this endpoint.',
          },
          403,
        ),
      },
    ],
    misses: [
      {
        name: 'a plan that is too small',
        exchange: x({ title: 'Client Forbidden', detail: 'client-not-enrolled' }, 403),
      },
    ],
  },
  'x-could-not-authenticate': {
    finds: [
      {
        name: 'a token that is not accepted',
        exchange: x({ errors: [{ code: 89, message: 'Invalid or expired token' }] }, 401),
        as: 'finding',
      },
    ],
    misses: [
      {
        name: 'the same words of another host',
        exchange: exchangeOf({
          headers: bearer(keyText(40)),
          answer: { body: { message: 'Could not authenticate you' } },
        }),
      },
    ],
  },
};
