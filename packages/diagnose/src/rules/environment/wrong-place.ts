import { definitionsOf, sends, variablesUsed } from '../../facts-variables.ts';
import { parseUrl } from '../../parse-url.ts';
import { instantText, listText } from '../../plain-words.ts';
import type { Rule } from '../../rule.ts';
import { schemeText } from '../../scheme-text.ts';

export const sourcesDisagree: Rule = {
  id: 'sources-disagree',
  row: 'G09',
  title: 'Two sources set the variable to different values',
  confidence: 'likely',
  reference: 'Node.js: --env-file; dotenv: override',
  find(facts) {
    if (!facts.environment.variables) return undefined;
    for (const name of variablesUsed(facts)) {
      const all = definitionsOf(facts, name).filter(({ value }) => value);
      const [first, ...others] = all;
      const other = others.find(({ value }) => value !== first?.value);
      if (!first?.value || !other?.value) continue;
      const sent = all.find(({ value }) => value !== undefined && sends(facts, value));
      const describe = ({ source, value }: (typeof all)[number]) =>
        `${source ? facts.quote(source) : 'one source'}: ${facts.show(value ?? '')}`;
      return {
        title: `Two sources set ${name} to different values`,
        evidence: [
          `${name} is ${describe(first)} and ${describe(other)}.`,
          ...(sent
            ? [`The one from ${sent.source ? facts.quote(sent.source) : 'one of them'} was sent, and refused.`]
            : []),
        ],
        fix: `Remove the stale one. The shell wins over files: neither dotenv nor \`--env-file\` overrides a variable that is set already.`,
      };
    }
    return undefined;
  },
};

const sandboxHosts = /(?:^|[.-])(?:sandbox|test|staging)(?:[.-]|$)|squareupsandbox\.com$/;
const liveHosts = /^api-m\.paypal\.com$|^api\.paypal\.com$|^production\.plaid\.com$|^connect\.squareup\.com$/;

export const wrongMode: Rule = {
  id: 'test-key-on-live-host',
  row: 'G10',
  title: 'Test and live are mixed up',
  confidence: 'proof',
  reference: 'Stripe: API keys; PayPal: sandbox; Plaid: API hosts',
  outcomes: ['refused', 'other'],
  covers: ['E13', 'J03', 'J24'],
  find(facts) {
    const { vendor, request } = facts;
    if (vendor === 'stripe') {
      const said =
        facts.status === 404 || facts.status === 400
          ? facts.heard(/similar object exists in (?:test|live) mode/)
          : undefined;
      if (!said) return undefined;
      const { shape } = facts.token ?? {};
      return {
        evidence: [said, ...(shape ? [`The key is ${shape.label}.`] : [])],
        fix: 'Use the key of the mode in which the object was made: test keys see only test data, live keys only live data.',
      };
    }
    if (facts.outcome !== 'refused' || (vendor !== 'paypal' && vendor !== 'plaid' && vendor !== 'square'))
      return undefined;
    const names = variablesUsed(facts).filter((name) => /SANDBOX|TEST|LIVE|PROD/i.test(name));
    const isSandbox = sandboxHosts.test(request.host);
    const mixed = names.find((name) => (/SANDBOX|TEST/i.test(name) ? liveHosts.test(request.host) : isSandbox));
    if (mixed === undefined) return undefined;
    return {
      confidence: 'likely',
      evidence: [
        `The credential comes from ${mixed}.`,
        `The request went to the ${isSandbox ? 'sandbox' : 'live'} host ${request.host}.`,
      ],
      fix: isSandbox
        ? 'Use the sandbox’s own credentials with this host, or the live host with these.'
        : 'Use the live credentials with this host, or the sandbox’s host with these.',
    };
  },
};

/** Region and the name that is left without it: `acme.eu.auth0.com` → `eu` and `acme.auth0.com`. */
function regionOf(host: string): { region: string; rest: string } | undefined {
  const auth0 = /^(.+?)\.(us|eu|au|jp|uk|ca)\.auth0\.com$/.exec(host);
  if (auth0) return { region: auth0[2] ?? '', rest: `${auth0[1]}.auth0.com` };
  const cognito = /^cognito-idp\.([a-z0-9-]+)\.amazonaws\.com$/.exec(host);
  if (cognito) return { region: cognito[1] ?? '', rest: 'cognito-idp.amazonaws.com' };
  const okta = /^(.+)\.(okta|oktapreview|okta-emea)\.com$/.exec(host);
  return okta ? { region: okta[2] ?? '', rest: `${okta[1]}.okta` } : undefined;
}

