import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

const graphFix =
  'Get a token for it: `az account get-access-token --resource https://graph.microsoft.com`, or scope `https://graph.microsoft.com/.default`.';

/** Microsoft’s directory and what it issues tokens for. */
export const microsoft = [
  {
    id: 'graph',
    name: 'Microsoft Graph',
    maker: 'microsoft',
    page: 'https://learn.microsoft.com/en-us/graph/resolve-auth-errors',
    row: 'J05',
    hosts: ['graph.microsoft.com', 'graph.microsoft.us', 'microsoftgraph.chinacloudapi.cn'],
    credentials: [{ label: 'an access token', send: 'Authorization: Bearer $GRAPH_TOKEN' }],
    says: {
      'token-unreadable': {
        words: ['compacttoken parsing failed', 'idx14100', 'idx12741', 'jwt is not well formed'],
        row: 'J05',
        title: 'Microsoft Graph cannot read the token: it is no JWT, or damaged',
        fix: `Send the access token as it came (three parts with dots between), with \`Bearer \` before it and nothing around it. ${graphFix}`,
        isSure: true,
      },
      'token-empty': {
        words: ['access token is empty'],
        row: 'J05',
        title: 'Microsoft Graph finds no token in the request',
        fix: 'Send `Authorization: Bearer <access token>`; look at what is between client and Graph.',
        isSure: true,
      },
      'other-audience': {
        words: ['invalid audience'],
        row: 'J05',
        title: 'The token is meant for another API than Microsoft Graph',
        fix: graphFix,
        isSure: true,
      },
      lifetime: {
        words: ['access token has expired', 'token is expired', 'lifetime validation failed', 'not yet valid'],
        row: 'J05',
        title: 'The token for Microsoft Graph has expired, or is not valid yet',
        fix: 'Get a new one from MSAL’s cache or by refresh; compare the clocks if it is fresh.',
        isSure: true,
      },
      signature: {
        words: [
          'access token validation failure. invalid … signature',
          'signature validation failed',
          'invalid signature',
        ],
        row: 'J05',
        title: 'Microsoft Graph does not accept the signature: the token was changed, or is of another cloud',
        fix: 'Use the token unchanged, and the Graph host of its cloud (graph.microsoft.us, microsoftgraph.chinacloudapi.cn).',
        isSure: true,
      },
    },
  },
  {
    id: 'entra',
    name: 'Microsoft Entra',
    maker: 'microsoft',
    page: 'https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes',
    row: 'J06',
    anywhere: true,
    says: {
      'secret-wrong': {
        words: ['aadsts7000215'],
        row: 'J06',
        title: 'The client secret is wrong: often its id is sent in place of its value (AADSTS7000215)',
        fix: 'Copy the *value* of the secret (shown once, when it is made), not the Secret ID; form-encode it.',
        isSure: true,
      },
      'secret-expired': {
        words: ['aadsts7000222'],
        row: 'J06',
        title: 'The client secret has expired (AADSTS7000222)',
        fix: 'Add a new secret or a certificate to the app registration and use that.',
        isSure: true,
      },
      'secret-missing': {
        words: ['aadsts7000218'],
        row: 'J06',
        title: 'The application is confidential, and no secret or assertion was sent (AADSTS7000218)',
        fix: 'Send client_secret or client_assertion; or mark the platform as public (SPA, mobile).',
        isSure: true,
      },
      'application-not-in-tenant': {
        words: ['aadsts700016'],
        row: 'J06',
        title: 'The application does not exist in this tenant (AADSTS700016)',
        fix: 'Check client id and tenant in the URL, and that an administrator has consented there.',
        isSure: true,
      },
      'assertion-signature': {
        words: ['aadsts700027'],
        row: 'J06',
        title: 'The signature of the client assertion is not accepted (AADSTS700027)',
        fix: 'Upload the certificate that signs it to the app registration, and check `x5t` and `aud`.',
        isSure: true,
      },
      'federated-credential': {
        words: ['aadsts70021', 'aadsts700213', 'aadsts700211', 'aadsts700212'],
        row: 'J06',
        title: 'No federated credential of the application fits the assertion (AADSTS7002…)',
        fix: 'Compare issuer, subject and audience of the assertion with those of the federated credential, letter by letter: the answer names them; the audience is `api://AzureADTokenExchange`.',
        isSure: true,
      },
      'tenant-unknown': {
        words: ['aadsts90002'],
        row: 'J06',
        title: 'The tenant does not exist (AADSTS90002)',
        fix: 'Check the tenant in the URL and the cloud (login.microsoftonline.us, …).',
        isSure: true,
      },
      'resource-unknown': {
        words: ['aadsts500011', 'aadsts650057', 'aadsts50001'],
        row: 'J06',
        title: 'The API that was asked for does not exist in this tenant (AADSTS500011)',
        fix: 'Check the App ID URI in `scope` or `resource`, and have an administrator consent to it.',
        isSure: true,
      },
      'consent-missing': {
        words: ['aadsts65001', 'aadsts90094'],
        row: 'J06',
        title: 'Nobody has consented to the permission (AADSTS65001)',
        fix: 'Ask for consent interactively (`prompt=consent`), or have an administrator grant it.',
        isSure: true,
      },
      'scope-invalid': {
        words: ['aadsts70011', 'aadsts1002012', 'aadsts28000'],
        row: 'J06',
        title: 'The scope is not valid (AADSTS70011)',
        fix: 'One resource a request, with `/.default` for client credentials: `scope=api://<app>/.default`.',
        isSure: true,
      },
      'sign-in-frequency': {
        words: ['aadsts70043'],
        row: 'J06',
        title: 'The refresh token has expired by the sign-in frequency of Conditional Access (AADSTS70043)',
        fix: 'Sign the user in again.',
        isSure: true,
      },
      'refresh-token-expired': {
        words: ['aadsts700082', 'aadsts70008', 'aadsts700084'],
        row: 'J06',
        title: 'The refresh token or code has expired (AADSTS70008, AADSTS700082)',
        fix: 'Sign the user in again; use a refresh token at least every 90 days (a page’s ends after 24 hours).',
        isSure: true,
      },
      'grant-revoked': {
        words: ['aadsts50173', 'aadsts50132', 'aadsts50133'],
        row: 'J06',
        title: 'The grant was revoked: the password was changed or the sessions were ended (AADSTS50173)',
        fix: 'Sign the user in again.',
        isSure: true,
      },
      'second-factor': {
        words: ['aadsts50076', 'aadsts50079', 'aadsts50072', 'aadsts50078'],
        row: 'J06',
        title: 'A second factor is demanded: no refresh can give it (AADSTS50076)',
        fix: 'Sign the user in interactively (in MSAL acquireTokenPopup or acquireTokenRedirect), with the claims that the answer names.',
        isSure: true,
      },
      'conditional-access': {
        words: ['aadsts53003', 'aadsts53000', 'aadsts530003'],
        row: 'J06',
        title: 'Conditional Access blocks the sign-in (AADSTS53003)',
        fix: 'Ask the administrator which policy applies; the sign-in log names it.',
        isSure: true,
      },
      'password-wrong': {
        words: ['aadsts50126', 'aadsts50034', 'aadsts50053'],
        row: 'J06',
        title: 'The user’s name or password is wrong, or the user is of another tenant (AADSTS50126)',
        fix: 'Check account and tenant; use an interactive flow in place of the password grant.',
        isSure: true,
      },
      'code-redeemed': {
        words: ['aadsts54005'],
        row: 'J06',
        title: 'The authorization code was redeemed before (AADSTS54005)',
        fix: 'Exchange the code once; start a new sign-in.',
        isSure: true,
      },
      'redirect-uri': {
        words: ['aadsts50011'],
        row: 'J06',
        title: 'The redirect URI is not the registered one (AADSTS50011)',
        fix: 'Register the very URI, slash at the end included.',
        isSure: true,
      },
    },
  },
] as const satisfies readonly Product[];

