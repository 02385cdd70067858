import type { Facts } from '../../facts.ts';
import { isWithin } from '../../parse-url.ts';
import { listText } from '../../plain-words.ts';
import type { Rule } from '../../rule.ts';
import { audiencesOf, callsInvalid, claimText, concernsToken, diagnosticOnly, hostOf, shown } from './claims.ts';

const graphId = '00000003-0000-0000-c000-000000000000';

/** Whether an audience is Microsoft Graph. */
const isGraph = (audience: string): boolean =>
  audience === graphId || isWithin(hostOf(audience) ?? '', 'graph.microsoft.com');

/** Resources of Microsoft that only they themselves can verify tokens for. */
const microsoftHosts = [
  'graph.microsoft.com',
  'management.azure.com',
  'management.core.windows.net',
  'vault.azure.net',
  'storage.azure.com',
  'database.windows.net',
  'outlook.office.com',
];
const isMicrosoft = (host: string): boolean =>
  microsoftHosts.some((known) => isWithin(host, known)) ||
  isWithin(host, 'microsoft.com') ||
  isWithin(host, 'azure.com') ||
  isWithin(host, 'windows.net') ||
  isWithin(host, 'office.com');

const siteOf = (host: string): string => host.split('.').slice(-2).join('.');

const audienceText = (facts: Facts, audiences: readonly string[]): string =>
  audiences.length === 0
    ? `The token names no audience ${diagnosticOnly}.`
    : `The token is for ${listText(audiences.slice(0, 4).map((audience) => shown(facts, audience)))} ${diagnosticOnly}.`;

export const graphTokenElsewhere: Rule = {
  id: 'graph-token-for-own-api',
  row: 'D21',
  title: 'The token is for Microsoft Graph, and only Graph can verify it',
  confidence: 'proof',
  reference: 'Microsoft identity platform: access tokens, “validate only tokens meant for your API”',
  covers: ['A02', 'D07', 'D08', 'D16', 'D17'],
  find(facts) {
    if (facts.vendor === 'microsoft-graph' || isMicrosoft(facts.request.host) || !facts.claims || !concernsToken(facts))
      return undefined;
    const audience = audiencesOf(facts).find(isGraph);
    if (audience === undefined) return undefined;
    const evidence = [
      `\`aud\` is ${shown(facts, audience)}, which is Microsoft Graph ${diagnosticOnly}.`,
      `The request goes to ${facts.request.host || 'another host'}.`,
    ];
    if (facts.token?.header && 'nonce' in facts.token.header)
      evidence.push(
        'The header of the token has a nonce, as only tokens for Graph have: its signature cannot be verified by others.',
      );
    return {
      evidence,
      fix: 'Request a token for your own API: the scope `api://<your-app-id>/<scope>`, not `User.Read` or another one of Graph.',
    };
  },
};

