import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

const pageOfErrors = 'https://cloud.google.com/docs/authentication/troubleshoot-adc';

/** Google’s APIs. */
export const google = [
  {
    id: 'google',
    name: 'Google',
    maker: 'google',
    page: pageOfErrors,
    row: 'J04',
    hosts: ['googleapis.com'],
    credentials: [
      { label: 'an OAuth access token', send: 'Authorization: Bearer $GOOGLE_TOKEN', token: 'ya29.' },
      { label: 'an API key', send: 'x-goog-api-key: $GOOGLE_API_KEY', token: 'AIza' },
      { label: 'an API key', send: '?key=$GOOGLE_API_KEY', token: 'AIza' },
      { label: 'an OAuth access token', send: 'Authorization: Bearer $GOOGLE_TOKEN' },
      { label: 'an OAuth access token', send: '?access_token=$GOOGLE_TOKEN' },
      { label: 'an API key', send: '?key=$GOOGLE_API_KEY' },
    ],
    says: {
      'credentials-missing': {
        codes: ['CREDENTIALS_MISSING'],
        row: 'J04',
        title: 'This Google API wants an OAuth token, and none was sent',
        fix: 'Send `-H "Authorization: Bearer $(gcloud auth print-access-token)"`; an API key names a project and no user. For programs on your machine: `gcloud auth application-default login`.',
        isSure: true,
      },
      'token-expired': {
        codes: ['ACCESS_TOKEN_EXPIRED'],
        row: 'J04',
        title: 'The Google access token has expired: it lives for an hour',
        fix: 'Refresh it; Google’s client libraries do so when they are given the credentials in place of a token.',
        isSure: true,
      },
      'token-type': {
        codes: ['ACCESS_TOKEN_TYPE_UNSUPPORTED'],
        row: 'J04',
        title: 'Google got a token of another kind than an access token',
        fix: 'Send the OAuth access token (`ya29.…`), not the ID token or an assertion. Cloud Run and IAP are the ones that want ID tokens.',
        isSure: true,
      },
      'scope-insufficient': {
        codes: ['ACCESS_TOKEN_SCOPE_INSUFFICIENT'],
        words: ['request had insufficient authentication scopes'],
        row: 'J04',
        title: 'The Google token lacks a scope',
        fix: 'Ask for the API’s scope at consent and use the new token; a refresh does not add one. `gcloud auth application-default login --scopes=…`, or the scopes of the virtual machine.',
        isSure: true,
      },
      'key-invalid': {
        codes: ['API_KEY_INVALID'],
        row: 'J04',
        title: 'Google does not know this API key',
        fix: 'Compare the key with the one under APIs & Services, Credentials; keys of AI Studio and of other projects differ.',
        isSure: true,
      },
      'key-blocked': {
        codes: ['API_KEY_SERVICE_BLOCKED', 'API_KEY_HTTP_REFERRER_BLOCKED', 'API_KEY_IP_ADDRESS_BLOCKED'],
        row: 'J04',
        title: 'The Google API key is restricted to other APIs, sites or addresses',
        fix: 'Add this API, site or egress address to the key’s restrictions; calls from a server need a key of their own.',
        isSure: true,
      },
      'account-disabled': {
        codes: ['ACCOUNT_STATE_INVALID'],
        row: 'J04',
        title: 'The Google account or service account is disabled or gone',
        fix: 'Enable it, or use another one.',
        isSure: true,
      },
      'quota-project-missing': {
        words: ['requires a quota project', 'user credentials from the google cloud sdk', 'x-goog-user-project'],
        row: 'A19',
        title: 'This Google API wants to know which project pays: credentials of gcloud name none',
        fix: 'Send `-H "x-goog-user-project: $PROJECT"`, or `gcloud auth application-default set-quota-project $PROJECT`.',
        isSure: true,
      },
      'service-disabled': {
        codes: ['SERVICE_DISABLED'],
        row: 'E02',
        title: 'The API is not enabled in the project',
        fix: '`gcloud services enable <api> --project <project>`, and wait some minutes.',
        isSure: true,
      },
      'api-key-not-enough': {
        words: ['api keys are not supported', 'api key not valid', 'api key expired'],
        row: 'J04',
        title: 'This Google API does not take API keys, or not this one',
        fix: 'Send `Authorization: Bearer <OAuth access token>` where keys are not supported; else take the key from APIs & Services, Credentials, of the project in which the API is enabled.',
        isSure: true,
      },
      'invalid-credentials': {
        words: ['invalid authentication credentials', 'invalid credentials', 'autherror'],
        row: 'J04',
        title: 'Google does not accept the access token: most likely its hour is over',
        fix: 'Refresh the token (an hour is its life) and repeat: `-H "Authorization: Bearer $(gcloud auth print-access-token)"`. `https://oauth2.googleapis.com/tokeninfo` tells what a token is good for.',
      },
    },
  },
  {
    id: 'google-ads',
    name: 'the Google Ads API',
    maker: 'google',
    page: 'https://developers.google.com/google-ads/api/rest/auth',
    hosts: ['googleads.googleapis.com'],
    credentials: [{ label: 'an OAuth access token', send: 'Authorization: Bearer $GOOGLE_TOKEN' }],
    needs: [
      {
        send: 'developer-token: $GOOGLE_ADS_DEVELOPER_TOKEN',
        label: 'the developer token',
        words: ['developer_token_parameter_missing', 'developer-token'],
        isCredential: true,
      },
    ],
    says: {
      'developer-token-unapproved': {
        codes: ['DEVELOPER_TOKEN_NOT_APPROVED'],
        row: 'G10',
        title: 'The developer token is good for test accounts only',
        fix: 'Apply for basic access in the API Center, or call a test account.',
        isSure: true,
      },
      'login-customer': {
        codes: ['USER_PERMISSION_DENIED'],
        row: 'A19',
        title: 'The user reaches this account through a manager account, which the request does not name',
        fix: 'Send `-H "login-customer-id: $MANAGER_ACCOUNT"`, digits without hyphens.',
      },
    },
  },
  {
    id: 'cloud-run',
    name: 'Cloud Run',
    maker: 'google',
    page: 'https://cloud.google.com/run/docs/authenticating/service-to-service',
    hosts: ['run.app', 'cloudfunctions.net'],
    hostsOthers: true,
    addressee: [
      {
        issuer: ['https://accounts.google.com', 'accounts.google.com'],
        audience: ['https://{host}', 'https://{host}/*'],
        takesIdToken: true,
        fix: 'Get an ID token for the service itself: `gcloud auth print-identity-token --audiences=https://<service>.run.app`; from the metadata server with `?audience=` the same.',
      },
    ],
    notCredentials: [
      {
        label: 'an OAuth access token',
        token: 'ya29.',
        row: 'C23',
        fix: 'Cloud Run’s own gate takes ID tokens: `-H "Authorization: Bearer $(gcloud auth print-identity-token)"`, of an account with the role Cloud Run Invoker.',
      },
    ],
    says: {
      'gate-refuses': {
        words: ['the access token could not be verified', 'your client does not have permission to get url'],
        row: 'B09',
        title: 'Cloud Run’s own gate refuses, before the application: the service is not public',
        fix: '`-H "Authorization: Bearer $(gcloud auth print-identity-token)"` of an account with roles/run.invoker; or make it public: `gcloud run services add-iam-policy-binding <service> --member=allUsers --role=roles/run.invoker`.',
      },
    },
  },
] as const satisfies readonly Product[];

