import { bearer, exchangeOf, type Fixtures, keyText } from '../../fixtures/fixture.ts';

const authorization = (value: string) => ({ Authorization: value });
const invalidToken = { headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } };

export const missingValuesFixtures: Fixtures = {
  'credential-is-missing-value': {
    finds: [
      {
        name: 'Bearer undefined',
        exchange: exchangeOf({
          headers: bearer('undefined'),
          answer: invalidToken,
          sources: { authorization: { variable: 'API_TOKEN' } },
        }),
        as: 'finding',
        tells: /API_TOKEN was not set/,
      },
      {
        name: 'a promise that nobody awaited',
        exchange: exchangeOf({ headers: bearer('[object Promise]') }),
        as: 'finding',
        tells: /Await/,
      },
      { name: 'Bearer null', exchange: exchangeOf({ headers: bearer('null'), answer: invalidToken }) },
      { name: 'null in a key header', exchange: exchangeOf({ headers: { 'X-Api-Key': 'null' } }) },
    ],
    misses: [{ name: 'a token that begins like one', exchange: exchangeOf({ headers: bearer(`null${keyText(30)}`) }) }],
  },
  'credential-is-empty': {
    finds: [
      { name: 'Bearer and nothing', exchange: exchangeOf({ headers: authorization('Bearer ') }) },
      { name: 'a blank header', exchange: exchangeOf({ headers: authorization('') }) },
      { name: 'an empty key header', exchange: exchangeOf({ headers: { 'X-Api-Key': '' } }) },
    ],
    misses: [{ name: 'Bearer and a token', exchange: exchangeOf({ headers: bearer(keyText(20)) }) }],
  },
  'credential-is-placeholder': {
    finds: [
      { name: 'a variable in single quotes', exchange: exchangeOf({ headers: bearer('${API_TOKEN}') }) },
      { name: 'a template of Postman', exchange: exchangeOf({ headers: bearer('{{access_token}}') }) },
      { name: 'the text of an example', exchange: exchangeOf({ headers: bearer('<your-token>') }) },
      { name: 'a word that is no token', exchange: exchangeOf({ headers: bearer('secret') }), tells: /6 characters/ },
    ],
    misses: [
      {
        name: 'a token with a dollar sign in it',
        exchange: exchangeOf({ headers: bearer(`$${keyText(20)}$${keyText(20)}`) }),
      },
    ],
  },
};