const regional = /\.auth0\.com|cognito-idp\.|\.okta/;

const siteOf = (host: string): string | undefined =>
  /(?:^|\.)((?:us[35]\.|ap\d\.)?datadoghq\.(?:com|eu)|ddog-gov\.com|(?:de|us)\.sentry\.io|api(?:\.eu)?\.mailgun\.net)$/.exec(
    host,
  )?.[1];

export const wrongRegion: Rule = {
  id: 'other-region-or-tenant',
  row: 'G11',
  title: 'The host is that of another region or tenant than the credential’s',
  confidence: 'likely',
  reference: 'The vendor’s list of sites (Datadog: sites; Auth0: regions; Okta: domains)',
  find(facts) {
    const { request, claims } = facts;
    const issuer = typeof claims?.iss === 'string' && regional.test(claims.iss) ? parseUrl(claims.iss) : undefined;
    const issued = issuer && regionOf(issuer.hostname);
    const called = issued && regionOf(request.host);
    if (issued && called && issued.rest === called.rest && issued.region !== called.region) {
      return {
        evidence: [`The token was issued by ${facts.showUrl(issuer.origin)}.`, `The request went to ${request.host}.`],
        fix: `Call ${issuer.hostname}, or get a token there.`,
      };
    }
    const site = siteOf(request.host);
    const named =
      site === undefined
        ? undefined
        : facts.environment.variables?.find(
            ({ name, value }) =>
              /SITE|REGION|HOST|URL|DOMAIN/.test(name) &&
              value !== undefined &&
              siteOf(hostIn(value)) !== undefined &&
              siteOf(hostIn(value)) !== site,
          );
    if (named?.value) {
      return {
        evidence: [
          `The request went to ${request.host}.`,
          `${named.name} names another site: ${facts.quote(hostIn(named.value))}.`,
        ],
        fix: `Call the host of ${facts.quote(hostIn(named.value))}: keys are good on one site only.`,
      };
    }
    if (facts.vendor === 'datadog' && facts.credentials.length > 0) {
      return {
        confidence: 'hint',
        evidence: ['Datadog’s keys are good on one site only, and each site has a host of its own.'],
        fix: 'Compare the host with the site in which the key was made (datadoghq.com, datadoghq.eu, us3, us5, ap1, …).',
      };
    }
    return undefined;
  },
};

const hostIn = (value: string): string => parseUrl(value)?.hostname ?? value.trim().toLowerCase();

export const secretExpired: Rule = {
  id: 'secret-has-run-out',
  row: 'G12',
  title: 'The key or secret has run out',
  confidence: 'proof',
  reference: 'GitHub: token expiration; Entra: AADSTS7000222',
  covers: ['E13', 'J01', 'J06'],
  find(facts) {
    const until = facts.response?.header('github-authentication-token-expiration');
    const atMs =
      until === undefined || until.length > 60
        ? Number.NaN
        : Date.parse(
            until
              .replace(' UTC', 'Z')
              .replace(' ', 'T')
              .replace(/ ([+-]\d{2})(\d{2})$/, '$1:$2'),
          );
    if (facts.nowMs !== undefined && atMs <= facts.nowMs) {
      return {
        evidence: [`GitHub says that the token expired at ${instantText(atMs)}.`],
        fix: 'Make a new token with the same rights, and note its last day.',
      };
    }
    const said = facts.topics.has('expired')
      ? facts.heard(/aadsts7000222|client secret keys? .{0,60}expired/)
      : undefined;
    return said
      ? {
          evidence: [said],
          fix: 'Add a new client secret to the app registration, use its value, and remove the old one. A certificate or federated credential does not run out unseen.',
        }
      : undefined;
  },
};

const requestsLike = /python-requests|aiohttp|httpx/i;

