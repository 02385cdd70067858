import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Where people listen and watch. */
export const media = [
  {
    id: 'twitch',
    name: 'Twitch',
    page: 'https://dev.twitch.tv/docs/authentication/',
    hosts: ['api.twitch.tv'],
    credentials: [{ label: 'an access token', send: 'Authorization: Bearer $TWITCH_TOKEN' }],
    needs: [
      {
        send: 'Client-Id: $TWITCH_CLIENT_ID',
        label: 'the id of the token’s own client',
        words: ['client id is missing', 'client-id header required'],
      },
    ],
    says: {
      'other-client': {
        words: ['client id and oauth token do not match'],
        row: 'A19',
        title: 'Twitch: the Client-Id is of another client than the token',
        fix: '`curl -H "Authorization: OAuth $TWITCH_TOKEN" "https://id.twitch.tv/oauth2/validate"` names the client: send that as Client-Id.',
        isSure: true,
      },
    },
  },
  {
    id: 'spotify',
    name: 'Spotify’s Web API',
    page: 'https://developer.spotify.com/documentation/web-api/concepts/api-calls',
    hosts: ['api.spotify.com'],
    credentials: [{ label: 'an access token', send: 'Authorization: Bearer $SPOTIFY_TOKEN' }],
    notCredentials: [
      {
        label: 'a refresh token or an authorization code',
        token: /^AQ[A-Za-z0-9_-]{100,}$/,
        row: 'C23',
        fix: 'Exchange it: `curl -u "$SPOTIFY_CLIENT_ID:$SPOTIFY_CLIENT_SECRET" -d grant_type=refresh_token -d "refresh_token=$SPOTIFY_REFRESH_TOKEN" "https://accounts.spotify.com/api/token"`.',
      },
    ],
    says: {
      'user-needed': {
        words: ['valid user authentication required'],
        row: 'D20',
        title: 'Spotify wants a user here: a token of client credentials speaks for nobody',
        fix: 'Sign a user in (authorization code with PKCE) with the scopes of the endpoint; /me and playback need one.',
        isSure: true,
      },
      'scope-missing': {
        words: ['insufficient client scope'],
        row: 'E02',
        title: 'The user has not granted the scope of this endpoint',
        fix: 'Add the scope that the endpoint’s page names to `scope` and let the user sign in again: a refresh keeps the old ones.',
        isSure: true,
      },
      'user-not-registered': {
        words: ['user may not be registered', 'user not registered in the developer dashboard'],
        row: 'D23',
        title: 'The application is in development mode, and the user is not on its list',
        fix: 'Add name and e-mail of the account under Dashboard, the app, Settings, User Management.',
        isSure: true,
      },
      'only-bearer': {
        words: ['only valid bearer authentication supported'],
        row: 'C05',
        title: 'Spotify found no Bearer token that it can read',
        isSure: true,
      },
    },
  },
] as const satisfies readonly Product[];

export const mediaExchanges: ProductExchanges<typeof media> = {
  twitch: {
    refused: [
      {
        ask: 'GET https://api.twitch.tv/helix/users',
        send: ['Authorization: Bearer ~30'],
        status: 401,
        answer: { error: 'Unauthorized', status: 401, message: 'Client ID is missing' },
        row: 'A19',
        tells: 'Client-Id: $TWITCH_CLIENT_ID',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.twitch.tv/helix/none',
        send: ['Authorization: Bearer ~30', 'Client-Id: ~30'],
        status: 404,
        answer: { error: 'Not Found', status: 404 },
      },
    ],
  },
  spotify: {
    refused: [
      {
        ask: 'GET https://api.spotify.com/v1/me',
        send: ['Authorization: Bearer BQ~120'],
        status: 401,
        answer: { error: { status: 401, message: 'Valid user authentication required' } },
        row: 'D20',
        tells: 'PKCE',
      },
      {
        ask: 'GET https://api.spotify.com/v1/me/playlists',
        send: ['Authorization: Bearer AQ~150'],
        status: 401,
        answer: { error: { status: 401, message: 'Invalid access token' } },
        row: 'C23',
        tells: 'grant_type=refresh_token',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.spotify.com/v1/tracks/none',
        send: ['Authorization: Bearer BQ~120'],
        status: 400,
        answer: { error: { status: 400, message: 'Invalid base62 id' } },
      },
    ],
  },
};
