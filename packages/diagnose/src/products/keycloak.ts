import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Keycloak. */
export const keycloak = [
  {
    id: 'keycloak',
    name: 'Keycloak',
    page: 'https://www.keycloak.org/securing-apps/oidc-layers',
    addressee: [
      {
        path: '/admin/realms',
        issuer: ['http*://{host}*/realms/*'],
        fix: 'Ask for the token at the very address that is called, or give the server one name: `hostname` (KC_HOSTNAME), with `hostname-backchannel-dynamic` where containers call it by another.',
      },
    ],
    signs: ['/realms/:realm/protocol/openid-connect', '/auth/realms/:realm/protocol/openid-connect', '/admin/realms'],
    says: {
      'account-not-set-up': {
        words: ['account is not fully set up'],
        row: 'E14',
        title: 'Keycloak wants the user to do something first: a required action is open',
        fix: 'Under Users, Details: empty “Required user actions”, set e-mail, first and last name, and a password that is not temporary.',
        isSure: true,
      },
      'session-ended': {
        words: ['session not active', 'token is not active', 'stale token', "session doesn't have required client"],
        row: 'E14',
        title: 'Keycloak has ended the session that this refresh token belongs to, or the token was used before',
        fix: 'Sign in again. SSO Session Idle and Max of the realm bound its life; for long ones ask for `scope=offline_access`.',
        isSure: true,
      },
      'service-account-off': {
        words: ['client not enabled to retrieve service account'],
        row: 'E13',
        title: 'The client may not sign in by itself: service accounts are off',
        fix: 'Turn on “Client authentication” and “Service account roles” in the client’s settings.',
        isSure: true,
      },
      'client-wrong': {
        words: [
          'invalid client or invalid client credentials',
          'invalid client secret',
          'client secret not provided in request',
        ],
        row: 'E13',
        title: 'Keycloak does not know this client with this secret in this realm',
        fix: 'Compare realm (in the path), client id and the secret under Credentials: `curl -u "$CLIENT_ID:$CLIENT_SECRET" -d grant_type=client_credentials "https://<host>/realms/<realm>/protocol/openid-connect/token"`.',
        isSure: true,
      },
      'wrong-issuer': {
        words: ['invalid token issuer. expected'],
        row: 'D08',
        title: 'The token names Keycloak by another address than the one that was asked',
        fix: 'Use one address everywhere, also between containers: set the server’s `hostname`, so that `iss` does not follow the Host of the request.',
        isSure: true,
      },
      'openid-scope-missing': {
        words: ['missing openid scope'],
        row: 'E02',
        title: 'Keycloak’s userinfo wants a token with the scope `openid`',
        fix: 'Ask for the token with `scope=openid`.',
        isSure: true,
      },
    },
  },
] as const satisfies readonly Product[];

export const keycloakExchanges: ProductExchanges<typeof keycloak> = {
  keycloak: {
    refused: [
      {
        ask: 'POST https://sso.tern.example/realms/tern/protocol/openid-connect/token',
        send: ['Content-Type: application/x-www-form-urlencoded'],
        body: 'grant_type=password&client_id=cli&username=ada&password=~20',
        status: 400,
        answer: { error: 'invalid_grant', error_description: 'Account is not fully set up' },
        row: 'E14',
        tells: 'Required user actions',
      },
      {
        ask: 'POST https://sso.tern.example/realms/tern/protocol/openid-connect/token',
        send: ['Content-Type: application/x-www-form-urlencoded'],
        body: 'grant_type=client_credentials&client_id=cli&client_secret=~32',
        status: 401,
        answer: { error: 'unauthorized_client', error_description: 'Client not enabled to retrieve service account' },
        row: 'E13',
        tells: 'Service account roles',
      },
    ],
    healthy: [
      {
        ask: 'POST https://sso.tern.example/realms/tern/protocol/openid-connect/token',
        send: ['Content-Type: application/x-www-form-urlencoded'],
        body: 'grant_type=client_credentials&client_id=cli&client_secret=~32',
        status: 200,
        answer: { access_token: 'made-up', expires_in: 300, token_type: 'Bearer' },
      },
    ],
  },
};
