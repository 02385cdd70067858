import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Books and invoices. */
export const accounting = [
  {
    id: 'xero',
    name: 'Xero',
    page: 'https://developer.xero.com/documentation/guides/oauth2/auth-flow/',
    hosts: ['api.xero.com'],
    credentials: [{ label: 'an access token', send: 'Authorization: Bearer $XERO_TOKEN' }],
    needs: [
      {
        send: 'xero-tenant-id: $XERO_TENANT_ID',
        label: 'the organisation that is meant',
        words: ['authenticationunsuccessful', 'xero-tenant-id'],
        except: /^GET \/connections/,
      },
    ],
    says: {
      'token-expired': {
        words: ['tokenexpired'],
        row: 'D01',
        title: 'The Xero access token has expired: it lives for 30 minutes',
        fix: 'Refresh it at https://identity.xero.com/connect/token and keep the new refresh token.',
        isSure: true,
      },
      'tenant-not-connected': {
        words: ['authenticationunsuccessful'],
        row: 'G11',
        title: 'The Xero token was not given this organisation',
        fix: '`curl -H "Authorization: Bearer $XERO_TOKEN" "https://api.xero.com/connections"` lists those it has: send the `tenantId` of one as xero-tenant-id.',
      },
    },
  },
  {
    id: 'quickbooks',
    name: 'QuickBooks',
    page: 'https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/error-codes',
    hosts: ['quickbooks.api.intuit.com', 'sandbox-quickbooks.api.intuit.com'],
    credentials: [{ label: 'an access token', send: 'Authorization: Bearer $QBO_TOKEN' }],
    says: {
      'application-authorization': {
        words: ['applicationauthorizationfailed', 'errorcode=003100'],
        codes: ['3100'],
        row: 'G10',
        title:
          'QuickBooks does not take this token for this company: sandbox and production, and each realm, have tokens of their own',
        fix: 'Call https://sandbox-quickbooks.api.intuit.com with development keys and https://quickbooks.api.intuit.com with production keys, with the realmId that came with the token.',
        isSure: true,
      },
      'token-expired': {
        words: ['authenticationfailed', 'token expired', 'errorcode=003200'],
        codes: ['3200'],
        row: 'D01',
        title: 'The QuickBooks access token has expired (it lives for an hour), or was revoked',
        fix: 'Refresh it and keep the new refresh token, which changes every day.',
      },
    },
  },
] as const satisfies readonly Product[];

export const accountingExchanges: ProductExchanges<typeof accounting> = {
  xero: {
    refused: [
      {
        ask: 'GET https://api.xero.com/api.xro/2.0/Invoices',
        send: ['Authorization: Bearer ~jwt'],
        status: 403,
        answer: { Title: 'Forbidden', Status: 403, Detail: 'AuthenticationUnsuccessful' },
        row: 'A19',
        tells: 'xero-tenant-id: $XERO_TENANT_ID',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.xero.com/api.xro/2.0/Invoices/1',
        send: ['Authorization: Bearer ~jwt', 'xero-tenant-id: ~hex8-~hex4-~hex4-~hex4-~hex12'],
        status: 404,
        answer: 'The resource you are looking for cannot be found',
      },
    ],
  },
  quickbooks: {
    refused: [
      {
        ask: 'GET https://quickbooks.api.intuit.com/v3/company/1/companyinfo/1',
        send: ['Authorization: Bearer ~jwt'],
        status: 403,
        answer: {
          fault: {
            error: [
              { message: 'message=ApplicationAuthorizationFailed; errorCode=003100; statusCode=403', code: '3100' },
            ],
            type: 'AUTHENTICATION',
          },
        },
        row: 'G10',
        tells: 'https://sandbox-quickbooks.api.intuit.com',
      },
    ],
    healthy: [
      {
        ask: 'GET https://quickbooks.api.intuit.com/v3/company/1/invoice/1',
        send: ['Authorization: Bearer ~jwt'],
        status: 400,
        answer: { Fault: { Error: [{ Message: 'Object Not Found', code: '610' }], type: 'ValidationFault' } },
      },
    ],
  },
};
