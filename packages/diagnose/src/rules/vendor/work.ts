import type { Facts } from '../../facts.ts';
import type { Rule } from '../../rule.ts';
import { schemeText } from '../../scheme-text.ts';
import { hostText, shapeText, vendorSays } from './vendor-says.ts';

const isAtlassian = ({ vendor, response }: Facts): boolean =>
  vendor === 'atlassian' || response?.headers.has('x-seraph-loginreason') === true;

const atlassian: readonly Rule[] = [
  {
    id: 'atlassian-token-as-bearer',
    row: 'J21',
    title: 'Atlassian Cloud takes API tokens as the password of Basic',
    confidence: 'proof',
    reference: 'Atlassian documentation: Basic auth for REST APIs',
    covers: ['A02', 'A11', 'A12', 'C05', 'C06'],
    find(facts) {
      const { token, request } = facts;
      if (
        facts.vendor !== 'atlassian' ||
        token?.shape?.vendor !== 'atlassian' ||
        request.authorization?.scheme !== 'bearer' ||
        request.host === 'api.atlassian.com'
      )
        return undefined;
      return {
        evidence: [`By its prefix it is ${token.shape.label}.`, 'It was sent as Bearer.'],
        fix: `Send \`${token.shape.transport.text}\`. Tokens with scopes go to https://api.atlassian.com/ex/<product>/<cloudId>/…; Bearer is for OAuth, and for personal tokens of Data Center.`,
      };
    },
  },
  vendorSays({
    id: 'atlassian-refuses',
    row: 'J21',
    title: 'Atlassian does not accept user and token',
    reference: 'Atlassian documentation: Basic auth for REST APIs, manage API tokens',
    covers: ['A02', 'A12', 'C05'],
    of: isAtlassian,
    says: /client must be authenticated|basic auth(?:entication)? with passwords?|authenticated_failed|basic authentication failure/,
    also: ({ request }) => (request.authorization ? [`It was sent as ${schemeText(request.authorization)}.`] : []),
    fix: 'Cloud: Basic with e-mail address and API token (no password; tokens run out after a year). Server and Data Center: `Authorization: Bearer <personal access token>`.',
  }),
];

const notion: Rule = vendorSays({
  id: 'notion-token-refused',
  row: 'J22',
  title: 'Notion does not know this token (any more)',
  reference: 'Notion documentation: status codes, authorization',
  covers: ['A02', 'A11'],
  of: 'notion',
  says: /api token is invalid/,
  also: shapeText,
  fix: 'Copy the integration’s secret again (`ntn_…`) and send `Authorization: Bearer <token>` with `Notion-Version`.',
});

const linear: Rule = {
  id: 'linear-key-as-bearer',
  row: 'J22',
  title: 'Linear takes its API keys without a scheme',
  confidence: 'proof',
  reference: 'Linear documentation: API and Webhooks, personal API keys',
  covers: ['A02', 'C05'],
  find(facts) {
    const { token, request } = facts;
    if (facts.vendor !== 'linear' || !token?.text.startsWith('lin_api_') || request.authorization?.scheme === undefined)
      return undefined;
    return {
      evidence: [
        `By its prefix it is ${token.shape?.label ?? 'a Linear API key'}.`,
        `Before it stands ${schemeText(request.authorization)}.`,
      ],
      fix: 'Send `Authorization: <key>`; Bearer is for OAuth tokens (`lin_oauth_…`).',
    };
  },
};

const figma: Rule = {
  id: 'figma-token-in-authorization',
  row: 'J22',
  title: 'Figma reads personal access tokens in X-Figma-Token',
  confidence: 'proof',
  reference: 'Figma documentation: REST API authentication',
  covers: ['A02', 'A13', 'C04', 'C05'],
  find(facts) {
    const { token, request } = facts;
    if (facts.vendor !== 'figma' || !token?.text.startsWith('figd_') || request.headers.has('x-figma-token'))
      return undefined;
    return {
      evidence: [
        `By its prefix it is ${token.shape?.label ?? 'a Figma token'}.`,
        `It was sent in ${token.sent.name.slice(0, 60)}.`,
      ],
      fix: 'Send `X-Figma-Token: <token>`; Authorization: Bearer is for OAuth tokens.',
    };
  },
};

