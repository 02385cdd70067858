import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Azure. */
export const azure = [
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

export const azureExchanges: ProductExchanges<typeof azure> = {
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