export const netrcOverrides: Rule = {
  id: 'netrc-overrides',
  row: 'G14',
  title: 'The password from .netrc took the place of the credential',
  confidence: 'likely',
  reference: 'Requests: netrc authentication; curl: --netrc',
  covers: ['A12', 'C05', 'H04'],
  find(facts) {
    const { request, exchange, environment } = facts;
    if (request.authorization?.scheme !== 'basic') return undefined;
    const fromNetrc = Object.values(exchange.sources ?? {}).some(
      ({ from, file }) => from === 'netrc' || /(?:^|[\\/])[._]netrc$/.test(file ?? ''),
    );
    const hasHost = environment.netrcHosts?.includes(request.host) === true;
    const isClient = requestsLike.test(`${exchange.client ?? ''} ${request.header('user-agent') ?? ''}`);
    const evidence: string[] = [];
    if (fromNetrc) evidence.push('The Basic credentials come from .netrc.');
    if (hasHost) evidence.push(`.netrc has an entry for ${request.host}.`);
    if (isClient) evidence.push('The client reads .netrc by itself and lets it win over the Authorization header.');
    if (facts.response?.challenge('bearer') && !facts.response.challenge('basic'))
      evidence.push('The server asks for Bearer, and Basic was sent.');
    if (!fromNetrc && !hasHost) return undefined;
    return {
      evidence,
      fix: `Take ${request.host || 'the host'} out of ~/.netrc, or set \`trust_env = False\` on the session (requests), or leave \`-n\` out (curl).`,
    };
  },
};

export const userinfoInUrl: Rule = {
  id: 'credentials-in-url',
  row: 'G15',
  title: 'User and password stand in the URL',
  confidence: 'likely',
  reference: 'Fetch Standard (a URL with credentials is a TypeError); RFC 9110 §4.2.4',
  outcomes: ['refused', 'no-answer'],
  covers: ['A12', 'C05', 'H04'],
  find(facts) {
    const { location, authorization } = facts.request;
    if (!location || (location.username === '' && location.password === '')) return undefined;
    const evidence = ['The URL has user information in front of the host.'];
    const isRejected =
      facts.outcome === 'no-answer' && /includes credentials|url with credentials/i.test(facts.errorText);
    if (isRejected) evidence.push('The client refuses such a URL and sent nothing.');
    if (facts.outcome === 'no-answer' && !isRejected) return undefined;
    if (facts.response?.challenge('bearer') && !facts.response.challenge('basic'))
      evidence.push('The server asks for Bearer; user information in a URL is sent as Basic.');
    if (authorization && authorization.scheme !== 'basic')
      evidence.push(
        `Beside it the request has an Authorization header (${schemeText(authorization)}), which clients replace or not as they please.`,
      );
    return {
      evidence,
      fix: 'Take user and password out of the URL and send them in the Authorization header. Change them: URLs end up in logs.',
      confidence: isRejected ? 'proof' : 'likely',
    };
  },
};

const registryPath = /^\/(?:@[^/]+(?:%2f|\/)|-\/|v2\/)/i;

export const registryConfig: Rule = {
  id: 'registry-not-configured',
  row: 'G16',
  title: 'The package manager has no credential for this registry',
  confidence: 'likely',
  reference: 'npm: .npmrc auth; docker login',
  covers: ['A01', 'A02', 'J29'],
  find(facts) {
    const { request, environment } = facts;
    const agent = request.header('user-agent') ?? '';
    const isNpm = /^(?:npm|pnpm|yarn|bun)\//.test(agent);
    if (!isNpm && !/^docker\//.test(agent) && environment.registryKeys === undefined) return undefined;
    if (!isNpm && !registryPath.test(request.location?.pathname ?? '')) return undefined;
    const keys = environment.registryKeys;
    const hasKey = keys?.some((key) => key.includes(request.host)) === true;
    const evidence: string[] = [];
    if (keys && !hasKey && request.host !== '')
      evidence.push(
        `The configuration has credentials for other registries (${listText(keys.slice(0, 3).map((key) => facts.quote(key)))}), none for ${request.host}.`,
      );
    const said = facts.heard(/unable to authenticate, need: /);
    if (said) evidence.push(said);
    if (!request.authorization) evidence.push('The request carries no Authorization header.');
    if (evidence.length < 2 || !(keys && !hasKey)) return undefined;
    return {
      evidence,
      fix: isNpm
        ? `Add \`//${request.host}/:_authToken=\${NPM_TOKEN}\` to .npmrc, without quotes, and \`@scope:registry=https://${request.host}/\` for your scope.`
        : `\`docker login ${request.host}\`.`,
    };
  },
};
