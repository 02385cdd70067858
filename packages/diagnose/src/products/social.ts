import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Where people post. */
export const social = [
  {
    id: 'meta',
    name: 'Meta’s Graph API',
    page: 'https://developers.facebook.com/docs/graph-api/guides/error-handling',
    hosts: ['graph.facebook.com', 'graph.instagram.com', 'graph.threads.net'],
    credentials: [
      { label: 'an access token', send: '?access_token=$META_TOKEN' },
      { label: 'an access token', send: 'Authorization: Bearer $META_TOKEN' },
      { label: 'an access token', send: 'Authorization: OAuth $META_TOKEN' },
    ],
    says: {
      'token-expired': {
        words: ['error validating access token: session has expired'],
        row: 'D01',
        title: 'The access token of Meta has expired: short ones live for an hour or two, long ones for 60 days',
        fix: 'Exchange it for a long one: `GET /oauth/access_token?grant_type=fb_exchange_token&…`; for servers use a system user’s token, which stays.',
        isSure: true,
      },
      'token-invalidated': {
        words: [
          'error validating access token: the session has been invalidated',
          'error validating access token: the user has not authorized',
        ],
        row: 'D22',
        title: 'Meta has ended this token: the password was changed, or the app was removed',
        fix: 'Send the user through the login again.',
        isSure: true,
      },
      'appsecret-proof': {
        words: ['api calls from the server require an appsecret_proof argument', 'invalid appsecret_proof'],
        row: 'A19',
        title: 'The app of Meta wants a proof of its secret with each call',
        fix: 'Send `appsecret_proof` = HMAC-SHA256 of the access token with the app’s secret, in hexadecimal digits.',
        isSure: true,
      },
    },
  },
  {
    id: 'linkedin',
    name: 'LinkedIn',
    page: 'https://learn.microsoft.com/en-us/linkedin/shared/api-guide/concepts/error-handling',
    hosts: ['api.linkedin.com'],
    credentials: [{ label: 'an access token', send: 'Authorization: Bearer $LINKEDIN_TOKEN' }],
    needs: [
      {
        send: 'LinkedIn-Version: 202506',
        label: 'the version of the API',
        words: ['version header', 'linkedin-version'],
      },
    ],
    says: {
      'token-expired': {
        codes: ['EXPIRED_ACCESS_TOKEN', 65602],
        row: 'D01',
        title: 'The LinkedIn access token has expired: it lives for 60 days',
        fix: 'Refresh it where the app has refresh tokens, else send the member through the sign-in again.',
        isSure: true,
      },
      'token-revoked': {
        codes: ['REVOKED_ACCESS_TOKEN', 65601],
        row: 'D22',
        title: 'The LinkedIn access token was revoked',
        fix: 'Send the member through the sign-in again: a newer token, or the member, ended this one.',
        isSure: true,
      },
    },
  },
  {
    id: 'reddit',
    name: 'Reddit',
    page: 'https://github.com/reddit-archive/reddit/wiki/OAuth2',
    hosts: ['reddit.com'],
    credentials: [
      {
        label: 'an access token',
        send: 'Authorization: Bearer $REDDIT_TOKEN',
        check: {
          id: 'token-at-website',
          row: 'G11',
          title: 'Reddit takes tokens at oauth.reddit.com only, and www.reddit.com was called',
          find: (_, request) =>
            request.host !== 'oauth.reddit.com' &&
            /^bearer /i.test(request.header('authorization') ?? '') &&
            request.location?.pathname.startsWith('/api/v1/access_token') === false
              ? [`The request went to ${request.host}.`, 'With a token the API is at oauth.reddit.com.']
              : undefined,
          fix: 'Call `https://oauth.reddit.com` with the same path, and send a User-Agent of your own: `<platform>:<app>:<version> (by /u/<name>)`.',
        },
      },
      {
        label: 'the application’s id and secret, for a token',
        send: 'Authorization: Basic $REDDIT_CLIENT_ID:$REDDIT_CLIENT_SECRET',
      },
    ],
    says: {
      'user-agent': {
        words: ['whoa there, pardner', 'blocked due to a network policy', "you've been blocked by network security"],
        row: 'B17',
        title: 'Reddit’s filter refused the request: for its User-Agent, its address, or a missing token',
        fix: 'Send a User-Agent of your own, `<platform>:<app>:<version> (by /u/<name>)`, and a token to https://oauth.reddit.com.',
      },
      'grant-refused': {
        codes: ['invalid_grant', 'unsupported_grant_type'],
        statuses: [200, 400, 401],
        row: 'E14',
        title: 'Reddit gives no token for this user, password or code, and says so with 200',
        fix: 'With `grant_type=password` the application must be a “script” of that very user; with two factors the password is `<password>:<code>`. Send the form in the body, and id and secret as `-u "$REDDIT_CLIENT_ID:$REDDIT_CLIENT_SECRET"`.',
      },
    },
  },
  {
    id: 'x-twitter',
    name: 'X',
    page: 'https://docs.x.com/x-api/fundamentals/response-codes-and-errors',
    hosts: ['api.x.com', 'api.twitter.com', 'upload.twitter.com'],
    credentials: [
      { label: 'an access token', send: 'Authorization: Bearer $X_TOKEN' },
      { label: 'a signature of OAuth 1.0a', send: 'Authorization: OAuth oauth_consumer_key="…", …' },
    ],
    says: {
      'not-in-a-project': {
        words: ['keys and tokens from a … developer app that is attached to a project'],
        codes: ['client-not-enrolled'],
        row: 'D19',
        title: 'X’s v2 endpoints take keys of an application that belongs to a project, and this one belongs to none',
        fix: 'Add the application to a project in the developer portal, then make its keys and tokens anew.',
        isSure: true,
      },
      'access-level': {
        words: ['you currently have access to a subset of'],
        codes: [453],
        row: 'D19',
        title: 'The access level of the application does not reach this endpoint',
        fix: 'Use the v2 endpoint of the same name, or raise the access level in the developer portal.',
        isSure: true,
      },
      'app-permissions': {
        words: ['your client app is not configured with the appropriate oauth1 app permissions'],
        row: 'D19',
        title: 'The application may only read: its permissions are those of the day when the token was made',
        fix: 'Set “Read and write” under User authentication settings, then make the access token and secret anew.',
        isSure: true,
      },
      'token-unknown': {
        codes: [89],
        row: 'D22',
        title: 'X does not know this token (any more)',
        fix: 'Make it anew in the developer portal, or let the user sign in again.',
      },
    },
  },
] as const satisfies readonly Product[];

