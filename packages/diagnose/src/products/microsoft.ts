import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

const graphFix =
  'Get a token for it: `az account get-access-token --resource https://graph.microsoft.com`, or scope `https://graph.microsoft.com/.default`.';

/** Microsoft's clouds and APIs. */
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
  {
    id: 'azure-arm',
    name: 'Azure Resource Manager',
    maker: 'microsoft',
    page: 'https://learn.microsoft.com/en-us/azure/azure-resource-manager/troubleshooting/common-deployment-errors',
    hosts: ['management.azure.com', 'management.usgovcloudapi.net', 'management.chinacloudapi.cn'],
    credentials: [{ label: 'a token of Entra', send: 'Authorization: Bearer $AZURE_TOKEN' }],
    addressee: [
      {
        audience: [
          'https://management.azure.com',
          'https://management.core.windows.net',
          'https://management.usgovcloudapi.net',
          'https://management.core.usgovcloudapi.net',
          'https://management.chinacloudapi.cn',
          'https://management.core.chinacloudapi.cn',
        ],
        isFixed: true,
        fix: 'Get the token for it: `az account get-access-token --resource https://management.azure.com`.',
      },
    ],
    says: {
      'other-tenant': {
        codes: ['InvalidAuthenticationTokenTenant'],
        row: 'D08',
        title: 'The token is of another tenant than the subscription',
        fix: 'Sign in to the subscription’s own tenant, which the answer names: `az login --tenant <tenant>`, then `az account get-access-token`.',
        isSure: true,
      },
      expired: {
        codes: ['ExpiredAuthenticationToken'],
        row: 'D01',
        title: 'The token for Azure has expired',
        fix: '`az account get-access-token` gives a new one; let azure-identity renew it in programs.',
        isSure: true,
      },
      audience: {
        codes: ['InvalidAuthenticationTokenAudience'],
        row: 'D07',
        title: 'The token is meant for somebody else than Azure Resource Manager',
        fix: '`az account get-access-token --resource https://management.azure.com`.',
        isSure: true,
      },
      'role-missing': {
        codes: ['AuthorizationFailed', 'LinkedAuthorizationFailed'],
        row: 'E02',
        title: 'The identity has no role for this action on this scope',
        fix: '`az role assignment create --assignee <object id> --role <role> --scope <scope>` with the action and scope that the answer names; a new role needs some minutes and a new token.',
        isSure: true,
      },
    },
  },
  {
    id: 'azure-storage',
    name: 'Azure Storage',
    maker: 'microsoft',
    page: 'https://learn.microsoft.com/en-us/rest/api/storageservices/authorize-with-azure-active-directory',
    hosts: [
      'blob.core.windows.net',
      'queue.core.windows.net',
      'table.core.windows.net',
      'file.core.windows.net',
      'dfs.core.windows.net',
    ],
    credentials: [
      { label: 'a token of Entra', send: 'Authorization: Bearer $AZURE_TOKEN' },
      { label: 'a signature with the account’s key', send: 'Authorization: SharedKey …' },
      { label: 'a signature with the account’s key', send: 'Authorization: SharedKeyLite …' },
      { label: 'a shared access signature', send: '?sig=$SAS' },
    ],
    needs: [
      {
        send: 'x-ms-version: 2021-12-02',
        label: 'the version of the API: tokens of Entra need 2017-11-09 or later',
        words: ['x-ms-version', 'authentication scheme bearer is not supported in this version'],
      },
    ],
    addressee: [
      {
        audience: [
          'https://storage.azure.com',
          'https://{host}',
          'https://*.queue.core.windows.net',
          'e406a681-f3d4-42a8-90b6-c2b029497af1',
        ],
        isFixed: true,
        fix: 'Get the token for storage: `az account get-access-token --resource https://storage.azure.com`.',
      },
    ],
    says: {
      'sas-not-in-time': {
        words: ['signature not valid in the specified time frame', 'signed expiry time', 'se is not in the future'],
        row: 'D01',
        title: 'The shared access signature has expired, or begins later',
        fix: 'Make a new one: `az storage container generate-sas …`, with a start some minutes in the past and UTC times.',
        isSure: true,
      },
      'sas-fields': {
        words: ['sr is mandatory', 'signature fields not well formed', 'signature did not match'],
        row: 'D17',
        title: 'The shared access signature does not fit the request',
        fix: 'Use the signature unchanged: not decoded or encoded once more (`%2B` stays), all parameters with it, and for this very container or blob.',
        isSure: true,
      },
      mac: {
        words: ['the mac signature found in the http request'],
        row: 'D17',
        title: 'The signature with the account’s key is not the one that Azure computes',
        fix: 'Compare your string to sign with the one that the answer prints, line by line; then the key.',
        isSure: true,
      },
      'role-missing': {
        codes: ['AuthorizationPermissionMismatch'],
        words: ['authorizationpermissionmismatch'],
        row: 'E02',
        title: 'The identity has no data role on this storage account: Owner and Contributor are none',
        fix: 'Assign Storage Blob Data Reader or Contributor to it, and wait some minutes.',
        isSure: true,
      },
      'keys-switched-off': {
        words: ['key based authentication is not permitted', 'keybasedauthenticationnotpermitted'],
        row: 'C05',
        title: 'The storage account takes no keys: only tokens of Entra',
        fix: '`az storage … --auth-mode login`, or `-H "Authorization: Bearer $AZURE_TOKEN" -H "x-ms-version: 2021-12-02"` with a token for https://storage.azure.com.',
        isSure: true,
      },
      'public-access-off': {
        words: ['public access is not permitted on this storage account', 'publicaccessnotpermitted'],
        row: 'A01',
        title: 'The storage account has no public blobs, and the request carries no credential',
        fix: 'Send a token or a shared access signature, or allow public access to the container.',
        isSure: true,
      },
    },
  },
  {
    id: 'key-vault',
    name: 'Azure Key Vault',
    maker: 'microsoft',
    page: 'https://learn.microsoft.com/en-us/azure/key-vault/general/authentication',
    hosts: ['vault.azure.net', 'managedhsm.azure.net'],
    credentials: [{ label: 'a token of Entra', send: 'Authorization: Bearer $AZURE_TOKEN' }],
    addressee: [
      {
        audience: ['https://vault.azure.net', 'https://managedhsm.azure.net', 'cfa8b339-82a2-471a-a3c9-0fc0be7a4093'],
        isFixed: true,
        fix: 'Get the token for Key Vault: `az account get-access-token --resource https://vault.azure.net`.',
      },
    ],
    says: {
      'other-tenant': {
        words: ['akv10032'],
        row: 'D08',
        title: 'The token is of another tenant than the vault (AKV10032)',
        fix: 'Sign in to the tenant that the answer names: `az login --tenant <tenant>`.',
        isSure: true,
      },
      'no-token': {
        words: ['akv10000'],
        row: 'A01',
        title: 'Key Vault found no token: its first answer says where to get one (AKV10000)',
        fix: 'Azure’s SDKs answer this challenge by themselves. By hand: `-H "Authorization: Bearer $(az account get-access-token --resource https://vault.azure.net --query accessToken -o tsv)"`.',
      },
      policy: {
        codes: ['ForbiddenByPolicy', 'ForbiddenByRbac', 'AccessDenied'],
        row: 'E02',
        title: 'The identity has no role, or no access policy, on this vault',
        fix: 'Assign Key Vault Secrets User (or the one for keys and certificates) to it, or add an access policy; the answer names object id and action.',
        isSure: true,
      },
      firewall: {
        codes: ['ForbiddenByFirewall', 'ForbiddenByConnection'],
        row: 'B16',
        title: 'The vault’s firewall refuses the address',
        fix: 'Add the egress address under Networking, or come through the private endpoint.',
        isSure: true,
      },
    },
  },
  {
    id: 'azure-apim',
    name: 'Azure API Management',
    maker: 'microsoft',
    page: 'https://learn.microsoft.com/en-us/azure/api-management/api-management-subscriptions',
    hosts: ['azure-api.net'],
    hostsOthers: true,
    signs: ['WWW-Authenticate: AzureApiManagementKey*'],
    credentials: [
      { label: 'a subscription key', send: 'Ocp-Apim-Subscription-Key: $APIM_KEY' },
      { label: 'a subscription key', send: '?subscription-key=$APIM_KEY' },
    ],
    says: {
      'key-missing': {
        words: ['access denied due to missing subscription key'],
        row: 'A19',
        title: 'Azure API Management misses the subscription key',
        fix: 'Send it beside the token: `-H "Ocp-Apim-Subscription-Key: $APIM_KEY"`, or in the query as `subscription-key`.',
        isSure: true,
      },
      'key-refused': {
        words: ['access denied due to invalid subscription key'],
        row: 'D22',
        title: 'Azure API Management does not know this subscription key, or it is not for this product',
        fix: 'Take a key of an active subscription whose product or scope holds this API: `-H "Ocp-Apim-Subscription-Key: $APIM_KEY"`; Azure’s own AI services have keys per region.',
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
  'azure-arm': {
    refused: [
      {
        ask: 'GET https://management.azure.com/subscriptions/1?api-version=2022-12-01',
        send: ['Authorization: Bearer ~jwt'],
        claims: { iss: 'https://sts.windows.net/t/', aud: 'https://graph.microsoft.com' },
        status: 401,
        answer: {
          error: {
            code: 'InvalidAuthenticationTokenAudience',
            message: "The access token has been obtained for wrong audience or resource 'https://graph.microsoft.com'.",
          },
        },
        row: 'D07',
        tells: '--resource https://management.azure.com',
      },
      {
        ask: 'GET https://management.azure.com/subscriptions/1?api-version=2022-12-01',
        send: ['Authorization: Bearer ~jwt'],
        claims: { iss: 'https://sts.windows.net/t/', aud: 'https://management.azure.com/' },
        status: 401,
        answer: {
          error: { code: 'InvalidAuthenticationTokenTenant', message: 'The access token is from the wrong issuer.' },
        },
        row: 'D08',
        tells: 'az login --tenant',
      },
    ],
    healthy: [
      {
        ask: 'GET https://management.azure.com/subscriptions/1/resourceGroups/none?api-version=2022-12-01',
        send: ['Authorization: Bearer ~jwt'],
        claims: { iss: 'https://sts.windows.net/t/', aud: 'https://management.azure.com/' },
        status: 404,
        answer: { error: { code: 'ResourceGroupNotFound', message: "Resource group 'none' could not be found." } },
      },
    ],
  },
  'azure-storage': {
    refused: [
      {
        ask: 'GET https://tern.blob.core.windows.net/c/f.txt',
        send: ['Authorization: Bearer ~jwt'],
        claims: { iss: 'https://sts.windows.net/t/', aud: 'https://storage.azure.com' },
        status: 403,
        headers: ['Content-Type: application/xml', 'x-ms-error-code: AuthenticationFailed'],
        answer:
          '<?xml version="1.0"?><Error><Code>AuthenticationFailed</Code><AuthenticationErrorDetail>Authentication scheme Bearer is not supported in this version.</AuthenticationErrorDetail></Error>',
        row: 'A19',
        tells: 'x-ms-version: 2021-12-02',
      },
      {
        ask: 'GET https://tern.blob.core.windows.net/c/f.txt?sp=r&st=2025-01-01&se=2025-01-02&sig=~43',
        status: 403,
        headers: ['Content-Type: application/xml', 'x-ms-error-code: AuthenticationFailed'],
        answer:
          '<?xml version="1.0"?><Error><Code>AuthenticationFailed</Code><AuthenticationErrorDetail>Signature not valid in the specified time frame: Start [x] - Expiry [y]</AuthenticationErrorDetail></Error>',
        row: 'D01',
        tells: 'generate-sas',
      },
    ],
    healthy: [
      {
        ask: 'GET https://tern.blob.core.windows.net/c/none.txt',
        send: ['Authorization: Bearer ~jwt', 'x-ms-version: 2021-12-02'],
        claims: { iss: 'https://sts.windows.net/t/', aud: 'https://storage.azure.com' },
        status: 404,
        headers: ['Content-Type: application/xml', 'x-ms-error-code: BlobNotFound'],
        answer: '<?xml version="1.0"?><Error><Code>BlobNotFound</Code></Error>',
      },
    ],
  },
  'key-vault': {
    refused: [
      {
        ask: 'GET https://tern.vault.azure.net/secrets/a?api-version=7.4',
        send: ['Authorization: Bearer ~jwt'],
        claims: { iss: 'https://sts.windows.net/t/', aud: 'https://management.azure.com/' },
        status: 401,
        headers: [
          'WWW-Authenticate: Bearer authorization="https://login.windows.net/t", resource="https://vault.azure.net"',
        ],
        answer: {
          error: {
            code: 'Unauthorized',
            message: '[BearerReadAccessTokenFailed] Error validating token: IDX10214: Audience validation failed.',
          },
        },
        row: 'D07',
        tells: '--resource https://vault.azure.net',
      },
      {
        ask: 'GET https://tern.vault.azure.net/secrets/a?api-version=7.4',
        send: ['Authorization: Bearer ~jwt'],
        claims: { iss: 'https://sts.windows.net/t/', aud: 'https://vault.azure.net' },
        status: 401,
        answer: {
          error: {
            code: 'Unauthorized',
            message:
              'AKV10032: Invalid issuer. Expected one of https://sts.windows.net/u/, found https://sts.windows.net/t/.',
          },
        },
        row: 'D08',
        tells: 'az login --tenant',
      },
    ],
    healthy: [
      {
        ask: 'GET https://tern.vault.azure.net/secrets/none?api-version=7.4',
        send: ['Authorization: Bearer ~jwt'],
        claims: { iss: 'https://sts.windows.net/t/', aud: 'https://vault.azure.net' },
        status: 404,
        answer: {
          error: { code: 'SecretNotFound', message: 'A secret with (name/id) none was not found in this key vault.' },
        },
      },
    ],
  },
  'azure-apim': {
    refused: [
      {
        ask: 'GET https://tern.azure-api.net/orders',
        send: ['Authorization: Bearer ~jwt'],
        status: 401,
        answer: {
          statusCode: 401,
          message:
            'Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API.',
        },
        row: 'A19',
        tells: 'Ocp-Apim-Subscription-Key: $APIM_KEY',
      },
    ],
    healthy: [
      {
        ask: 'GET https://tern.azure-api.net/none',
        send: ['Ocp-Apim-Subscription-Key: ~hex32'],
        status: 404,
        answer: { statusCode: 404, message: 'Resource not found' },
      },
    ],
  },
};