export const googleExchanges: ProductExchanges<typeof google> = {
  google: {
    refused: [
      {
        ask: 'GET https://cloudresourcemanager.googleapis.com/v3/projects/tern',
        send: ['Authorization: Bearer ya29.~120'],
        status: 403,
        answer: {
          error: {
            code: 403,
            message:
              'Your application is authenticating by using local ADC. The cloudresourcemanager.googleapis.com API requires a quota project, which is not set by default.',
            status: 'PERMISSION_DENIED',
          },
        },
        row: 'A19',
        tells: 'x-goog-user-project: $PROJECT',
      },
      {
        ask: 'GET https://storage.googleapis.com/storage/v1/b?project=tern',
        send: ['Authorization: Bearer ya29.~120'],
        status: 401,
        answer: { error: { code: 401, message: 'Invalid Credentials', errors: [{ reason: 'authError' }] } },
        row: 'J04',
        tells: 'gcloud auth print-access-token',
      },
    ],
    healthy: [
      {
        ask: 'GET https://storage.googleapis.com/storage/v1/b/none',
        send: ['Authorization: Bearer ya29.~120'],
        status: 404,
        answer: {
          error: { code: 404, message: 'The specified bucket does not exist.', errors: [{ reason: 'notFound' }] },
        },
      },
    ],
  },
  'google-ads': {
    refused: [
      {
        ask: 'POST https://googleads.googleapis.com/v21/customers/1/googleAds:search',
        send: ['Authorization: Bearer ya29.~120'],
        body: '{}',
        status: 401,
        answer: {
          error: {
            code: 401,
            status: 'UNAUTHENTICATED',
            details: [
              {
                errors: [
                  {
                    errorCode: { authenticationError: 'DEVELOPER_TOKEN_PARAMETER_MISSING' },
                    message: 'developer_token_parameter_missing',
                  },
                ],
              },
            ],
          },
        },
        row: 'A19',
        tells: 'developer-token: $GOOGLE_ADS_DEVELOPER_TOKEN',
      },
    ],
    healthy: [
      {
        ask: 'POST https://googleads.googleapis.com/v21/customers/1/googleAds:search',
        send: ['Authorization: Bearer ya29.~120', 'developer-token: ~22'],
        body: '{}',
        status: 400,
        answer: { error: { code: 400, message: 'Request contains an unknown field.', status: 'INVALID_ARGUMENT' } },
      },
    ],
  },
  'cloud-run': {
    refused: [
      {
        ask: 'GET https://nest-abc-ew.a.run.app/items',
        send: ['Authorization: Bearer ~jwt'],
        claims: { iss: 'https://accounts.google.com', aud: '32555940559.apps.googleusercontent.com' },
        status: 401,
        headers: [
          'WWW-Authenticate: Bearer error="invalid_token" error_description="The access token could not be verified"',
        ],
        row: 'D07',
        tells: '--audiences=https://<service>.run.app',
      },
      {
        ask: 'GET https://nest-abc-ew.a.run.app/items',
        send: ['Authorization: Bearer ya29.~120'],
        status: 401,
        headers: [
          'WWW-Authenticate: Bearer error="invalid_token", error_description="The access token could not be verified"',
        ],
        row: 'C23',
        tells: 'gcloud auth print-identity-token',
      },
    ],
    healthy: [
      {
        ask: 'GET https://nest-abc-ew.a.run.app/items/none',
        send: ['Authorization: Bearer ~jwt'],
        claims: { iss: 'https://accounts.google.com', aud: 'https://nest-abc-ew.a.run.app' },
        status: 404,
        answer: { detail: 'Not Found' },
      },
    ],
  },
};
