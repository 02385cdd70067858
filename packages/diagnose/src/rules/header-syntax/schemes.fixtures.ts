import { base62, crc32 } from '../../crc32.ts';
import { bearer, exchangeOf, type Fixtures, jwt, keyText } from '../../fixtures/fixture.ts';

const key = (prefix: readonly string[], length: number, seed?: number): string =>
  prefix.join('') + keyText(length, seed);
const authorization = (value: string) => ({ Authorization: value });
const basic = (text: string) => authorization(`Basic ${btoa(text)}`);
const invalidToken = { headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } };
const challenge = (value: string) => ({ headers: { 'WWW-Authenticate': value } });
const github = (): string => {
  const body = keyText(30);
  return `${['gh', 'p_'].join('')}${body}${base62(crc32(body), 6)}`;
};

export const schemesFixtures: Fixtures = {
  'scheme-repeated': {
    finds: [
      {
        name: 'Bearer twice',
        exchange: exchangeOf({ headers: authorization(`Bearer Bearer ${jwt()}`), answer: invalidToken }),
      },
      {
        name: 'a scheme in a key header',
        exchange: exchangeOf({ headers: { 'X-Api-Key': `Bearer ${keyText(30)}` } }),
        tells: /bare key/,
      },
    ],
    misses: [{ name: 'Bearer once', exchange: exchangeOf({ headers: bearer(jwt()), answer: invalidToken }) }],
  },
  'credentials-joined-by-comma': {
    finds: [
      {
        name: 'two bearer tokens in one value',
        exchange: exchangeOf({ headers: authorization(`Bearer ${jwt()}, Bearer ${jwt()}`), answer: invalidToken }),
      },
    ],
    misses: [
      {
        name: 'parameters with commas',
        exchange: exchangeOf({ headers: authorization('Digest username="ada", realm="api", response="x"') }),
      },
    ],
  },
  'authorization-header-twice': {
    finds: [
      {
        name: 'two lines that differ',
        exchange: exchangeOf({
          headers: [
            ['Authorization', `Bearer ${keyText(30)}`],
            ['authorization', `Basic ${btoa('ada:abcd efgh')}`],
          ],
        }),
      },
      {
        name: 'the same line twice',
        exchange: exchangeOf({
          headers: [
            ['Authorization', `Bearer ${keyText(30)}`],
            ['Authorization', `Bearer ${keyText(30)}`],
          ],
        }),
        tells: /the same/,
      },
      {
        name: 'a 400 that speaks of a duplicate header',
        exchange: exchangeOf({
          headers: [
            ['Authorization', `Basic ${btoa('ada:abcd efgh')}`],
            ['Authorization', `Basic ${btoa('ada:ijkl mnop')}`],
          ],
          answer: { status: 400, body: 'Duplicate header: "Authorization"' },
        }),
        tells: /Duplicate header/,
      },
    ],
    misses: [
      {
        name: 'a 400 about another thing',
        exchange: exchangeOf({
          headers: [
            ['Authorization', `Basic ${btoa('ada:abcd efgh')}`],
            ['Authorization', `Basic ${btoa('ada:ijkl mnop')}`],
          ],
          answer: { status: 400, body: 'the name is missing' },
        }),
      },
      { name: 'one line', exchange: exchangeOf({ headers: bearer(keyText(30)) }) },
    ],
  },
  'scheme-missing': {
    finds: [
      { name: 'a JWT alone', exchange: exchangeOf({ headers: authorization(jwt()) }) },
      {
        name: 'a vendor’s token alone',
        exchange: exchangeOf({ url: 'https://api.github.com/user', headers: authorization(github()) }),
      },
      {
        name: 'a colon after Bearer',
        exchange: exchangeOf({ headers: authorization(`Bearer: ${jwt()}`) }),
        tells: /colon/,
      },
      {
        name: 'no space after Bearer',
        exchange: exchangeOf({ headers: authorization(`Bearer${jwt()}`) }),
        tells: /without a space/,
      },
    ],
    misses: [
      {
        name: 'a key of Linear, which has no scheme',
        exchange: exchangeOf({
          url: 'https://api.linear.app/graphql',
          headers: authorization(key(['lin', '_api_'], 40)),
        }),
      },
      { name: 'a scheme of the server’s own', exchange: exchangeOf({ headers: authorization(`SSWS ${keyText(30)}`) }) },
    ],
  },
  'scheme-word': {
    finds: [
      {
        name: 'Bearer where Token is offered',
        exchange: exchangeOf({
          headers: bearer(keyText(40)),
          answer: { ...challenge('Token'), body: { detail: 'Authentication credentials were not provided.' } },
        }),
      },
      {
        name: 'Token where Bearer is offered',
        exchange: exchangeOf({ headers: authorization(`Token ${keyText(40)}`), answer: challenge('Bearer') }),
      },
      {
        name: 'a JWT after Basic',
        exchange: exchangeOf({ headers: authorization(`Basic ${jwt()}`), answer: challenge('Bearer') }),
      },
      {
        name: 'a Discord bot as Bearer',
        exchange: exchangeOf({
          url: 'https://discord.com/api/v10/users/@me',
          headers: bearer(`M${keyText(25)}.${keyText(6)}.${keyText(38)}`),
          answer: { body: { message: '401: Unauthorized', code: 0 } },
        }),
      },
      {
        name: 'a token of Django REST framework as Bearer',
        exchange: exchangeOf({
          headers: bearer('0123456789abcdef'.repeat(3).slice(0, 40)),
          answer: { body: { detail: 'Authentication credentials were not provided.' } },
        }),
      },
    ],
    misses: [
      {
        name: 'Token where it is offered',
        exchange: exchangeOf({ headers: authorization(`Token ${keyText(40)}`), answer: challenge('Token') }),
      },
      {
        name: 'Bearer where it is offered',
        exchange: exchangeOf({ headers: bearer(keyText(40)), answer: challenge('Bearer') }),
      },
    ],
  },
  'scheme-not-offered': {
    finds: [
      {
        name: 'Basic where Bearer is offered',
        exchange: exchangeOf({ headers: basic('ada:abcdefgh'), answer: challenge('Bearer realm="api"') }),
      },
    ],
    misses: [
      {
        name: 'a scheme among those offered',
        exchange: exchangeOf({
          headers: basic('ada:abcdefgh'),
          answer: challenge('Bearer realm="api", Basic realm="api"'),
        }),
      },
      {
        name: 'a challenge with a name of the server’s own',
        exchange: exchangeOf({ headers: bearer(keyText(40)), answer: challenge('xBasic realm="api"') }),
      },
      {
        name: 'a registry that sends to its token service',
        exchange: exchangeOf({
          headers: basic('ada:abcdefgh'),
          answer: challenge('Bearer realm="https://auth.example.com/token",service="registry"'),
        }),
      },
    ],
  },
};
