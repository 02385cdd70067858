import { answer, type CorpusCase, clients, explained, post, postForm, serverNowMs } from './case.ts';
import { basic, chars, entraTenant, hex, keycloakToken } from './tokens.ts';

const form = { 'Cache-Control': 'no-store', Pragma: 'no-cache' };
const refreshForm = (token: string) => ({ grant_type: 'refresh_token', client_id: 'shop-web', refresh_token: token });

/** What the token endpoint says: family E, second part. */
export const tokenEndpoint: readonly CorpusCase[] = [
  explained(
    'Keycloak does not know the client’s secret',
    'E13',
    postForm(
      'https://sso.acme.example/realms/shop/protocol/openid-connect/token',
      { ...clients.java, Authorization: basic('shop-backend', hex('kc', 32)) },
      { grant_type: 'client_credentials' },
    ),
    answer(401, form, {
      error: 'unauthorized_client',
      error_description: 'Invalid client or Invalid client credentials',
    }),
  ),
  explained(
    'an authorization server wants the client in the header and not in the form',
    'E13',
    postForm('https://auth.acme.example/oauth/token', clients.axios, {
      grant_type: 'client_credentials',
      client_id: 'shop',
      client_secret: chars('cs', 32),
    }),
    answer(
      401,
      { ...form, 'WWW-Authenticate': 'Basic realm="oauth"' },
      {
        error: 'invalid_client',
        error_description:
          'Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method).',
      },
    ),
  ),
  explained(
    'Entra takes the secret’s id for the secret',
    ['J06', 'E13'],
    postForm(`https://login.microsoftonline.com/${entraTenant}/oauth2/v2.0/token`, clients.python, {
      grant_type: 'client_credentials',
      client_id: '3b8f1c1e-5a4d-4a4e-8f5b-1c2d3e4f5a6b',
      client_secret: '1c2d3e4f-5a6b-4c7d-8e9f-0a1b2c3d4e5f',
      scope: 'https://graph.microsoft.com/.default',
    }),
    answer(401, form, {
      error: 'invalid_client',
      error_description:
        "AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '3b8f1c1e'.",
      error_codes: [7000215],
    }),
  ),
  explained(
    'the refresh token of Auth0 was revoked',
    'E14',
    postForm('https://acme.eu.auth0.com/oauth/token', clients.axios, refreshForm(`v1.${chars('auth0-rt', 64)}`)),
    answer(403, form, { error: 'invalid_grant', error_description: 'Unknown or invalid refresh token.' }),
  ),
  explained(
    'Google says that the refresh token has expired or was revoked',
    'E14',
    postForm('https://oauth2.googleapis.com/token', clients.node, {
      ...refreshForm(`${['1', '//'].join('')}0g${chars('google-rt', 60)}`),
      client_id: '1234-abc.apps.googleusercontent.com',
    }),
    answer(400, form, { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' }),
  ),
  explained(
    'Supabase says that the refresh token was used already',
    'E15',
    post('https://abcdefghijklmnopqrst.supabase.co/auth/v1/token?grant_type=refresh_token', clients.node, {
      refresh_token: chars('sb-rt', 22),
    }),
    answer(
      400,
      { 'sb-gateway-version': '1' },
      { code: 400, error_code: 'refresh_token_already_used', msg: 'Invalid Refresh Token: Already Used' },
    ),
  ),
  explained(
    'two tabs refreshed with one token within two seconds',
    ['E15', 'H06'],
    postForm(
      'https://sso.acme.example/realms/shop/protocol/openid-connect/token',
      clients.node,
      refreshForm(chars('rt-shared', 40)),
    ),
    answer(400, form, { error: 'invalid_grant', error_description: 'Maximum allowed refresh token reuse exceeded' }),
    {
      sentAtMs: serverNowMs,
      history: [
        {
          request: postForm(
            'https://sso.acme.example/realms/shop/protocol/openid-connect/token',
            clients.node,
            refreshForm(chars('rt-shared', 40)),
          ),
          response: answer(200, form, {
            access_token: keycloakToken(),
            refresh_token: chars('rt-new', 40),
            expires_in: 300,
            token_type: 'Bearer',
          }),
          sentAtMs: serverNowMs - 1800,
        },
      ],
    },
  ),
];
