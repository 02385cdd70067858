import type { Rule } from '../../rule.ts';
import { schemeText } from '../../scheme-text.ts';
import { hostText, shapeText, vendorSays } from './vendor-says.ts';

const openaiRules: readonly Rule[] = [
  vendorSays({
    id: 'openai-organization',
    row: 'J13',
    title: 'OpenAI’s key does not belong to the organization or project that was named',
    confidence: 'proof',
    reference: 'OpenAI documentation: error codes',
    covers: ['A02'],
    of: 'openai',
    says: /member of an organization|no such organization|mismatched_(?:organization|project)|openai-organization header|openai-project header/,
    also: ({ request }) =>
      ['openai-organization', 'openai-project']
        .filter((name) => request.headers.has(name))
        .map((name) => `The request names one in ${name}.`),
    fix: 'Leave OpenAI-Organization and OpenAI-Project out, or set them to those under Settings in which the key was made.',
  }),
  vendorSays({
    id: 'openai-key-refused',
    row: 'J13',
    title: 'OpenAI does not know this key (any more)',
    reference: 'OpenAI help: Incorrect API key provided',
    covers: ['A02', 'A11'],
    of: 'openai',
    says: /incorrect api key|invalid_api_key|provide an api key|invalid authentication|account_deactivated/,
    also: shapeText,
    fix: 'Make a new key in the right project; look for an old one in another variable, file or shell, and for white space around it.',
  }),
  {
    id: 'azure-openai-key-as-bearer',
    row: 'J13',
    title: 'Azure OpenAI reads its key in `api-key`',
    confidence: 'proof',
    reference: 'Azure OpenAI documentation: REST API reference, authentication',
    covers: ['A02', 'C05', 'D12'],
    find(facts) {
      const { token, vendor, request } = facts;
      if (
        vendor !== 'azure-openai' ||
        !token ||
        token.kind !== 'opaque' ||
        request.headers.has('api-key') ||
        token.sent.scheme !== 'bearer'
      )
        return undefined;
      return {
        evidence: [
          'Authorization: Bearer carries a key; as Bearer only tokens of Entra are read, which are JWTs.',
          hostText(facts),
        ],
        fix: 'Send `api-key: <key>`, or a token of Entra for `https://cognitiveservices.azure.com/.default` as Bearer.',
      };
    },
  },
];

const anthropicRules: readonly Rule[] = [
  {
    id: 'anthropic-key-transport',
    row: 'J14',
    title: 'Anthropic reads API keys in `x-api-key` and OAuth tokens as Bearer',
    confidence: 'proof',
    reference: 'Anthropic documentation: API overview, authentication',
    covers: ['A02', 'A11', 'C05', 'D12'],
    find(facts) {
      const { token, vendor, request } = facts;
      if (vendor !== 'anthropic' || token?.shape?.vendor !== 'anthropic') return undefined;
      const isOAuth = token.shape.use === 'access';
      const isBearer = token.sent.scheme === 'bearer';
      if (isOAuth ? isBearer : request.headers.has('x-api-key')) return undefined;
      return {
        title: isOAuth ? 'The OAuth token was sent as an API key' : 'The API key was not sent in `x-api-key`',
        evidence: [
          `By its prefix it is ${token.shape.label}.`,
          `It was sent in ${token.sent.name.slice(0, 60)}${token.sent.scheme ? ` as ${schemeText(request.authorization)}` : ''}.`,
        ],
        fix: `Send \`${token.shape.transport.text}\`, and \`anthropic-version\`.`,
      };
    },
  },
  vendorSays({
    id: 'anthropic-key-refused',
    row: 'J14',
    title: 'Anthropic does not know this key (any more)',
    reference: 'Anthropic documentation: errors (authentication_error)',
    covers: ['A02', 'A11'],
    of: 'anthropic',
    says: /invalid x-api-key|authentication_error|invalid bearer token/,
    also: shapeText,
    fix: 'Make a new key in the Console, in the right workspace; look for an old one in another variable, file or shell.',
  }),
];

export const modelRules: readonly Rule[] = [...openaiRules, ...anthropicRules];
