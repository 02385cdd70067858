import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Who makes models and serves them. */
export const models = [
  {
    id: 'openai',
    name: 'OpenAI',
    maker: 'openai',
    page: 'https://platform.openai.com/docs/guides/error-codes',
    row: 'J13',
    hosts: ['api.openai.com'],
    credentials: [
      { label: 'a project’s API key', send: 'Authorization: Bearer $OPENAI_API_KEY', token: 'sk-proj-' },
      { label: 'a service account’s API key', send: 'Authorization: Bearer $OPENAI_API_KEY', token: 'sk-svcacct-' },
      { label: 'an admin key', send: 'Authorization: Bearer $OPENAI_ADMIN_KEY', token: 'sk-admin-' },
      { label: 'an API key', send: 'Authorization: Bearer $OPENAI_API_KEY' },
    ],
    says: {
      organization: {
        words: [
          'member of an organization',
          'no such organization',
          'mismatched_organization',
          'mismatched_project',
          'openai-organization header',
          'openai-project header',
        ],
        row: 'J13',
        title: 'OpenAI’s key does not belong to the organization or project that was named',
        fix: 'Leave OpenAI-Organization and OpenAI-Project out, or set them to those under Settings in which the key was made.',
        isSure: true,
      },
      'key-refused': {
        words: ['incorrect api key', 'provide an api key', 'invalid authentication', 'account_deactivated'],
        codes: ['invalid_api_key'],
        row: 'J13',
        title: 'OpenAI does not know this key (any more)',
        fix: 'Make a new key in the right project: `-H "Authorization: Bearer $OPENAI_API_KEY"`; look for an old one in another variable, file or shell, and for white space around it.',
      },
      'scope-missing': {
        words: ['you have insufficient permissions for this operation', 'missing scopes:'],
        row: 'E02',
        title: 'The OpenAI key is restricted: it lacks a permission',
        fix: 'Edit the key’s permissions, or the role of its user in project and organization, for the scope that the answer names.',
        isSure: true,
      },
      'country-or-address': {
        words: ['ip not authorized', 'country, region, or territory not supported'],
        codes: ['unsupported_country_region_territory', 'ip_not_authorized'],
        row: 'B16',
        title: 'OpenAI refuses the address that the request comes from',
        fix: 'Call from an address that the project’s allow list holds, or from a supported country; a new key changes nothing.',
        isSure: true,
      },
    },
  },
  {
    id: 'azure-openai',
    name: 'Azure OpenAI',
    maker: 'microsoft',
    page: 'https://learn.microsoft.com/en-us/azure/ai-foundry/openai/reference',
    row: 'J13',
    hosts: ['openai.azure.com', 'cognitiveservices.azure.com', 'services.ai.azure.com'],
    credentials: [
      { label: 'a key of the resource', send: 'api-key: $AZURE_OPENAI_API_KEY' },
      { label: 'a token of Entra', send: 'Authorization: Bearer $AZURE_TOKEN', token: /^ey[\w-]{10,}\.ey/ },
      { label: 'a key of the resource', send: 'Ocp-Apim-Subscription-Key: $AZURE_AI_KEY' },
    ],
    addressee: [
      {
        audience: ['https://cognitiveservices.azure.com', 'https://ai.azure.com', 'https://ml.azure.com'],
        isFixed: true,
        fix: 'Get the token for it: `az account get-access-token --resource https://cognitiveservices.azure.com`.',
      },
    ],
    says: {
      'key-or-endpoint': {
        words: ['access denied due to invalid subscription key or wrong api endpoint'],
        row: 'J13',
        title: 'The key is not one of this Azure resource: each resource has keys and a host of its own',
        fix: 'Take key and endpoint from the same resource (Keys and Endpoint): `-H "api-key: $AZURE_OPENAI_API_KEY"` to `https://<resource>.openai.azure.com`.',
        isSure: true,
      },
      'keys-switched-off': {
        words: ['key based authentication is disabled', 'keybasedauthenticationdisabled'],
        codes: ['AuthenticationTypeDisabled'],
        row: 'C05',
        title: 'Keys are switched off for this Azure resource: it takes tokens of Entra alone',
        fix: 'Send `-H "Authorization: Bearer $AZURE_TOKEN"` with a token for `https://cognitiveservices.azure.com/.default`, of an identity with the role Cognitive Services OpenAI User.',
        isSure: true,
      },
      'role-missing': {
        words: ['the principal … lacks the required data action', 'principal does not have access to api/operation'],
        row: 'E02',
        title: 'The identity has no role on this Azure resource',
        fix: 'Assign Cognitive Services OpenAI User to it on the resource, and wait some minutes.',
        isSure: true,
      },
    },
  },
  {
    id: 'anthropic',
    name: 'Anthropic',
    page: 'https://docs.claude.com/en/api/overview',
    row: 'J14',
    hosts: ['api.anthropic.com'],
    credentials: [
      { label: 'an API key', send: 'x-api-key: $ANTHROPIC_API_KEY', token: 'sk-ant-api' },
      { label: 'an admin key', send: 'x-api-key: $ANTHROPIC_ADMIN_KEY', token: 'sk-ant-admin' },
      { label: 'an OAuth access token', send: 'Authorization: Bearer $ANTHROPIC_AUTH_TOKEN', token: 'sk-ant-oat' },
      { label: 'an API key', send: 'x-api-key: $ANTHROPIC_API_KEY' },
    ],
    needs: [{ send: 'anthropic-version: 2023-06-01', label: 'the version of the API', words: ['anthropic-version'] }],
    notCredentials: [
      {
        label: 'an OAuth refresh token',
        token: 'sk-ant-ort',
        row: 'C23',
        fix: 'Exchange it at the token endpoint for an access token (`sk-ant-oat…`) and send that as Bearer.',
      },
    ],
    says: {
      'oauth-not-supported': {
        words: ['oauth authentication is currently not supported', 'oauth authentication is currently not allowed'],
        row: 'J14',
        title: 'Anthropic’s API takes no OAuth token here: it wants an API key',
        isSure: true,
      },
      'key-refused': {
        words: ['invalid x-api-key', 'authentication_error', 'invalid bearer token'],
        row: 'J14',
        title: 'Anthropic does not know this key (any more)',
        fix: 'Make a new key in the Console, in the right workspace: `-H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01"`; look for an old one in another variable, file or shell.',
      },
    },
  },
] as const satisfies readonly Product[];

