import { base62, crc32 } from '../../crc32.ts';
import { bearer, exchangeOf, type Fixtures, jwt, keyText } from '../../fixtures/fixture.ts';

const key = (prefix: readonly string[], length: number, seed?: number): string =>
  prefix.join('') + keyText(length, seed);
const authorization = (value: string) => ({ Authorization: value });
const github = (): string => {
  const body = keyText(30);
  return `${['gh', 'p_'].join('')}${body}${base62(crc32(body), 6)}`;
};

export const kindsOfKeyFixtures: Fixtures = {
  'credential-of-another-kind': {
    finds: [
      {
        name: 'a refresh token of GitHub',
        exchange: exchangeOf({ url: 'https://api.github.com/user', headers: bearer(key(['gh', 'r_'], 40)) }),
        tells: /grant_type=refresh_token/,
      },
      {
        name: 'a client secret of Google',
        exchange: exchangeOf({
          url: 'https://www.googleapis.com/drive/v3/files',
          headers: bearer(key(['GOC', 'SPX-'], 28)),
        }),
      },
      { name: 'the id of an AWS key', exchange: exchangeOf({ headers: bearer(key(['AK', 'IA'], 16)) }) },
    ],
    misses: [
      {
        name: 'an access token of GitHub',
        exchange: exchangeOf({ url: 'https://api.github.com/user', headers: bearer(github()) }),
      },
      {
        name: 'a refresh token at the token endpoint',
        exchange: exchangeOf({
          method: 'POST',
          url: 'https://api.example.com/oauth/token',
          headers: bearer(key(['gh', 'r_'], 40)),
        }),
      },
    ],
  },
  'key-of-another-vendor': {
    finds: [
      {
        name: 'a key of Anthropic at OpenAI',
        exchange: exchangeOf({
          url: 'https://api.openai.com/v1/models',
          headers: bearer(key(['sk', '-ant-', 'api03-'], 95)),
        }),
      },
    ],
    misses: [
      {
        name: 'a key of OpenAI at OpenAI',
        exchange: exchangeOf({ url: 'https://api.openai.com/v1/models', headers: bearer(key(['sk', '-proj-'], 100)) }),
      },
      {
        name: 'a key of OpenAI at a program on Vercel',
        exchange: exchangeOf({ url: 'https://chat.vercel.app/api', headers: bearer(key(['sk', '-proj-'], 100)) }),
      },
    ],
  },
  'publishable-key': {
    finds: [
      {
        name: 'a publishable key of Stripe',
        exchange: exchangeOf({
          url: 'https://api.stripe.com/v1/customers',
          headers: bearer(key(['pk', '_test_'], 40)),
          answer: { body: { error: { message: 'This API call cannot be made with a publishable API key.' } } },
        }),
      },
    ],
    misses: [
      {
        name: 'a secret key of Stripe',
        exchange: exchangeOf({
          url: 'https://api.stripe.com/v1/customers',
          headers: bearer(key(['sk', '_test_'], 40)),
        }),
      },
      {
        name: 'a publishable key of Supabase where one is right',
        exchange: exchangeOf({
          url: 'https://abcdefghijklmnopqrst.supabase.co/rest/v1/x',
          headers: { apikey: key(['sb', '_publishable_'], 30) },
        }),
      },
    ],
  },
  'aws-signature-needed': {
    finds: [
      {
        name: 'Bearer at DynamoDB',
        exchange: exchangeOf({
          url: 'https://dynamodb.eu-west-1.amazonaws.com/',
          headers: bearer(jwt()),
          answer: {
            status: 403,
            headers: { 'x-amzn-errortype': 'IncompleteSignatureException' },
            body: { message: "Authorization header requires 'Credential' parameter." },
          },
        }),
      },
    ],
    misses: [
      {
        name: 'a signature that does not match',
        exchange: exchangeOf({
          url: 'https://dynamodb.eu-west-1.amazonaws.com/',
          headers: authorization('AWS4-HMAC-SHA256 Credential=a, SignedHeaders=host, Signature=b'),
          answer: { status: 403, body: { __type: 'SignatureDoesNotMatch' } },
        }),
      },
      {
        name: 'a missing path at API Gateway',
        exchange: exchangeOf({
          url: 'https://abc.execute-api.eu-west-1.amazonaws.com/x',
          headers: bearer(jwt()),
          answer: {
            status: 403,
            headers: { 'x-amzn-errortype': 'MissingAuthenticationTokenException' },
            body: { message: 'Missing Authentication Token' },
          },
        }),
      },
    ],
  },
};
