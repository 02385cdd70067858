import type { Rule } from '../../rule.ts';
import { schemeText } from '../../scheme-text.ts';
import { hostText, shapeText, vendorSays } from './vendor-says.ts';

const shopifyTransport: Rule = {
  id: 'shopify-token-in-wrong-header',
  row: 'J12',
  title: 'Shopify reads its token in X-Shopify-Access-Token',
  confidence: 'proof',
  reference: 'Shopify documentation: Admin API authentication',
  covers: ['A02', 'A12', 'A13', 'C05', 'C06'],
  find(facts) {
    const { token, vendor, request } = facts;
    if (
      vendor !== 'shopify' ||
      !token ||
      request.headers.has('x-shopify-access-token') ||
      !request.location?.pathname.startsWith('/admin/')
    )
      return undefined;
    const isShopify = token.shape?.vendor === 'shopify' && token.shape.use === 'access';
    if (!isShopify && token.sent.scheme !== 'bearer') return undefined;
    return {
      evidence: [
        `The token was sent as ${token.sent.scheme ? `Authorization: ${schemeText(request.authorization)}` : token.sent.name.slice(0, 60)}.`,
        ...(isShopify && token.shape ? [`By its prefix it is ${token.shape.label}.`] : []),
        hostText(facts),
      ],
      fix: 'Send `X-Shopify-Access-Token: <token>`.',
    };
  },
};

const shopifyRefuses: Rule = vendorSays({
  id: 'shopify-token-refused',
  row: 'J12',
  title: 'Shopify does not know this token at this shop',
  reference: 'Shopify documentation: access tokens, offline tokens that expire',
  covers: ['A02', 'A12'],
  of: 'shopify',
  says: /invalid api key or access token/,
  also: shapeText,
  fix: 'Use the token of this very shop (`<shop>.myshopify.com`). After the app was uninstalled and installed again it needs a new one; offline tokens of new apps expire and are refreshed.',
});

const salesforceInstance: Rule = {
  id: 'salesforce-instance-url',
  row: 'J25',
  title: 'Salesforce’s API was called at its login host: a session is good at its own instance only',
  confidence: 'proof',
  reference: 'Salesforce documentation: OAuth, instance_url',
  covers: ['A02', 'C05', 'C06'],
  find(facts) {
    const { request, vendor } = facts;
    if (
      vendor !== 'salesforce' ||
      !/^(?:login|test)\.salesforce\.com$/.test(request.host) ||
      !request.location?.pathname.startsWith('/services/data')
    )
      return undefined;
    return {
      evidence: [hostText(facts), 'The path is one of the REST API.'],
      fix: 'Call the `instance_url` that came with the token (`https://<domain>.my.salesforce.com`).',
    };
  },
};

const salesforceSession: Rule = vendorSays({
  id: 'salesforce-session-over',
  row: 'J25',
  title: 'Salesforce says that the session is over or not of this org',
  reference: 'Salesforce documentation: REST API, status codes (INVALID_SESSION_ID)',
  covers: ['A02', 'C05', 'C06'],
  of: 'salesforce',
  says: /invalid_session_id|session expired or invalid/,
  fix: 'Refresh the token and call the `instance_url` that came with it; look at the org’s session timeout, IP restrictions and API access of the profile.',
});

const hubspot: readonly Rule[] = [
  {
    id: 'hubspot-hapikey-gone',
    row: 'J26',
    title: 'HubSpot’s API keys (`hapikey`) no longer exist',
    confidence: 'proof',
    reference: 'HubSpot documentation: migrate an API key integration to a private app',
    covers: ['A13', 'C20'],
    find(facts) {
      if (facts.vendor !== 'hubspot' || !facts.request.location?.searchParams.has('hapikey')) return undefined;
      return {
        evidence: ['The key is in the query, as `hapikey`.', hostText(facts)],
        fix: 'Make a private app and send its token: `Authorization: Bearer <token>`.',
      };
    },
  },
  vendorSays({
    id: 'hubspot-refuses',
    row: 'J26',
    title: 'HubSpot’s token has expired, or is not accepted',
    confidence: 'proof',
    reference: 'HubSpot documentation: OAuth, private apps, error handling',
    covers: ['A02', 'A11', 'D01'],
    of: 'hubspot',
    says: /expired_authentication|oauth token used to make this call expired|invalid_authentication|authentication credentials not found/,
    fix: 'Refresh the OAuth token (it lives for 30 minutes); a private app’s token has no end but may have been rotated.',
  }),
];

export const commerceRules: readonly Rule[] = [
  shopifyTransport,
  shopifyRefuses,
  salesforceInstance,
  salesforceSession,
  ...hubspot,
];
