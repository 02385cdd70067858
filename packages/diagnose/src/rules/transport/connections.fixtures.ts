import { bearer, exchangeOf, type Fixtures, jwt, keyText } from '../../fixtures/fixture.ts';

const page = 'https://app.example.org';
const inPage = { runtime: 'browser', pageOrigin: page } as const;
const html = (title: string) => ({ headers: { 'Content-Type': 'text/html' }, body: `<html><h1>${title}</h1></html>` });

export const connectionsFixtures: Fixtures = {
  'client-certificate-missing': {
    finds: [
      {
        name: 'nginx’s own words',
        exchange: exchangeOf({ answer: { status: 400, ...html('400 No required SSL certificate was sent') } }),
      },
      {
        name: 'an alert in the handshake',
        exchange: exchangeOf({
          answer: null,
          error: new Error('write EPROTO ssl3_read_bytes:tlsv13 alert certificate required: SSL alert number 116'),
        }),
        as: 'finding',
      },
      {
        name: 'a bound token and a server that speaks of certificates',
        exchange: exchangeOf({
          headers: bearer(jwt({ cnf: { 'x5t#S256': 'abc' } })),
          answer: { body: { message: 'client certificate required' } },
        }),
        as: 'finding',
      },
    ],
    misses: [
      {
        name: 'a server certificate that is not trusted',
        exchange: exchangeOf({ answer: null, error: new Error('self-signed certificate') }),
      },
      { name: 'another 400', exchange: exchangeOf({ answer: { status: 400, ...html('400 Bad Request') } }) },
    ],
  },
  'browser-socket-without-header': {
    finds: [
      {
        name: 'a WebSocket of a page',
        exchange: exchangeOf({
          url: 'wss://api.example.com/live',
          headers: { Upgrade: 'websocket', Origin: page },
          answer: { headers: { 'WWW-Authenticate': 'Bearer' } },
        }),
      },
      {
        name: 'an event stream of a page',
        exchange: exchangeOf({
          ...inPage,
          headers: { Accept: 'text/event-stream' },
          answer: { headers: { 'WWW-Authenticate': 'Bearer' } },
        }),
        tells: /fetch, which takes headers/,
      },
    ],
    misses: [
      {
        name: 'a WebSocket with the header',
        exchange: exchangeOf({
          url: 'wss://api.example.com/live',
          headers: { Upgrade: 'websocket', ...bearer(jwt()) },
        }),
      },
      {
        name: 'a WebSocket with a ticket in the URL',
        exchange: exchangeOf({
          url: `wss://api.example.com/live?token=${keyText(20)}`,
          headers: { Upgrade: 'websocket', Origin: page },
        }),
      },
    ],
  },
};
