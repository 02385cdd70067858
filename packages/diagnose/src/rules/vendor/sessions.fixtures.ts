import { bearer, exchangeOf, type Fixtures, keyText } from '../../fixtures/fixture.ts';

const metadata = {
  headers: {
    'WWW-Authenticate': 'Bearer resource_metadata="https://mcp.example.com/.well-known/oauth-protected-resource"',
  },
};
const rpc = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' });
const setsSecure = {
  headers: { 'Set-Cookie': '__Secure-authjs.session-token=; Path=/; Secure; HttpOnly' },
  body: { message: 'Unauthorized' },
};
const session = { Cookie: `app_session=${keyText(40)}` };

export const sessionFixtures: Fixtures = {
  'mcp-server-wants-own-token': {
    finds: [
      {
        name: 'a first request without a token',
        exchange: exchangeOf({
          method: 'POST',
          url: 'https://mcp.example.com/mcp',
          headers: { 'MCP-Protocol-Version': '2025-06-18' },
          body: rpc,
          answer: metadata,
        }),
      },
      {
        name: 'a token of another API',
        exchange: exchangeOf({
          method: 'POST',
          url: 'https://mcp.example.com/mcp',
          headers: bearer(keyText(40)),
          body: rpc,
          answer: metadata,
        }),
        tells: /not accepted/,
      },
    ],
    misses: [
      {
        name: 'a protected resource that is no MCP server',
        exchange: exchangeOf({ headers: bearer(keyText(40)), answer: metadata }),
      },
    ],
  },
  'secure-cookie-on-http': {
    finds: [
      {
        name: 'a page on the local network',
        exchange: exchangeOf({
          url: 'http://192.168.1.20:3000/api/me',
          headers: { 'Sec-Fetch-Mode': 'cors' },
          answer: setsSecure,
        }),
      },
    ],
    misses: [
      {
        name: 'the same over https',
        exchange: exchangeOf({
          url: 'https://192.168.1.20:3000/api/me',
          headers: { 'Sec-Fetch-Mode': 'cors' },
          answer: setsSecure,
        }),
      },
      {
        name: 'the same on localhost',
        exchange: exchangeOf({
          url: 'http://localhost:3000/api/me',
          headers: { 'Sec-Fetch-Mode': 'cors' },
          answer: setsSecure,
        }),
      },
    ],
  },
  'session-cookie-not-recognised': {
    finds: [
      {
        name: 'a session that the server begins anew',
        exchange: exchangeOf({
          headers: session,
          answer: { headers: { 'Set-Cookie': 'app_session=new; Path=/' }, body: { message: 'Unauthenticated.' } },
        }),
        tells: /SANCTUM_STATEFUL_DOMAINS/,
      },
    ],
    misses: [
      {
        name: 'a session that is good and a right that is missing',
        exchange: exchangeOf({
          headers: session,
          answer: { status: 403, body: { message: 'This action is unauthorized.' } },
        }),
      },
    ],
  },
};
