import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Others who make models. */
export const moreModels = [
  {
    id: 'gemini',
    name: 'the Gemini API',
    maker: 'google',
    page: 'https://ai.google.dev/gemini-api/docs/api-key',
    row: 'J04',
    hosts: ['generativelanguage.googleapis.com'],
    credentials: [
      { label: 'an API key', send: 'x-goog-api-key: $GEMINI_API_KEY', token: 'AIza' },
      { label: 'an API key', send: '?key=$GEMINI_API_KEY', token: 'AIza' },
      { label: 'an OAuth access token', send: 'Authorization: Bearer $GOOGLE_TOKEN', token: 'ya29.' },
      { label: 'an API key', send: 'x-goog-api-key: $GEMINI_API_KEY' },
      { label: 'an API key', send: '?key=$GEMINI_API_KEY' },
    ],
    says: {
      'key-invalid': {
        words: ['api key not valid', 'api key expired', 'api key was reported as leaked'],
        codes: ['API_KEY_INVALID'],
        row: 'J04',
        title: 'The Gemini API does not take this key: unknown, expired, or reported as leaked',
        fix: 'Make a new one at https://aistudio.google.com/apikey: `-H "x-goog-api-key: $GEMINI_API_KEY"`.',
        isSure: true,
      },
    },
  },
  {
    id: 'mistral',
    name: 'Mistral',
    page: 'https://docs.mistral.ai/api/',
    hosts: ['api.mistral.ai', 'codestral.mistral.ai'],
    credentials: [{ label: 'an API key', send: 'Authorization: Bearer $MISTRAL_API_KEY' }],
    says: {
      'key-refused': {
        words: ['unauthorized', 'no api key found in request'],
        row: 'D22',
        title: 'Mistral does not know this key at this host',
        fix: 'Make a new one in La Plateforme, API keys: `-H "Authorization: Bearer $MISTRAL_API_KEY"`; codestral.mistral.ai has keys of its own, and a new key needs some minutes.',
      },
    },
  },
  {
    id: 'cohere',
    name: 'Cohere',
    page: 'https://docs.cohere.com/reference/errors',
    hosts: ['api.cohere.com', 'api.cohere.ai'],
    credentials: [{ label: 'an API key', send: 'Authorization: Bearer $CO_API_KEY' }],
    says: {
      'key-refused': {
        words: ['invalid api token', 'no api key supplied'],
        row: 'D22',
        title: 'Cohere does not know this key',
        fix: 'Copy a key from https://dashboard.cohere.com/api-keys: `-H "Authorization: Bearer $CO_API_KEY"`.',
      },
    },
  },
  {
    id: 'groq',
    name: 'Groq',
    page: 'https://console.groq.com/docs/errors',
    hosts: ['api.groq.com'],
    credentials: [
      { label: 'an API key', send: 'Authorization: Bearer $GROQ_API_KEY', token: 'gsk_' },
      { label: 'an API key', send: 'Authorization: Bearer $GROQ_API_KEY' },
    ],
    says: {
      'key-refused': {
        codes: ['invalid_api_key', 'expired_api_key'],
        words: ['invalid api key', 'unknown request url'],
        row: 'D22',
        title: 'Groq does not know this key (any more)',
        fix: 'Make a new one at https://console.groq.com/keys: `-H "Authorization: Bearer $GROQ_API_KEY"` (`gsk_…`), to https://api.groq.com/openai/v1.',
      },
    },
  },
] as const satisfies readonly Product[];

export const moreModelExchanges: ProductExchanges<typeof moreModels> = {
  gemini: {
    refused: [
      {
        ask: 'POST https://generativelanguage.googleapis.com/v1beta/models/gemini:generateContent',
        send: ['Authorization: Bearer AIza~35'],
        body: '{}',
        status: 401,
        answer: {
          error: { code: 401, message: 'Request had invalid authentication credentials.', status: 'UNAUTHENTICATED' },
        },
        row: 'J04',
        tells: 'x-goog-api-key: $GEMINI_API_KEY',
      },
      {
        ask: 'POST https://generativelanguage.googleapis.com/v1beta/models/gemini:generateContent?key=AIza~35',
        body: '{}',
        status: 400,
        answer: {
          error: { code: 400, message: 'API key not valid. Please pass a valid API key.', status: 'INVALID_ARGUMENT' },
        },
        row: 'J04',
        tells: 'aistudio.google.com/apikey',
      },
    ],
    healthy: [
      {
        ask: 'POST https://generativelanguage.googleapis.com/v1beta/models/none:generateContent',
        send: ['x-goog-api-key: AIza~35'],
        body: '{}',
        status: 404,
        answer: {
          error: { code: 404, message: 'models/none is not found for API version v1beta', status: 'NOT_FOUND' },
        },
      },
    ],
  },
  mistral: {
    refused: [
      {
        ask: 'POST https://api.mistral.ai/v1/chat/completions',
        send: ['Authorization: Bearer ~32'],
        body: '{}',
        status: 401,
        answer: { detail: 'Unauthorized' },
        row: 'D22',
        tells: 'codestral.mistral.ai has keys of its own',
      },
    ],
    healthy: [
      {
        ask: 'POST https://api.mistral.ai/v1/chat/completions',
        send: ['Authorization: Bearer ~32'],
        body: '{}',
        status: 422,
        answer: { detail: [{ type: 'missing', loc: ['body', 'model'], msg: 'Field required' }] },
      },
    ],
  },
  cohere: {
    refused: [
      {
        ask: 'POST https://api.cohere.com/v2/chat',
        send: ['x-api-key: ~40'],
        body: '{}',
        status: 401,
        answer: { message: 'no api key supplied' },
        row: 'C20',
        tells: '-H "Authorization: Bearer $CO_API_KEY"',
      },
    ],
    healthy: [
      {
        ask: 'POST https://api.cohere.com/v2/chat',
        send: ['Authorization: Bearer ~40'],
        body: '{}',
        status: 422,
        answer: { message: 'model is required' },
      },
    ],
  },
  groq: {
    refused: [
      {
        ask: 'POST https://api.groq.com/openai/v1/chat/completions',
        send: ['Authorization: Bearer sk-proj-~60'],
        body: '{}',
        status: 401,
        answer: { error: { message: 'Invalid API Key', type: 'invalid_request_error', code: 'invalid_api_key' } },
        row: 'C24',
        tells: 'GROQ_API_KEY',
      },
      {
        ask: 'POST https://api.groq.com/openai/v1/chat/completions',
        send: ['Authorization: Bearer gsk_~52'],
        body: '{}',
        status: 401,
        answer: { error: { message: 'Invalid API Key', type: 'invalid_request_error', code: 'invalid_api_key' } },
        row: 'D22',
        tells: 'console.groq.com/keys',
      },
    ],
    healthy: [
      {
        ask: 'POST https://api.groq.com/openai/v1/chat/completions',
        send: ['Authorization: Bearer gsk_~52'],
        body: '{}',
        status: 404,
        answer: { error: { message: 'The model `none` does not exist', code: 'model_not_found' } },
      },
    ],
  },
};