const airtable: readonly Rule[] = [
  {
    id: 'airtable-old-key',
    row: 'J22',
    title: 'Airtable’s old API keys no longer work',
    confidence: 'proof',
    reference: 'Airtable documentation: API keys deprecation, personal access tokens',
    covers: ['A02', 'A11'],
    find(facts) {
      if (facts.vendor !== 'airtable' || !/^key[A-Za-z0-9]{14}$/.test(facts.token?.text ?? '')) return undefined;
      return {
        evidence: ['The token has the form of an old API key (`key…`, 17 characters).', hostText(facts)],
        fix: 'Make a personal access token (`pat…`) with the scopes and bases that are needed.',
      };
    },
  },
  vendorSays({
    id: 'airtable-refuses',
    row: 'J22',
    title: 'Airtable does not accept the token',
    reference: 'Airtable documentation: errors, personal access tokens',
    covers: ['A02', 'A11'],
    of: ({ vendor, token }) => vendor === 'airtable' && token !== undefined,
    says: /authentication_required|authentication required|invalid authentication token/,
    fix: 'Make a personal access token with the scopes and bases that are needed, and send it as Bearer.',
  }),
];

const hourlyTokens: Rule = vendorSays({
  id: 'hourly-token-expired',
  row: 'J27',
  title: 'The access token has expired: this vendor’s live for an hour',
  reference: 'Spotify and Zoom documentation: refreshing tokens',
  covers: ['D01', 'E01'],
  of: ['spotify', 'zoom'],
  says: /access token (?:is |has )?expired/,
  fix: 'Refresh the token (`grant_type=refresh_token`), and do so a minute before its hour is over; keep a new refresh token if one comes.',
});

const offersApiKey = (facts: Facts): boolean =>
  facts.response?.headers.has('x-elastic-product') === true || facts.response?.challenge('apikey') !== undefined;

const elasticKey: Rule = {
  id: 'elastic-key-not-encoded',
  row: 'J31',
  title: 'Elasticsearch wants its API key as base64 of id and key',
  confidence: 'proof',
  reference: 'Elasticsearch documentation: Create API key, token-based authentication',
  covers: ['A02', 'A11', 'C05', 'C15'],
  find(facts) {
    const { authorization } = facts.request;
    if (authorization?.scheme !== 'apikey' || !offersApiKey(facts)) return undefined;
    const credential = authorization.value
      .trim()
      .slice(authorization.schemeAsSent?.length ?? 0)
      .trim();
    const isPair = /^[\w-]{10,40}:[\w-]{10,60}$/.test(credential);
    const isEncoded = /^[A-Za-z0-9+/=]+$/.test(credential) && decodesToPair(credential);
    if (isEncoded) return undefined;
    return {
      evidence: [
        isPair
          ? 'After ApiKey stand id and key in clear, with a colon between.'
          : 'What stands after ApiKey does not decode to an id and a key.',
        'The server is Elasticsearch, which decodes it.',
      ],
      fix: 'Send `Authorization: ApiKey <encoded>`: the field `encoded` of the answer that made the key, or `base64(id:api_key)`.',
    };
  },
};

function decodesToPair(text: string): boolean {
  try {
    return /^[\w-]{5,60}:[\w-]{5,100}$/.test(atob(text));
  } catch {
    return false;
  }
}

const grafana: Rule = vendorSays({
  id: 'grafana-token-refused',
  row: 'J31',
  title: 'Grafana does not accept the token of the service account',
  reference: 'Grafana documentation: service accounts, authentication API',
  covers: ['A02', 'A11'],
  of: (facts) =>
    facts.vendor === 'grafana' ||
    facts.token?.text.startsWith('glsa_') === true ||
    facts.response?.body.includes('"messageId":"api-key.') === true,
  says: /invalid api key|invalid username or password|expired api key|unauthorized/,
  also: shapeText,
  fix: 'Make a new token for the service account, of this instance and organization, and send `Authorization: Bearer glsa_…`; old API keys no longer work.',
});

export const workRules: readonly Rule[] = [
  ...atlassian,
  notion,
  linear,
  figma,
  ...airtable,
  hourlyTokens,
  elasticKey,
  grafana,
];
