import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Customers and their questions. */
export const crm = [
  {
    id: 'salesforce',
    name: 'Salesforce',
    page: 'https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/intro_oauth_and_connected_apps.htm',
    row: 'J25',
    hosts: ['salesforce.com', 'force.com'],
    credentials: [
      {
        label: 'a session’s token',
        send: 'Authorization: Bearer $SF_TOKEN',
        check: {
          id: 'instance-url',
          row: 'J25',
          title: 'Salesforce’s API was called at its login host: a session is good at its own instance only',
          find: (_, { host, location }) =>
            /^(?:login|test)\.salesforce\.com$/.test(host) && location?.pathname.startsWith('/services/data')
              ? [`The request went to ${host}.`, 'The path is one of the REST API.']
              : undefined,
          fix: 'Call the `instance_url` that came with the token: `curl -H "Authorization: Bearer $SF_TOKEN" "https://<domain>.my.salesforce.com/services/data/"`.',
        },
      },
      { label: 'a session’s token', send: 'Authorization: OAuth $SF_TOKEN' },
    ],
    says: {
      'session-over': {
        words: ['invalid_session_id', 'session expired or invalid'],
        row: 'J25',
        title: 'Salesforce says that the session is over or not of this org',
        fix: 'Refresh the token and call the `instance_url` that came with it; look at the org’s session timeout, IP restrictions and API access of the profile.',
      },
    },
  },
  {
    id: 'hubspot',
    name: 'HubSpot',
    page: 'https://developers.hubspot.com/docs/api/error-handling',
    row: 'J26',
    hosts: ['api.hubapi.com', 'api.hubspot.com'],
    credentials: [
      { label: 'a private app’s token', send: 'Authorization: Bearer $HUBSPOT_TOKEN', token: /^pat-[a-z]{2}\d-/ },
      { label: 'an access token', send: 'Authorization: Bearer $HUBSPOT_TOKEN' },
    ],
    says: {
      refuses: {
        words: [
          'expired_authentication',
          'oauth token used to make this call expired',
          'invalid_authentication',
          'authentication credentials not found',
        ],
        row: 'J26',
        title: 'HubSpot’s token has expired, or is not accepted; API keys (`hapikey`) no longer exist',
        fix: 'Refresh the OAuth token (it lives for 30 minutes), or send a private app’s: `-H "Authorization: Bearer $HUBSPOT_TOKEN"`.',
        isSure: true,
      },
      'scope-missing': {
        codes: ['MISSING_SCOPES'],
        row: 'E02',
        title: 'The HubSpot token lacks a scope',
        fix: 'Add the scope that the answer names to the app; a private app’s token has it at once, OAuth wants a new consent.',
        isSure: true,
      },
    },
  },
  {
    id: 'zendesk',
    name: 'Zendesk',
    page: 'https://developer.zendesk.com/api-reference/introduction/security-and-auth/',
    hosts: ['zendesk.com'],
    credentials: [
      {
        label: 'e-mail address with /token, and API token',
        send: 'Authorization: Basic you@example.com/token:$ZENDESK_TOKEN',
      },
      { label: 'an OAuth access token', send: 'Authorization: Bearer $ZENDESK_OAUTH_TOKEN' },
    ],
    says: {
      'could-not-authenticate': {
        words: ["couldn't authenticate you", 'could not authenticate you'],
        row: 'C15',
        title: 'Zendesk does not take user and token: with an API token `/token` stands behind the e-mail address',
        fix: 'Send `-u "you@example.com/token:$ZENDESK_TOKEN"`, to `https://<subdomain>.zendesk.com` of the account that made the token.',
      },
    },
  },
  {
    id: 'freshdesk',
    name: 'Freshdesk',
    page: 'https://developers.freshdesk.com/api/#authentication',
    hosts: ['freshdesk.com', 'freshservice.com'],
    credentials: [{ label: 'an API key as the user, any password', send: 'Authorization: Basic $FRESHDESK_API_KEY:X' }],
    says: {
      'invalid-credentials': {
        codes: ['invalid_credentials'],
        words: ['you have to be logged in to perform this action'],
        row: 'D22',
        title: 'Freshdesk does not know this key at this domain',
        fix: 'Send the key of Profile settings as the user of Basic, `-u "$FRESHDESK_API_KEY:X"`, to `https://<domain>.freshdesk.com`.',
        isSure: true,
      },
    },
  },
  {
    id: 'zoho',
    name: 'Zoho',
    page: 'https://www.zoho.com/crm/developer/docs/api/v8/multi-dc.html',
    hosts: [
      'zohoapis.com',
      'zohoapis.eu',
      'zohoapis.in',
      'zohoapis.com.au',
      'zohoapis.jp',
      'zoho.com',
      'zoho.eu',
      'zoho.in',
    ],
    credentials: [
      {
        label: 'an access token',
        send: 'Authorization: Zoho-oauthtoken $ZOHO_TOKEN',
        token: /^1000\.[0-9a-f]{32}\.[0-9a-f]{32}$/,
      },
      { label: 'an access token', send: 'Authorization: Zoho-oauthtoken $ZOHO_TOKEN' },
      { label: 'an access token', send: 'Authorization: Bearer $ZOHO_TOKEN' },
      {
        label: 'an access token',
        send: 'Authorization: Bearer $ZOHO_TOKEN',
        token: /^1000\.[0-9a-f]{32}\.[0-9a-f]{32}$/,
      },
    ],
    says: {
      'invalid-token': {
        codes: ['INVALID_TOKEN', 'AUTHENTICATION_FAILURE', 'INVALID_OAUTHTOKEN'],
        words: ['invalid oauth token'],
        row: 'G11',
        title: 'Zoho does not know this token at this data center: ended after its hour, or of another one',
        fix: 'Call the `api_domain` that came with the token (zohoapis.com, .eu, .in, .com.au, .jp) and refresh at the accounts host of the same place: `-H "Authorization: Zoho-oauthtoken $ZOHO_TOKEN"`.',
      },
      'scope-missing': {
        codes: ['OAUTH_SCOPE_MISMATCH'],
        row: 'E02',
        title: 'The Zoho token lacks a scope',
        fix: 'Ask for the scope (`ZohoCRM.modules.ALL`, …) at the consent; a refresh does not add it.',
        isSure: true,
      },
    },
  },
  {
    id: 'pipedrive',
    name: 'Pipedrive',
    page: 'https://pipedrive.readme.io/docs/core-api-concepts-authentication',
    hosts: ['pipedrive.com'],
    credentials: [
      { label: 'an API token', send: 'x-api-token: $PIPEDRIVE_TOKEN', token: /^[0-9a-f]{40}$/ },
      { label: 'an API token', send: '?api_token=$PIPEDRIVE_TOKEN', token: /^[0-9a-f]{40}$/ },
      { label: 'an OAuth access token', send: 'Authorization: Bearer $PIPEDRIVE_OAUTH_TOKEN' },
    ],
    says: {
      'unauthorized-access': {
        words: ['unauthorized access'],
        row: 'D22',
        title: 'Pipedrive does not know this token',
        fix: 'Copy it from Personal preferences, API: `-H "x-api-token: $PIPEDRIVE_TOKEN"`; a new one ends the old, and each company has its own.',
      },
    },
  },
] as const satisfies readonly Product[];

