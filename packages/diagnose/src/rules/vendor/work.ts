import type { Facts } from '../../facts.ts';
import type { Rule } from '../../rule.ts';
import { shapeText, vendorSays } from './vendor-says.ts';

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

export const workRules: readonly Rule[] = [hourlyTokens, elasticKey, grafana];
