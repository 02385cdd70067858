import { base62, crc32 } from '../crc32.ts';
import { bearer, exchangeOf, type Fixtures, jwt, keyText } from '../fixtures/fixture.ts';

const key = (prefix: readonly string[], length: number, seed?: number): string => prefix.join('') + keyText(length, seed);
const authorization = (value: string) => ({ Authorization: value });
const basic = (text: string) => authorization(`Basic ${btoa(text)}`);
const invalidToken = { headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } };
const challenge = (value: string) => ({ headers: { 'WWW-Authenticate': value } });
const github = (): string => {
  const body = keyText(30);
  return `${['gh', 'p_'].join('')}${body}${base62(crc32(body), 6)}`;
};
const refusedHeader = new TypeError('Headers.append: "…" is an invalid header value.');

/** Family C. */
export const headerSyntaxFixtures: Fixtures = {
  'credential-is-missing-value': {
    finds: [
      { name: 'Bearer undefined', exchange: exchangeOf({ headers: bearer('undefined'), answer: invalidToken, sources: { authorization: { variable: 'API_TOKEN' } } }), as: 'finding', tells: /API_TOKEN was not set/ },
      { name: 'a promise that nobody awaited', exchange: exchangeOf({ headers: bearer('[object Promise]') }), as: 'finding', tells: /Await/ },
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
    misses: [{ name: 'a token with a dollar sign in it', exchange: exchangeOf({ headers: bearer(`$${keyText(20)}$${keyText(20)}`) }) }],
  },
  'credential-is-json': {
    finds: [{ name: 'a whole token response', exchange: exchangeOf({ headers: bearer(`{"access_token":"${keyText(30)}"}`) }) }],
    misses: [{ name: 'the token alone', exchange: exchangeOf({ headers: bearer(keyText(30)) }) }],
  },
  'credential-in-quotes': {
    finds: [
      { name: 'quotes around a bearer token', exchange: exchangeOf({ headers: bearer(`"${keyText(30)}"`) }) },
      { name: 'quotes around a key', exchange: exchangeOf({ headers: { 'X-Api-Key': `'${keyText(30)}'` } }) },
      { name: 'encoded quotes', exchange: exchangeOf({ headers: bearer(`%22${keyText(30)}%22`) }) },
    ],
    misses: [{ name: 'quotes in the parameters of a scheme', exchange: exchangeOf({ headers: authorization(`Token token="${keyText(30)}"`) }) }],
  },
  'scheme-repeated': {
    finds: [
      { name: 'Bearer twice', exchange: exchangeOf({ headers: authorization(`Bearer Bearer ${jwt()}`), answer: invalidToken }) },
      { name: 'a scheme in a key header', exchange: exchangeOf({ headers: { 'X-Api-Key': `Bearer ${keyText(30)}` } }), tells: /bare key/ },
    ],
    misses: [{ name: 'Bearer once', exchange: exchangeOf({ headers: bearer(jwt()), answer: invalidToken }) }],
  },
  'credentials-joined-by-comma': {
    finds: [{ name: 'two bearer tokens in one value', exchange: exchangeOf({ headers: authorization(`Bearer ${jwt()}, Bearer ${jwt()}`), answer: invalidToken }) }],
    misses: [{ name: 'parameters with commas', exchange: exchangeOf({ headers: authorization('Digest username="ada", realm="api", response="x"') }) }],
  },
  'authorization-header-twice': {
    finds: [
      { name: 'two lines that differ', exchange: exchangeOf({ headers: [['Authorization', `Bearer ${keyText(30)}`], ['authorization', `Basic ${btoa('ada:abcd efgh')}`]] }) },
      { name: 'the same line twice', exchange: exchangeOf({ headers: [['Authorization', `Bearer ${keyText(30)}`], ['Authorization', `Bearer ${keyText(30)}`]] }), tells: /the same/ },
    ],
    misses: [{ name: 'one line', exchange: exchangeOf({ headers: bearer(keyText(30)) }) }],
  },
  'header-name-wrong': {
    finds: [
      { name: 'Authorisation', exchange: exchangeOf({ headers: { Authorisation: `Bearer ${jwt()}` }, answer: challenge('Bearer') }) },
      { name: 'Authentication', exchange: exchangeOf({ headers: { Authentication: `Bearer ${jwt()}` }, answer: challenge('Bearer') }) },
      { name: 'a key under another name than the server’s', exchange: exchangeOf({ headers: { apikey: keyText(30) }, answer: { body: { message: 'Missing X-Api-Key header' } } }), tells: /x-api-key/ },
    ],
    misses: [
      { name: 'Authorization in small letters', exchange: exchangeOf({ headers: { authorization: `Bearer ${jwt()}` }, answer: challenge('Bearer') }) },
      { name: 'another header beside Authorization', exchange: exchangeOf({ headers: { ...bearer(jwt()), Authenticated: 'yes' }, answer: challenge('Bearer') }) },
    ],
  },
  'scheme-missing': {
    finds: [
      { name: 'a JWT alone', exchange: exchangeOf({ headers: authorization(jwt()) }) },
      { name: 'a vendor’s token alone', exchange: exchangeOf({ url: 'https://api.github.com/user', headers: authorization(github()) }) },
      { name: 'a colon after Bearer', exchange: exchangeOf({ headers: authorization(`Bearer: ${jwt()}`) }), tells: /colon/ },
      { name: 'no space after Bearer', exchange: exchangeOf({ headers: authorization(`Bearer${jwt()}`) }), tells: /without a space/ },
    ],
    misses: [
      { name: 'a key of Linear, which has no scheme', exchange: exchangeOf({ url: 'https://api.linear.app/graphql', headers: authorization(key(['lin', '_api_'], 40)) }) },
      { name: 'a scheme of the server’s own', exchange: exchangeOf({ headers: authorization(`SSWS ${keyText(30)}`) }) },
    ],
  },
  'credential-truncated-or-masked': {
    finds: [
      { name: 'dots at the end', exchange: exchangeOf({ headers: bearer(`${keyText(12)}...`) }) },
      { name: 'stars in the middle', exchange: exchangeOf({ headers: bearer(`${keyText(8)}****${keyText(4)}`) }) },
      { name: 'a vendor’s token that is too short', exchange: exchangeOf({ url: 'https://api.github.com/user', headers: bearer(github().slice(0, 30)) }), tells: /has 40 characters; this one has 30/ },
      { name: 'a checksum that does not fit', exchange: exchangeOf({ url: 'https://api.github.com/user', headers: bearer(`${github().slice(0, -1)}!`.replace('!', '_')) }), tells: /checksum/ },
    ],
    misses: [{ name: 'a whole token with its checksum', exchange: exchangeOf({ url: 'https://api.github.com/user', headers: bearer(github()) }) }],
  },
  'credential-not-ascii': {
    finds: [
      { name: 'a zero-width space', exchange: exchangeOf({ headers: bearer(`${keyText(20)}\u200b`) }), tells: /U\+200B/ },
      { name: 'a header that fetch refused', exchange: exchangeOf({ headers: bearer(`${keyText(20)}–`), answer: null, error: new TypeError('Cannot convert argument to a ByteString') }), tells: /en dash/ },
    ],
    misses: [
      { name: 'ASCII', exchange: exchangeOf({ headers: bearer(keyText(20)) }) },
      { name: 'a network error with such a header', exchange: exchangeOf({ headers: bearer(`${keyText(20)}–`), answer: null, error: new Error('connect ECONNREFUSED') }) },
    ],
  },
  'basic-line-break': {
    finds: [
      { name: 'a password that ends with a line break', exchange: exchangeOf({ headers: basic('ada:abcd efgh\n'), answer: challenge('Basic realm="x"') }) },
      { name: 'text that base64 has wrapped', exchange: exchangeOf({ headers: authorization(`Basic ${btoa(`ada:${keyText(80)}`).replace(/^(.{76})/, '$1\n')}`), answer: challenge('Basic realm="x"') }), tells: /wrapped/ },
    ],
    misses: [{ name: 'a clean credential', exchange: exchangeOf({ headers: basic('ada:abcd efgh'), answer: challenge('Basic realm="x"') }) }],
  },
  'credential-percent-encoded': {
    finds: [{ name: 'a token with %2B and %3D', exchange: exchangeOf({ headers: bearer(`${keyText(20)}%2B${keyText(20)}%3D`) }) }],
    misses: [
      { name: 'a token in the URL, where it is right', exchange: exchangeOf({ url: `https://api.example.com/?api_key=${keyText(20)}%2B${keyText(20)}` }) },
      { name: 'a percent sign that encodes nothing', exchange: exchangeOf({ headers: bearer(`${keyText(20)}%zz${keyText(20)}`) }) },
    ],
  },
  'credential-with-white-space': {
    finds: [
      { name: 'a line break at the end', exchange: exchangeOf({ headers: bearer(`${keyText(30)}\n`) }), tells: /line break at its end/ },
      { name: 'a space inside', exchange: exchangeOf({ headers: bearer(`${keyText(30)} ${keyText(10)}`) }), tells: /space inside/ },
      { name: 'a carriage return that a server answered 400', exchange: exchangeOf({ headers: bearer(`${keyText(30)}\r`), answer: { status: 400 } }), as: 'finding' },
      { name: 'a header that fetch refused', exchange: exchangeOf({ headers: bearer(`${keyText(30)}\r\n`), answer: null, error: refusedHeader }) },
    ],
    misses: [
      { name: 'a clean token', exchange: exchangeOf({ headers: bearer(keyText(30)) }) },
      { name: 'a network error with such a header', exchange: exchangeOf({ headers: bearer(`${keyText(30)}\n`), answer: null, error: new Error('connect ECONNREFUSED') }) },
      { name: 'parameters of a scheme', exchange: exchangeOf({ headers: authorization('Digest username="ada", response="x"') }) },
      { name: 'a space inside and a 400 about something else', exchange: exchangeOf({ headers: bearer(`${keyText(30)} ${keyText(10)}`), answer: { status: 400 } }) },
    ],
  },
  'basic-encoded-twice': {
    finds: [{ name: 'base64 of base64', exchange: exchangeOf({ headers: basic(btoa('ada:abcd efgh ijkl')), answer: challenge('Basic realm="x"') }) }],
    misses: [{ name: 'base64 once', exchange: exchangeOf({ headers: basic('ada:abcd efgh ijkl'), answer: challenge('Basic realm="x"') }) }],
  },
  'basic-malformed': {
    finds: [
      { name: 'user and password as they are', exchange: exchangeOf({ headers: authorization('Basic ada:abcdefgh'), answer: challenge('Basic realm="x"') }), tells: /not encoded/ },
      { name: 'undefined twice', exchange: exchangeOf({ headers: basic('undefined:undefined'), answer: challenge('Basic realm="x"') }), tells: /missing value/ },
      { name: 'no colon', exchange: exchangeOf({ headers: basic('ada lovelace'), answer: challenge('Basic realm="x"') }), tells: /without a colon/ },
      { name: 'the URL-safe alphabet', exchange: exchangeOf({ headers: authorization(`Basic ${btoa('ada:abc>>>???').replaceAll('+', '-').replaceAll('/', '_')}`), answer: challenge('Basic realm="x"') }), tells: /URL-safe/ },
    ],
    misses: [
      { name: 'user and password', exchange: exchangeOf({ headers: basic('ada:abcdefgh'), answer: challenge('Basic realm="x"') }) },
      { name: 'a key as user without a password', exchange: exchangeOf({ headers: basic(`${keyText(30)}:`), answer: challenge('Basic realm="x"') }) },
    ],
  },
  'basic-colon-in-user': {
    finds: [{ name: 'a URN as user', exchange: exchangeOf({ headers: basic('urn:client:orders:abcdefgh'), answer: challenge('Basic realm="x"') }) }],
    misses: [{ name: 'a colon in the password', exchange: exchangeOf({ headers: basic('ada:abc:def:ghi'), answer: challenge('Basic realm="x"') }) }],
  },
  'basic-charset': {
    finds: [
      { name: 'Latin-1 where UTF-8 is asked for', exchange: exchangeOf({ headers: basic('jürgen:abcdefgh'), answer: challenge('Basic realm="x", charset="UTF-8"') }) },
      { name: 'Latin-1 of axios', exchange: exchangeOf({ client: 'axios/1.18.0', headers: basic('jürgen:abcdefgh'), answer: challenge('Basic realm="x"') }) },
    ],
    misses: [
      { name: 'ASCII', exchange: exchangeOf({ headers: basic('juergen:abcdefgh'), answer: challenge('Basic realm="x", charset="UTF-8"') }) },
      { name: 'UTF-8 where it is asked for', exchange: exchangeOf({ headers: authorization(`Basic ${btoa(String.fromCharCode(...new TextEncoder().encode('jürgen:abcdefgh')))}`), answer: challenge('Basic realm="x", charset="UTF-8"') }) },
    ],
  },
  'header-too-long': {
    finds: [
      { name: 'a 431', exchange: exchangeOf({ headers: bearer(keyText(12_000)), answer: { status: 431 } }) },
      { name: 'nginx’s words', exchange: exchangeOf({ headers: bearer(keyText(9_000)), answer: { status: 400, headers: { 'Content-Type': 'text/html' }, body: '<html><h1>400 Request Header Or Cookie Too Large</h1></html>' } }) },
      { name: 'ten kilobytes that are refused', exchange: exchangeOf({ headers: bearer(keyText(10_000)) }) },
    ],
    misses: [
      { name: 'a token of two kilobytes', exchange: exchangeOf({ headers: bearer(keyText(2_000)) }) },
      { name: 'a long header that is no credential', exchange: exchangeOf({ headers: { 'X-Trace': keyText(10_000) }, answer: { status: 431 } }) },
    ],
  },
  'credential-of-another-kind': {
    finds: [
      { name: 'a refresh token of GitHub', exchange: exchangeOf({ url: 'https://api.github.com/user', headers: bearer(key(['gh', 'r_'], 40)) }), tells: /grant_type=refresh_token/ },
      { name: 'a client secret of Google', exchange: exchangeOf({ url: 'https://www.googleapis.com/drive/v3/files', headers: bearer(key(['GOC', 'SPX-'], 28)) }) },
      { name: 'the id of an AWS key', exchange: exchangeOf({ headers: bearer(key(['AK', 'IA'], 16)) }) },
    ],
    misses: [
      { name: 'an access token of GitHub', exchange: exchangeOf({ url: 'https://api.github.com/user', headers: bearer(github()) }) },
      { name: 'a refresh token at the token endpoint', exchange: exchangeOf({ method: 'POST', url: 'https://api.example.com/oauth/token', headers: bearer(key(['gh', 'r_'], 40)) }) },
    ],
  },
  'key-of-another-vendor': {
    finds: [{ name: 'a key of Anthropic at OpenAI', exchange: exchangeOf({ url: 'https://api.openai.com/v1/models', headers: bearer(key(['sk', '-ant-', 'api03-'], 95)) }) }],
    misses: [
      { name: 'a key of OpenAI at OpenAI', exchange: exchangeOf({ url: 'https://api.openai.com/v1/models', headers: bearer(key(['sk', '-proj-'], 100)) }) },
      { name: 'a key of OpenAI at a program on Vercel', exchange: exchangeOf({ url: 'https://chat.vercel.app/api', headers: bearer(key(['sk', '-proj-'], 100)) }) },
    ],
  },
  'publishable-key': {
    finds: [
      { name: 'a publishable key of Stripe', exchange: exchangeOf({ url: 'https://api.stripe.com/v1/customers', headers: bearer(key(['pk', '_test_'], 40)), answer: { body: { error: { message: 'This API call cannot be made with a publishable API key.' } } } }) },
    ],
    misses: [
      { name: 'a secret key of Stripe', exchange: exchangeOf({ url: 'https://api.stripe.com/v1/customers', headers: bearer(key(['sk', '_test_'], 40)) }) },
      { name: 'a publishable key of Supabase where one is right', exchange: exchangeOf({ url: 'https://abcdefghijklmnopqrst.supabase.co/rest/v1/x', headers: { apikey: key(['sb', '_publishable_'], 30) } }) },
    ],
  },
  'aws-signature-needed': {
    finds: [{ name: 'Bearer at DynamoDB', exchange: exchangeOf({ url: 'https://dynamodb.eu-west-1.amazonaws.com/', headers: bearer(jwt()), answer: { status: 403, headers: { 'x-amzn-errortype': 'IncompleteSignatureException' }, body: { message: "Authorization header requires 'Credential' parameter." } } }) }],
    misses: [
      { name: 'a signature that does not match', exchange: exchangeOf({ url: 'https://dynamodb.eu-west-1.amazonaws.com/', headers: authorization('AWS4-HMAC-SHA256 Credential=a, SignedHeaders=host, Signature=b'), answer: { status: 403, body: { __type: 'SignatureDoesNotMatch' } } }) },
      { name: 'a missing path at API Gateway', exchange: exchangeOf({ url: 'https://abc.execute-api.eu-west-1.amazonaws.com/x', headers: bearer(jwt()), answer: { status: 403, headers: { 'x-amzn-errortype': 'MissingAuthenticationTokenException' }, body: { message: 'Missing Authentication Token' } } }) },
    ],
  },
  'scheme-word': {
    finds: [
      { name: 'Bearer where Token is offered', exchange: exchangeOf({ headers: bearer(keyText(40)), answer: { ...challenge('Token'), body: { detail: 'Authentication credentials were not provided.' } } }) },
      { name: 'Token where Bearer is offered', exchange: exchangeOf({ headers: authorization(`Token ${keyText(40)}`), answer: challenge('Bearer') }) },
      { name: 'a JWT after Basic', exchange: exchangeOf({ headers: authorization(`Basic ${jwt()}`), answer: challenge('Bearer') }) },
      { name: 'a Discord bot as Bearer', exchange: exchangeOf({ url: 'https://discord.com/api/v10/users/@me', headers: bearer(`M${keyText(25)}.${keyText(6)}.${keyText(38)}`), answer: { body: { message: '401: Unauthorized', code: 0 } } }) },
      { name: 'a token of Django REST framework as Bearer', exchange: exchangeOf({ headers: bearer('0123456789abcdef'.repeat(3).slice(0, 40)), answer: { body: { detail: 'Authentication credentials were not provided.' } } }) },
    ],
    misses: [
      { name: 'Token where it is offered', exchange: exchangeOf({ headers: authorization(`Token ${keyText(40)}`), answer: challenge('Token') }) },
      { name: 'Bearer where it is offered', exchange: exchangeOf({ headers: bearer(keyText(40)), answer: challenge('Bearer') }) },
    ],
  },
  'scheme-not-offered': {
    finds: [{ name: 'Basic where Bearer is offered', exchange: exchangeOf({ headers: basic('ada:abcdefgh'), answer: challenge('Bearer realm="api"') }) }],
    misses: [
      { name: 'a scheme among those offered', exchange: exchangeOf({ headers: basic('ada:abcdefgh'), answer: challenge('Bearer realm="api", Basic realm="api"') }) },
      { name: 'a challenge with a name of the server’s own', exchange: exchangeOf({ headers: bearer(keyText(40)), answer: challenge('xBasic realm="api"') }) },
      { name: 'a registry that sends to its token service', exchange: exchangeOf({ headers: basic('ada:abcdefgh'), answer: challenge('Bearer realm="https://auth.example.com/token",service="registry"') }) },
    ],
  },
};