export const crmExchanges: ProductExchanges<typeof crm> = {
  salesforce: {
    refused: [
      {
        ask: 'GET https://login.salesforce.com/services/data/v62.0/',
        send: ['Authorization: Bearer 00D~15!~96'],
        status: 401,
        answer: [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }],
        row: 'J25',
        tells: 'my.salesforce.com/services/data/',
      },
    ],
    healthy: [
      {
        ask: 'GET https://tern.my.salesforce.com/services/data/v62.0/sobjects/None',
        send: ['Authorization: Bearer 00D~15!~96'],
        status: 404,
        answer: [{ message: 'The requested resource does not exist', errorCode: 'NOT_FOUND' }],
      },
    ],
  },
  hubspot: {
    refused: [
      {
        ask: 'GET https://api.hubapi.com/crm/v3/objects/contacts?hapikey=~hex8-~hex4-~hex4-~hex4-~hex12',
        status: 401,
        answer: {
          status: 'error',
          message: 'Authentication credentials not found.',
          category: 'INVALID_AUTHENTICATION',
        },
        row: 'J26',
        tells: 'HUBSPOT_TOKEN',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.hubapi.com/crm/v3/objects/contacts/1',
        send: ['Authorization: Bearer pat-eu1-~hex8-~hex4-~hex4-~hex4-~hex12'],
        status: 404,
        answer: { status: 'error', message: 'resource not found', category: 'OBJECT_NOT_FOUND' },
      },
    ],
  },
  zendesk: {
    refused: [
      {
        ask: 'GET https://tern.zendesk.com/api/v2/users/me.json',
        send: ['Authorization: Basic ~b64(ada@tern.example:~40)'],
        status: 401,
        answer: { error: "Couldn't authenticate you" },
        row: 'C15',
        tells: '-u "you@example.com/token:$ZENDESK_TOKEN"',
      },
    ],
    healthy: [
      {
        ask: 'GET https://tern.zendesk.com/api/v2/tickets/1.json',
        send: ['Authorization: Basic ~b64(ada@tern.example/token:~40)'],
        status: 404,
        answer: { error: 'RecordNotFound', description: 'Not found' },
      },
    ],
  },
  freshdesk: {
    refused: [
      {
        ask: 'GET https://tern.freshdesk.com/api/v2/tickets',
        send: ['Authorization: Bearer ~20'],
        status: 401,
        answer: { code: 'invalid_credentials', message: 'You have to be logged in to perform this action.' },
        row: 'C06',
        tells: '-u "$FRESHDESK_API_KEY:X"',
      },
    ],
    healthy: [
      {
        ask: 'GET https://tern.freshdesk.com/api/v2/tickets/1',
        send: ['Authorization: Basic ~b64(~20:X)'],
        status: 404,
      },
    ],
  },
  zoho: {
    refused: [
      {
        ask: 'GET https://www.zohoapis.com/crm/v8/Leads',
        send: ['Authorization: Zoho-oauthtoken 1000.~hex32.~hex32'],
        status: 401,
        answer: { code: 'INVALID_TOKEN', message: 'invalid oauth token', status: 'error' },
        row: 'G11',
        tells: '`api_domain`',
      },
    ],
    healthy: [
      {
        ask: 'GET https://www.zohoapis.com/crm/v8/None',
        send: ['Authorization: Zoho-oauthtoken 1000.~hex32.~hex32'],
        status: 400,
        answer: { code: 'INVALID_MODULE', message: 'the module name given seems to be wrong', status: 'error' },
      },
    ],
  },
  pipedrive: {
    refused: [
      {
        ask: 'GET https://tern.pipedrive.com/api/v1/deals',
        send: ['Authorization: Bearer ~hex40'],
        status: 401,
        answer: { success: false, error: 'unauthorized access', errorCode: 401 },
        row: 'C20',
        tells: 'x-api-token: $PIPEDRIVE_TOKEN',
      },
    ],
    healthy: [
      {
        ask: 'GET https://tern.pipedrive.com/api/v1/deals/1',
        send: ['x-api-token: ~hex40'],
        status: 404,
        answer: { success: false, error: 'Deal not found' },
      },
    ],
  },
};