const expectedInWords = /expected:? ?["'`]?([^\s"'`,;]{3,120})/i;

export const wrongAudience: Rule = {
  id: 'token-audience-wrong',
  row: 'D07',
  title: 'The token is meant for another API',
  confidence: 'proof',
  reference: 'RFC 7519 §4.1.3; RFC 9068 §4; RFC 8707',
  covers: ['A02', 'J05'],
  find(facts) {
    if (!concernsToken(facts) && facts.refusal !== 'forbidden') return undefined;
    const audiences = audiencesOf(facts);
    const heard = facts.topics.has('audience') ? facts.heard('audience') : undefined;
    const { audience: wanted = [] } = facts.expected;
    const expected = typeof wanted === 'string' ? [wanted] : wanted;
    const isMismatch =
      facts.claims !== undefined && expected.length > 0 && !expected.some((each) => audiences.includes(each));
    const fix = (api: string) =>
      `Request a token for ${api}: the parameter \`audience\`, \`resource\` or a scope of that API, as the issuer wants it.`;
    if (isMismatch) {
      return {
        evidence: [
          audienceText(facts, audiences),
          `The API takes ${listText(
            expected.slice(0, 4).map((each) => shown(facts, each)),
            'or',
          )}.`,
          ...(heard ? [heard] : []),
          ...slashText(audiences, expected),
        ],
        fix: fix(shown(facts, expected[0] ?? '')),
      };
    }
    if (heard) {
      const named = facts.response?.messages
        .map((message) => expectedInWords.exec(message)?.[1])
        .find((name) => name !== undefined);
      return {
        evidence: [heard, ...(facts.claims ? [audienceText(facts, audiences)] : [])],
        fix: fix(named ? shown(facts, named) : facts.request.host || 'this API'),
      };
    }
    return facts.claims ? byHost(facts, audiences) : undefined;
  },
};

const slashText = (audiences: readonly string[], expected: readonly string[]): string[] =>
  expected.some((each) =>
    audiences.some((audience) => audience !== each && withoutSlash(audience) === withoutSlash(each)),
  )
    ? ['They differ only by the slash at the end.']
    : [];

const withoutSlash = (text: string): string => (text.endsWith('/') ? text.slice(0, -1) : text);

/** What host and audience tell where nobody has said what the API expects. */
function byHost(
  facts: Facts,
  audiences: readonly string[],
): { evidence: string[]; fix: string; confidence: 'proof' | 'likely' | 'hint' } | undefined {
  const { request, vendor, probes } = facts;
  if (audiences.length === 0) return undefined;
  if (vendor === 'microsoft-graph') {
    if (audiences.some(isGraph)) return undefined;
    return {
      evidence: [audienceText(facts, audiences), 'The request goes to Microsoft Graph.'],
      fix: 'Request a token with a scope of Graph: `https://graph.microsoft.com/.default`.',
      confidence: 'proof',
    };
  }
  const resource = probes.resourceMetadata?.resource;
  if (typeof resource === 'string' && !audiences.includes(resource)) {
    return {
      evidence: [
        audienceText(facts, audiences),
        `The API calls itself ${shown(facts, resource)} (protected resource metadata).`,
        ...callsInvalid(facts),
      ],
      fix: `Request a token with \`resource=${shown(facts, resource)}\`.`,
      confidence: 'likely',
    };
  }
  const hosts = audiences.map(hostOf);
  const isElsewhere = hosts.every((host) => host !== undefined && siteOf(host) !== siteOf(request.host));
  if (!isElsewhere || !/\.[a-z]{2,}$/.test(request.host)) return undefined;
  return {
    evidence: [`${audienceText(facts, audiences)} The request goes to ${request.host}.`],
    fix: 'Check which audience this API expects, and request a token for that.',
    confidence: 'hint',
  };
}

/** What sets two issuers apart, in words. */
function differenceOf(expected: string, actual: string): string {
  if (withoutSlash(expected) === withoutSlash(actual)) return 'They differ only by the slash at the end.';
  if (expected.replace(/^https?:/, '') === actual.replace(/^https?:/, '')) return 'They differ only in http and https.';
  if (expected.toLowerCase() === actual.toLowerCase()) return 'They differ only in capitals.';
  const [wanted, given] = [hostOf(expected), hostOf(actual)];
  if (wanted === 'login.microsoftonline.com' && given === 'sts.windows.net')
    return 'The token is of Entra’s version 1, the API expects version 2.';
  if (wanted === 'sts.windows.net' && given === 'login.microsoftonline.com')
    return 'The token is of Entra’s version 2, the API expects version 1.';
  if (wanted === given) return 'The host is the same; tenant, realm or path differ.';
  if (given !== undefined && isInternal(given))
    return 'The token was issued under a name that is known inside only (a container, localhost).';
  return 'The hosts differ: another environment, tenant or custom domain.';
}

/** A host name that only containers and the machine itself know. */
const isInternal = (host: string): boolean =>
  !host.includes('.') ||
  host.endsWith('.local') ||
  host.endsWith('.internal') ||
  host.startsWith('127.') ||
  host === 'host.docker.internal';

export const wrongIssuer: Rule = {
  id: 'token-issuer-wrong',
  row: 'D08',
  title: 'The token comes from another issuer than the API trusts',
  confidence: 'proof',
  reference: 'RFC 7519 §4.1.1; RFC 8414 §3.3; RFC 9068 §4',
  covers: ['A02', 'J07'],
  find(facts) {
    if (!concernsToken(facts) || !facts.claims) return undefined;
    const issuer = claimText(facts, 'iss');
    const heard = facts.topics.has('issuer') ? facts.heard('issuer') : undefined;
    const expected =
      facts.expected.issuer ??
      (typeof facts.probes.discovery?.issuer === 'string' ? facts.probes.discovery.issuer : undefined);
    const issuerText =
      issuer === undefined
        ? `The token names no issuer ${diagnosticOnly}.`
        : `The token’s issuer is ${shown(facts, issuer)} ${diagnosticOnly}.`;
    const fix =
      'Get the token from the issuer that the API is set up with, or set that up anew: `iss` must match exactly, with scheme, slash and version.';
    if (expected !== undefined && expected !== issuer) {
      return {
        evidence: [
          issuerText,
          `The API trusts ${shown(facts, expected)}.`,
          ...(issuer ? [differenceOf(expected, issuer)] : []),
          ...(heard ? [heard] : []),
        ],
        fix,
      };
    }
    if (!heard) return undefined;
    const evidence = [heard, issuerText];
    const host = issuer === undefined ? undefined : hostOf(issuer);
    if (host === 'sts.windows.net')
      evidence.push(
        'That is Entra’s version 1; an API that is set up with `/v2.0` does not take it (accessTokenAcceptedVersion).',
      );
    else if (host !== undefined && isInternal(host))
      evidence.push('That name is known inside only: set the issuer’s public URL (KC_HOSTNAME and the like).');
    return { evidence, fix };
  },
};

export const supabaseProject: Rule = {
  id: 'supabase-key-of-another-project',
  row: 'D28',
  title: 'The key or token belongs to another Supabase project',
  confidence: 'proof',
  reference: 'Supabase: API keys',
  covers: ['D08', 'J15'],
  find(facts) {
    const { vendor, request } = facts;
    if (vendor !== 'supabase') return undefined;
    const project = /^([a-z0-9]{15,30})\.supabase\.(?:co|in)$/.exec(request.host)?.[1];
    if (project === undefined) return undefined;
    for (const { name, claims } of facts.jwtCredentials) {
      const issuer = typeof claims.iss === 'string' ? claims.iss : '';
      const ref =
        typeof claims.ref === 'string'
          ? claims.ref
          : /^https:\/\/([a-z0-9]{15,30})\.supabase\.(?:co|in)\//.exec(issuer)?.[1];
      if (ref === undefined || ref === project) continue;
      return {
        evidence: [
          `The JWT in ${name.slice(0, 60)} is of the project ${shown(facts, ref)} ${diagnosticOnly}.`,
          `The request goes to the project ${project}.`,
        ],
        fix: 'Take URL and key from the same project (Project Settings, API keys).',
      };
    }
    return undefined;
  },
};
