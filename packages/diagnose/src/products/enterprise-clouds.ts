import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Clouds that sign, or give tokens for keys. */
export const enterpriseClouds = [
  {
    id: 'scaleway',
    name: 'Scaleway',
    page: 'https://www.scaleway.com/en/developers/api/',
    hosts: ['api.scaleway.com'],
    credentials: [{ label: 'the secret key', send: 'X-Auth-Token: $SCW_SECRET_KEY' }],
    notCredentials: [
      {
        label: 'an access key, the public half of a pair',
        token: /^SCW[A-Z0-9]{17}$/,
        row: 'C23',
        fix: 'Send the secret key (a UUID): `-H "X-Auth-Token: $SCW_SECRET_KEY"`.',
      },
    ],
    says: {
      denied: {
        codes: ['denied_authentication'],
        row: 'D22',
        title: 'Scaleway does not know this key',
        fix: 'Make an API key under IAM and send its secret half: `-H "X-Auth-Token: $SCW_SECRET_KEY"`.',
      },
    },
  },
  {
    id: 'ovhcloud',
    name: 'OVHcloud',
    page: 'https://help.ovhcloud.com/csm/en-api-getting-started-ovhcloud-api',
    hosts: ['api.ovh.com', 'eu.api.ovh.com', 'ca.api.ovh.com', 'api.us.ovhcloud.com'],
    needs: [
      { send: 'X-Ovh-Application: $OVH_APPLICATION_KEY', label: 'the application’s key', isCredential: true },
      {
        send: 'X-Ovh-Consumer: $OVH_CONSUMER_KEY',
        label: 'the consumer key',
        words: ['you must login first', 'x-ovh-consumer'],
      },
    ],
    says: {
      'application-unknown': {
        words: ['this application key is invalid'],
        codes: ['INVALID_KEY'],
        row: 'G11',
        title: 'OVHcloud does not know this application at this host: Europe, Canada and the US have keys of their own',
        fix: 'Use the host of the region in which the keys were made: eu.api.ovh.com, ca.api.ovh.com or api.us.ovhcloud.com.',
      },
      'consumer-refused': {
        codes: ['INVALID_CREDENTIAL', 'NOT_CREDENTIAL'],
        words: ['this credential is not valid', 'this credential does not exist'],
        row: 'D22',
        title: 'The consumer key of OVHcloud is expired or was never validated by its user',
        fix: 'Make one at https://eu.api.ovh.com/createToken/, or open the validation URL once.',
      },
      'call-not-granted': {
        codes: ['NOT_GRANTED_CALL'],
        words: ['this call has not been granted'],
        row: 'E02',
        title: 'The consumer key of OVHcloud was not given this path',
        fix: 'Make one with the method and path among its rights (`GET /me`, …).',
        isSure: true,
      },
      signature: {
        words: ['invalid signature'],
        row: 'D17',
        title: 'The signature for OVHcloud does not fit',
        fix: 'It is `$1$` + SHA-1 of secret+consumer+method+URL+body+timestamp, joined by `+`; take the time from /auth/time.',
        isSure: true,
      },
    },
  },
  {
    id: 'ibm-cloud',
    name: 'IBM Cloud',
    page: 'https://cloud.ibm.com/docs/account?topic=account-iamtoken_from_apikey',
    hosts: ['cloud.ibm.com', 'appdomain.cloud'],
    hostsOthers: true,
    credentials: [
      { label: 'an IAM access token', send: 'Authorization: Bearer $IAM_TOKEN', token: /^ey[\w-]{10,}\.ey/ },
      { label: 'an IAM access token', send: 'Authorization: Bearer $IAM_TOKEN' },
      { label: 'the API key of a service', send: 'Authorization: Basic apikey:$IBM_API_KEY' },
    ],
    notCredentials: [
      {
        label: 'an API key, which is exchanged for a token first',
        token: /^[\w-]{44}$/,
        row: 'C23',
        fix: 'Exchange it: `curl -X POST "https://iam.cloud.ibm.com/identity/token" -d "grant_type=urn:ibm:params:oauth:grant-type:apikey&apikey=$IBM_API_KEY"`, and send its access_token as Bearer; it lives for an hour.',
      },
    ],
    says: {
      'key-unknown': {
        words: ['bxnim0415e', 'provided api key could not be found'],
        statuses: [400, 401],
        row: 'D22',
        title: 'IBM Cloud does not know this API key (BXNIM0415E)',
        fix: '`ibmcloud iam api-keys` lists those that exist; make a new one with `ibmcloud iam api-key-create`.',
        isSure: true,
      },
    },
  },
  {
    id: 'openstack',
    name: 'OpenStack',
    page: 'https://docs.openstack.org/api-ref/identity/v3/',
    signs: ['WWW-Authenticate: Keystone uri=*', 'X-Openstack-Request-Id', '> X-Subject-Token'],
    credentials: [{ label: 'a Keystone token', send: 'X-Auth-Token: $OS_TOKEN' }],
    says: {
      'authentication-required': {
        words: ['the request you have made requires authentication'],
        row: 'D22',
        title: 'Keystone does not take the credential: expired token, wrong password, project or domain',
        fix: '`openstack token issue` gives a new token (`-H "X-Auth-Token: $OS_TOKEN"`); if that fails, compare OS_AUTH_URL, OS_PROJECT_NAME and the two domains with the RC file.',
      },
    },
  },
] as const satisfies readonly Product[];

