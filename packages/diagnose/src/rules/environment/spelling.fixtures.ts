import { bearer, exchangeOf, type Fixtures, jwt, keyText } from '../../fixtures/fixture.ts';

const good = keyText(40);
const opaque = bearer(good);
const from = (variable: string) => ({ authorization: { variable, from: 'environment' as const } });
const variable = (value: string | undefined, rest: object = {}) => ({
  name: 'API_TOKEN',
  ...(value !== undefined && { value }),
  ...rest,
});
const pem = (lineBreak: string) =>
  ['-----BEGIN', 'PRIVATE', `KEY-----${lineBreak}MIIE${lineBreak}-----END`, 'PRIVATE', 'KEY-----'].join(' ');
const assertion = {
  method: 'POST',
  url: 'https://oauth2.example.com/token',
  body: `grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=${jwt()}`,
  answer: { status: 400, body: { error: 'invalid_grant' } },
};

export const spellingFixtures: Fixtures = {
  'value-cut-at-hash': {
    finds: [
      {
        name: 'a value with a # inside',
        exchange: exchangeOf({
          headers: opaque,
          sources: from('API_TOKEN'),
          environment: { variables: [variable(good, { rawLine: `API_TOKEN=${good}#${keyText(9)}` })] },
        }),
        tells: /40 of 50 characters/,
      },
    ],
    misses: [
      {
        name: 'a comment behind the value',
        exchange: exchangeOf({
          headers: opaque,
          sources: from('API_TOKEN'),
          environment: { variables: [variable(good, { rawLine: `API_TOKEN=${good} # the old one` })] },
        }),
      },
      {
        name: 'a value in quotes',
        exchange: exchangeOf({
          headers: opaque,
          sources: from('API_TOKEN'),
          environment: { variables: [variable(good, { rawLine: `API_TOKEN="${good}#x"` })] },
        }),
      },
    ],
  },
  'dollar-was-expanded': {
    finds: [
      {
        name: 'a value that lost what follows its $',
        exchange: exchangeOf({
          headers: opaque,
          sources: from('API_TOKEN'),
          environment: {
            variables: [variable(good, { rawLine: `API_TOKEN=${good.slice(0, 20)}$tail${good.slice(20)}` })],
          },
        }),
        tells: /Escape it/,
      },
    ],
    misses: [
      {
        name: 'a value that kept its $',
        exchange: exchangeOf({
          headers: opaque,
          sources: from('API_TOKEN'),
          environment: { variables: [variable(`${good}$tail`, { rawLine: `API_TOKEN=${good}$tail` })] },
        }),
      },
    ],
  },
  'quotes-kept-in-variable': {
    finds: [
      {
        name: 'a value between quotes',
        exchange: exchangeOf({
          headers: bearer(`"${good}"`),
          sources: from('API_TOKEN'),
          environment: { variables: [variable(`"${good}"`, { source: 'docker' })] },
        }),
        tells: /from “docker”/,
      },
    ],
    misses: [
      {
        name: 'a value whose line alone has quotes',
        exchange: exchangeOf({
          headers: opaque,
          sources: from('API_TOKEN'),
          environment: { variables: [variable(good, { rawLine: `API_TOKEN="${good}"` })] },
        }),
      },
    ],
  },
  'pem-with-literal-newlines': {
    finds: [
      {
        name: 'a key in one line',
        exchange: exchangeOf({
          ...assertion,
          environment: { referenced: ['API_TOKEN'], variables: [variable(pem('\\n'))] },
        }),
        tells: /replace/,
      },
    ],
    misses: [
      {
        name: 'a key with line breaks',
        exchange: exchangeOf({
          ...assertion,
          environment: { referenced: ['API_TOKEN'], variables: [variable(pem('\n'))] },
        }),
      },
    ],
  },
  'file-saved-on-windows': {
    finds: [
      {
        name: 'a carriage return behind the token',
        exchange: exchangeOf({
          headers: { Authorization: `Bearer ${good}\r` },
          sources: { authorization: { file: 'token.txt' } },
        }),
        tells: /carriage return/,
      },
      {
        name: 'a file with a byte order mark',
        exchange: exchangeOf({ headers: opaque, environment: { fileEncoding: 'utf-8-bom' } }),
        as: 'finding',
      },
    ],
    misses: [
      {
        name: 'a line feed behind the token',
        exchange: exchangeOf({
          headers: { Authorization: `Bearer ${good}\n` },
          sources: { authorization: { file: 'token.txt' } },
        }),
      },
    ],
  },
};
