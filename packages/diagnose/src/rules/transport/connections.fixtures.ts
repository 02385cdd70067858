import { bearer, exchangeOf, type Fixtures, jwt, keyText } from '../../fixtures/fixture.ts';

const page = 'https://app.example.org';
const inPage = { runtime: 'browser', pageOrigin: page } as const;

export const connectionsFixtures: Fixtures = {
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
