import { bearer, exchangeOf, type Fixtures, keyText } from '../../fixtures/fixture.ts';

const basic = { Authorization: `Basic ${btoa('ada:abcd efgh ijkl')}` };

export const answersOfPolicyFixtures: Fixtures = {
  'rate-limit-or-lockout': {
    finds: [
      {
        name: 'a locked account of Jira',
        exchange: exchangeOf({
          headers: basic,
          answer: { headers: { 'X-Seraph-LoginReason': 'AUTHENTICATION_DENIED' } },
        }),
      },
      {
        name: 'no attempt left',
        exchange: exchangeOf({
          headers: bearer(keyText(40)),
          answer: { headers: { 'Retry-After': '60', 'X-RateLimit-Remaining': '0' } },
        }),
      },
    ],
    misses: [
      {
        name: 'attempts left',
        exchange: exchangeOf({ headers: bearer(keyText(40)), answer: { headers: { 'X-RateLimit-Remaining': '57' } } }),
      },
      {
        name: 'a log-in that Jira merely failed',
        exchange: exchangeOf({
          headers: basic,
          answer: { headers: { 'X-Seraph-LoginReason': 'AUTHENTICATED_FAILED' } },
        }),
      },
    ],
  },
  'ip-address-not-allowed': {
    finds: [
      {
        name: 'an address that is not on the list',
        exchange: exchangeOf({
          headers: bearer(keyText(40)),
          answer: { body: { error: { code: 'ip_not_authorized', message: 'Your IP is not authorized.' } } },
        }),
      },
    ],
    misses: [
      {
        name: 'a tip about something else',
        exchange: exchangeOf({
          headers: bearer(keyText(40)),
          answer: { body: { message: 'Tip: this zip code is not shipped to.' } },
        }),
      },
    ],
  },
  'refusal-from-cache': {
    finds: [
      {
        name: 'an old answer from a cache',
        exchange: exchangeOf({ headers: bearer(keyText(40)), answer: { headers: { Age: '90', 'X-Cache': 'HIT' } } }),
      },
    ],
    misses: [
      {
        name: 'a fresh answer',
        exchange: exchangeOf({ headers: bearer(keyText(40)), answer: { headers: { Age: '0', 'X-Cache': 'MISS' } } }),
      },
    ],
  },
};
