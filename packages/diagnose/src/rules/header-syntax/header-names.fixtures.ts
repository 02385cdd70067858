import { bearer, exchangeOf, type Fixtures, jwt, keyText } from '../../fixtures/fixture.ts';

const challenge = (value: string) => ({ headers: { 'WWW-Authenticate': value } });

export const headerNamesFixtures: Fixtures = {
  'header-name-wrong': {
    finds: [
      {
        name: 'Authorisation',
        exchange: exchangeOf({ headers: { Authorisation: `Bearer ${jwt()}` }, answer: challenge('Bearer') }),
      },
      {
        name: 'Authentication',
        exchange: exchangeOf({ headers: { Authentication: `Bearer ${jwt()}` }, answer: challenge('Bearer') }),
      },
      {
        name: 'a key under another name than the server’s',
        exchange: exchangeOf({
          headers: { apikey: keyText(30) },
          answer: { body: { message: 'Missing X-Api-Key header' } },
        }),
        tells: /x-api-key/,
      },
    ],
    misses: [
      {
        name: 'Authorization in small letters',
        exchange: exchangeOf({ headers: { authorization: `Bearer ${jwt()}` }, answer: challenge('Bearer') }),
      },
      {
        name: 'another header beside Authorization',
        exchange: exchangeOf({ headers: { ...bearer(jwt()), Authenticated: 'yes' }, answer: challenge('Bearer') }),
      },
    ],
  },
};