export const modelExchanges: ProductExchanges<typeof models> = {
  openai: {
    refused: [
      {
        ask: 'POST https://api.openai.com/v1/responses',
        send: ['Authorization: Bearer sk-proj-~60'],
        body: '{"model":"gpt-5"}',
        status: 401,
        answer: {
          error: {
            message: 'You have insufficient permissions for this operation. Missing scopes: model.request.',
            type: 'invalid_request_error',
          },
        },
        row: 'E02',
        tells: 'permissions',
      },
      {
        ask: 'POST https://api.openai.com/v1/responses',
        send: ['api-key: sk-proj-~60'],
        body: '{"model":"gpt-5"}',
        status: 401,
        answer: { error: { message: "You didn't provide an API key.", type: 'invalid_request_error', code: null } },
        row: 'J13',
        tells: '-H "Authorization: Bearer $OPENAI_API_KEY"',
      },
    ],
    healthy: [
      {
        ask: 'POST https://api.openai.com/v1/responses',
        send: ['Authorization: Bearer sk-proj-~60'],
        body: '{"model":"none"}',
        status: 404,
        answer: {
          error: {
            message: 'The model `none` does not exist or you do not have access to it.',
            code: 'model_not_found',
          },
        },
      },
    ],
  },
  'azure-openai': {
    refused: [
      {
        ask: 'POST https://tern.openai.azure.com/openai/deployments/a/chat/completions?api-version=2024-10-21',
        send: ['api-key: ~hex32'],
        body: '{}',
        status: 401,
        answer: {
          error: {
            code: '401',
            message:
              'Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription.',
          },
        },
        row: 'J13',
        tells: 'Keys and Endpoint',
      },
      {
        ask: 'POST https://tern.openai.azure.com/openai/deployments/a/chat/completions?api-version=2024-10-21',
        send: ['Authorization: Bearer ~jwt'],
        claims: { iss: 'https://sts.windows.net/t/', aud: 'https://management.azure.com/' },
        body: '{}',
        status: 401,
        answer: {
          error: {
            code: 'Unauthorized',
            message: 'Access token audience is incorrect (https://cognitiveservices.azure.com).',
          },
        },
        row: 'D07',
        tells: '--resource https://cognitiveservices.azure.com',
      },
      {
        ask: 'POST https://tern.openai.azure.com/openai/deployments/a/chat/completions?api-version=2024-10-21',
        send: ['Authorization: Bearer ~hex32'],
        body: '{}',
        status: 401,
        answer: { statusCode: 401, message: 'Unauthorized. Access token is missing, invalid.' },
        row: 'J13',
        tells: '-H "api-key: $AZURE_OPENAI_API_KEY"',
      },
    ],
    healthy: [
      {
        ask: 'POST https://tern.openai.azure.com/openai/deployments/none/chat/completions?api-version=2024-10-21',
        send: ['api-key: ~hex32'],
        body: '{}',
        status: 404,
        answer: {
          error: { code: 'DeploymentNotFound', message: 'The API deployment for this resource does not exist.' },
        },
      },
    ],
  },
  anthropic: {
    refused: [
      {
        ask: 'POST https://api.anthropic.com/v1/messages',
        send: ['x-api-key: sk-ant-api03-~95'],
        body: '{}',
        status: 400,
        answer: {
          type: 'error',
          error: { type: 'invalid_request_error', message: 'anthropic-version: header is required' },
        },
        row: 'A19',
        tells: '-H "anthropic-version: 2023-06-01"',
      },
      {
        ask: 'POST https://api.anthropic.com/v1/messages',
        send: ['Authorization: Bearer sk-ant-api03-~95', 'anthropic-version: 2023-06-01'],
        body: '{}',
        status: 401,
        answer: { type: 'error', error: { type: 'authentication_error', message: 'Invalid bearer token' } },
        row: 'J14',
        tells: '-H "x-api-key: $ANTHROPIC_API_KEY"',
      },
    ],
    healthy: [
      {
        ask: 'POST https://api.anthropic.com/v1/messages',
        send: ['x-api-key: sk-ant-api03-~95', 'anthropic-version: 2023-06-01'],
        body: '{}',
        status: 400,
        answer: { type: 'error', error: { type: 'invalid_request_error', message: 'max_tokens: Field required' } },
      },
    ],
  },
};