export const socialExchanges: ProductExchanges<typeof social> = {
  meta: {
    refused: [
      {
        ask: 'GET https://graph.facebook.com/v23.0/me?access_token=EAA~120',
        status: 400,
        answer: {
          error: {
            message: 'Error validating access token: Session has expired on Monday.',
            type: 'OAuthException',
            code: 190,
            error_subcode: 463,
          },
        },
        row: 'D01',
        tells: 'fb_exchange_token',
      },
    ],
    healthy: [
      {
        ask: 'GET https://graph.facebook.com/v23.0/none?access_token=EAA~120',
        status: 404,
        answer: { error: { message: '(#803) Some of the aliases you requested do not exist: none', code: 803 } },
      },
    ],
  },
  linkedin: {
    refused: [
      {
        ask: 'GET https://api.linkedin.com/v2/userinfo',
        send: ['Authorization: Bearer AQ~200'],
        status: 401,
        answer: {
          status: 401,
          serviceErrorCode: 65601,
          code: 'REVOKED_ACCESS_TOKEN',
          message: 'The token used in the request has been revoked by the user',
        },
        row: 'D22',
        tells: 'a newer token',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.linkedin.com/rest/posts/none',
        send: ['Authorization: Bearer AQ~200', 'LinkedIn-Version: 202506'],
        status: 404,
        answer: { status: 404, code: 'RESOURCE_NOT_FOUND' },
      },
    ],
  },
  reddit: {
    refused: [
      {
        ask: 'GET https://www.reddit.com/api/v1/me',
        send: ['Authorization: Bearer ~jwt', 'User-Agent: python-requests/2.32'],
        status: 403,
        headers: ['Content-Type: text/html'],
        answer:
          '<html><title>Blocked</title><body>whoa there, pardner! Your request has been blocked due to a network policy.</body></html>',
        row: 'G11',
        tells: 'oauth.reddit.com',
      },
      {
        ask: 'POST https://www.reddit.com/api/v1/access_token',
        send: ['Authorization: Basic ~b64(abcdefgh:heron-4411)', 'Content-Type: application/x-www-form-urlencoded'],
        body: 'grant_type=password&username=ada&password=heron-4411',
        status: 200,
        answer: { error: 'invalid_grant' },
        row: 'E14',
        tells: 'script',
      },
    ],
    healthy: [
      {
        ask: 'GET https://oauth.reddit.com/api/v1/none',
        send: ['Authorization: Bearer ~jwt', 'User-Agent: linux:tern:1.0 (by /u/ada)'],
        status: 404,
        answer: { message: 'Not Found', error: 404 },
      },
    ],
  },
  'x-twitter': {
    refused: [
      {
        ask: 'GET https://api.x.com/2/users/me',
        send: ['Authorization: Bearer ~100'],
        status: 403,
        answer: {
          title: 'Client Forbidden',
          detail:
            'When authenticating requests to the Twitter API v2 endpoints, you must use keys and tokens from a Twitter developer App that is attached to a Project. You can create a project via the developer portal.',
          reason: 'client-not-enrolled',
          type: 'https://api.twitter.com/2/problems/client-forbidden',
        },
        row: 'D19',
        tells: 'project',
      },
      {
        ask: 'GET https://api.twitter.com/1.1/account/verify_credentials.json',
        send: ['Authorization: Bearer ~100'],
        status: 401,
        answer: { errors: [{ code: 89, message: 'Invalid or expired token.' }] },
        row: 'D22',
        tells: 'developer portal',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.x.com/2/tweets/1',
        send: ['Authorization: Bearer ~100'],
        status: 200,
        answer: {
          errors: [
            {
              title: 'Not Found Error',
              detail: 'Could not find tweet with id: [1].',
              type: 'https://api.twitter.com/2/problems/resource-not-found',
            },
          ],
        },
      },
    ],
  },
};