export const microsoftExchanges: ProductExchanges<typeof microsoft> = {
  graph: {
    refused: [
      {
        ask: 'GET https://graph.microsoft.com/v1.0/me',
        send: ['Authorization: Bearer EwB~300'],
        status: 401,
        answer: {
          error: {
            code: 'InvalidAuthenticationToken',
            message: 'IDX14100: JWT is not well formed, there are no dots (.).',
          },
        },
        row: 'J05',
        tells: '--resource https://graph.microsoft.com',
      },
    ],
    healthy: [
      {
        ask: 'GET https://graph.microsoft.com/v1.0/users/none',
        send: ['Authorization: Bearer ~jwt'],
        claims: { iss: 'https://sts.windows.net/t/', aud: 'https://graph.microsoft.com' },
        status: 404,
        answer: { error: { code: 'Request_ResourceNotFound', message: "Resource 'none' does not exist." } },
      },
    ],
  },
  entra: {
    refused: [
      {
        ask: 'POST https://login.microsoftonline.com/tern/oauth2/v2.0/token',
        body: 'grant_type=client_credentials&client_id=1&client_secret=~36&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default',
        status: 401,
        answer: { error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret provided.' },
        row: 'J06',
        tells: 'Secret ID',
      },
      {
        ask: 'POST https://login.microsoftonline.com/tern/oauth2/v2.0/token',
        body: 'grant_type=client_credentials&client_id=1&client_assertion=~jwt',
        status: 401,
        answer: {
          error: 'invalid_client',
          error_description:
            "AADSTS700213: No matching federated identity record found for presented assertion subject 'repo:tern/nest:ref:refs/heads/main'.",
        },
        row: 'J06',
        tells: 'api://AzureADTokenExchange',
      },
    ],
    healthy: [
      {
        ask: 'GET https://help.tern.example/aadsts7000215',
        status: 200,
        answer: { message: 'AADSTS7000215 means that the secret is wrong.' },
      },
    ],
  },
};
