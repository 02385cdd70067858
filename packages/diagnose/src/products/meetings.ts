import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Where people meet. */
export const meetings = [
  {
    id: 'zoom',
    name: 'Zoom',
    page: 'https://developers.zoom.us/docs/api/errors/',
    row: 'J27',
    hosts: ['api.zoom.us', 'zoom.us'],
    credentials: [
      { label: 'an access token', send: 'Authorization: Bearer $ZOOM_TOKEN' },
      { label: 'client id and secret, at the token endpoint', send: 'Authorization: Basic $CLIENT_ID:$CLIENT_SECRET' },
    ],
    says: {
      'token-expired': {
        words: ['access token is expired', 'access token has expired', 'the token has expired'],
        row: 'J27',
        title: 'Zoom’s access token has expired: it lives for an hour',
        fix: 'Get a new one: `curl -X POST -u "$CLIENT_ID:$CLIENT_SECRET" "https://zoom.us/oauth/token?grant_type=account_credentials&account_id=$ACCOUNT_ID"`, or refresh it, a minute before its hour is over.',
      },
      'scope-missing': {
        codes: [4711, 4700],
        words: ['invalid access token, does not contain scopes'],
        statuses: [400, 401, 403],
        row: 'E02',
        title: 'Zoom’s token lacks a scope',
        fix: 'Add the scope that the answer names to the app, activate it again and get a new token.',
        isSure: true,
      },
      'token-invalid': {
        codes: [124],
        words: ['invalid access token'],
        row: 'D22',
        title: 'Zoom does not know this token; those of JWT apps ended in 2023',
        fix: 'Make a Server-to-Server OAuth app and send its token: `-H "Authorization: Bearer $ZOOM_TOKEN"`.',
      },
    },
  },
  {
    id: 'webex',
    name: 'Webex',
    page: 'https://developer.webex.com/docs/getting-started',
    hosts: ['webexapis.com', 'api.ciscospark.com'],
    credentials: [{ label: 'an access token', send: 'Authorization: Bearer $WEBEX_TOKEN' }],
    says: {
      'token-refused': {
        words: ['the request requires a valid access token set in the authorization request header'],
        row: 'D22',
        title: 'Webex does not know this token: those of the developer page end after twelve hours',
        fix: 'Use a bot’s token, which stays, or refresh the integration’s (14 days): `-H "Authorization: Bearer $WEBEX_TOKEN"`.',
      },
    },
  },
] as const satisfies readonly Product[];

export const meetingExchanges: ProductExchanges<typeof meetings> = {
  zoom: {
    refused: [
      {
        ask: 'GET https://api.zoom.us/v2/users/me',
        send: ['Authorization: Bearer ~200'],
        status: 400,
        answer: { code: 4711, message: 'Invalid access token, does not contain scopes:[user:read:user].' },
        row: 'E02',
        tells: 'activate it again',
      },
      {
        ask: 'GET https://api.zoom.us/v2/users/me',
        send: ['Authorization: Bearer ~200'],
        status: 401,
        answer: { code: 124, message: 'Invalid access token.' },
        row: 'D22',
        tells: 'Server-to-Server OAuth',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.zoom.us/v2/users/none',
        send: ['Authorization: Bearer ~200'],
        status: 404,
        answer: { code: 1001, message: 'User does not exist: none.' },
      },
    ],
  },
  webex: {
    refused: [
      {
        ask: 'GET https://webexapis.com/v1/people/me',
        send: ['Authorization: Bearer ~90'],
        status: 401,
        answer: {
          message: 'The request requires a valid access token set in the Authorization request header.',
          trackingId: 'ROUTER_1',
        },
        row: 'D22',
        tells: 'twelve hours',
      },
    ],
    healthy: [
      {
        ask: 'GET https://webexapis.com/v1/people/none',
        send: ['Authorization: Bearer ~90'],
        status: 404,
        answer: { message: 'The requested resource could not be found.', trackingId: 'ROUTER_1' },
      },
    ],
  },
};
