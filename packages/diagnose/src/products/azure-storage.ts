import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Blobs, queues and tables of Azure. */
export const azureStorage = [
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
] as const satisfies readonly Product[];

export const azureStorageExchanges: ProductExchanges<typeof azureStorage> = {
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
};