export const enterpriseCloudExchanges: ProductExchanges<typeof enterpriseClouds> = {
  scaleway: {
    refused: [
      {
        ask: 'GET https://api.scaleway.com/instance/v1/zones/fr-par-1/servers',
        send: ['X-Auth-Token: SCWABCDEFGHIJ0123456'],
        status: 401,
        answer: { method: 'api_key', reason: 'not_found', type: 'denied_authentication' },
        row: 'C23',
        tells: 'SCW_SECRET_KEY',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.scaleway.com/instance/v1/zones/fr-par-1/servers/none',
        send: ['X-Auth-Token: ~hex8-~hex4-~hex4-~hex4-~hex12'],
        status: 404,
        answer: { type: 'not_found', resource: 'instance_server' },
      },
    ],
  },
  ovhcloud: {
    refused: [
      {
        ask: 'GET https://eu.api.ovh.com/1.0/me',
        send: [
          'X-Ovh-Application: ~16',
          'X-Ovh-Consumer: ~32',
          'X-Ovh-Timestamp: 1780315200',
          'X-Ovh-Signature: $1$~hex40',
        ],
        status: 403,
        answer: { message: 'This call has not been granted', httpCode: '403 Forbidden', errorCode: 'NOT_GRANTED_CALL' },
        row: 'E02',
        tells: 'among its rights',
      },
    ],
    healthy: [
      {
        ask: 'GET https://eu.api.ovh.com/1.0/domain/none',
        send: [
          'X-Ovh-Application: ~16',
          'X-Ovh-Consumer: ~32',
          'X-Ovh-Timestamp: 1780315200',
          'X-Ovh-Signature: $1$~hex40',
        ],
        status: 404,
        answer: { message: 'This service does not exist' },
      },
    ],
  },
  'ibm-cloud': {
    refused: [
      {
        ask: 'GET https://resource-controller.cloud.ibm.com/v2/resource_instances',
        send: ['Authorization: Bearer ~44'],
        status: 401,
        answer: { errors: [{ code: 'unauthorized', message: 'The token is invalid.' }] },
        row: 'C23',
        tells: 'iam.cloud.ibm.com/identity/token',
      },
    ],
    healthy: [
      {
        ask: 'GET https://resource-controller.cloud.ibm.com/v2/resource_instances/none',
        send: ['Authorization: Bearer ~jwt'],
        status: 404,
        answer: { status_code: 404, message: 'Cannot find the resource instance.' },
      },
    ],
  },
  openstack: {
    refused: [
      {
        ask: 'GET https://cloud.tern.example:8774/v2.1/servers',
        send: ['Authorization: Bearer gAAAA~180'],
        status: 401,
        headers: ["WWW-Authenticate: Keystone uri='https://cloud.tern.example:5000'"],
        answer: {
          error: { code: 401, title: 'Unauthorized', message: 'The request you have made requires authentication.' },
        },
        row: 'C20',
        tells: '-H "X-Auth-Token: $OS_TOKEN"',
      },
    ],
    healthy: [
      {
        ask: 'GET https://cloud.tern.example:8774/v2.1/servers/none',
        send: ['X-Auth-Token: gAAAA~180'],
        status: 404,
        headers: ['X-Openstack-Request-Id: req-1'],
        answer: { itemNotFound: { code: 404, message: 'Instance none could not be found.' } },
      },
    ],
  },
};
