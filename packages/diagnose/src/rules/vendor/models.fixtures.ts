import { bearer, exchangeOf, type Fixtures, jwt, keyText } from '../../fixtures/fixture.ts';

const openaiKey = ['sk', 'proj', keyText(120)].join('-');
const openai = (
  message: string,
  code: string | null,
  headers: Record<string, string> = bearer(openaiKey),
  status = 401,
) =>
  exchangeOf({
    url: 'https://api.openai.com/v1/models',
    headers,
    answer: { status, body: { error: { message, code } } },
  });
const azure = (headers: Record<string, string>) =>
  exchangeOf({
    method: 'POST',
    url: 'https://acme.openai.azure.com/openai/deployments/d/chat/completions',
    headers,
    body: '{}',
    answer: { body: { error: { code: '401', message: 'Access denied due to invalid subscription key.' } } },
  });
const apiKey = ['sk', 'ant', 'api03', keyText(95)].join('-');
const oauth = ['sk', 'ant', 'oat01', keyText(95)].join('-');
const anthropic = (headers: Record<string, string>, type = 'authentication_error', status = 401) =>
  exchangeOf({
    method: 'POST',
    url: 'https://api.anthropic.com/v1/messages',
    headers,
    body: '{}',
    answer: { status, body: { type: 'error', error: { type, message: 'invalid x-api-key' } } },
  });

export const modelFixtures: Fixtures = {
  'openai-organization': {
    finds: [
      {
        name: 'an organization of somebody else',
        exchange: openai('You must be a member of an organization to use the API.', null, {
          ...bearer(openaiKey),
          'OpenAI-Organization': 'org-1',
        }),
        tells: /openai-organization/,
      },
    ],
    misses: [{ name: 'a key that is not known', exchange: openai('Incorrect API key provided', 'invalid_api_key') }],
  },
  'openai-key-refused': {
    finds: [
      {
        name: 'a key that is not known',
        exchange: openai('Incorrect API key provided: sk-proj-****', 'invalid_api_key'),
      },
    ],
    misses: [
      {
        name: 'a country that is not served',
        exchange: openai(
          'Country, region, or territory not supported',
          'unsupported_country_region_territory',
          bearer(openaiKey),
          403,
        ),
      },
    ],
  },
  'azure-openai-key-as-bearer': {
    finds: [{ name: 'a key as Bearer', exchange: azure(bearer(keyText(84))), tells: /api-key/ }],
    misses: [
      { name: 'a token of Entra as Bearer', exchange: azure(bearer(jwt())) },
      { name: 'a key in its header', exchange: azure({ 'api-key': keyText(84) }) },
    ],
  },
  'anthropic-key-transport': {
    finds: [
      { name: 'a key as Bearer', exchange: anthropic(bearer(apiKey)), tells: /x-api-key/ },
      {
        name: 'an OAuth token as key',
        exchange: anthropic({ 'x-api-key': oauth }),
        tells: /OAuth token was sent as an API key/,
      },
    ],
    misses: [
      { name: 'a key in its header', exchange: anthropic({ 'x-api-key': apiKey }) },
      { name: 'an OAuth token as Bearer', exchange: anthropic(bearer(oauth)) },
    ],
  },
  'anthropic-key-refused': {
    finds: [{ name: 'a key that is not known', exchange: anthropic({ 'x-api-key': apiKey }) }],
    misses: [
      {
        name: 'a permission that is missing',
        exchange: exchangeOf({
          method: 'POST',
          url: 'https://api.anthropic.com/v1/messages',
          headers: { 'x-api-key': apiKey },
          body: '{}',
          answer: { status: 403, body: { type: 'error', error: { type: 'permission_error', message: 'not allowed' } } },
        }),
      },
    ],
  },
};
