import type { Facts } from '../../facts.ts';
import { durationText, listText } from '../../plain-words.ts';
import type { Rule } from '../../rule.ts';
import { schemeText } from '../../scheme-text.ts';
import { hostText, shapeText, vendorSays } from './vendor-says.ts';

const docs = 'GitHub documentation: Troubleshooting the REST API, Authenticating to the REST API';

/** What is wrong with the times of a GitHub App's JWT: ten minutes are the most. */
function appTimes({ claims, nowMs }: Facts): string[] {
  const { iat, exp } = claims ?? {};
  const found: string[] = [];
  if (typeof exp === 'number' && typeof iat === 'number' && exp - iat > 600)
    found.push(`The token lives for ${durationText((exp - iat) * 1_000)}; GitHub takes 10 minutes at most.`);
  else if (typeof exp === 'number' && nowMs !== undefined && exp * 1_000 - nowMs > 660_000)
    found.push(`The token expires in ${durationText(exp * 1_000 - nowMs)}; GitHub takes 10 minutes at most.`);
  if (typeof iat === 'number' && nowMs !== undefined && iat * 1_000 - nowMs > 30_000)
    found.push(`Its \`iat\` is ${durationText(iat * 1_000 - nowMs)} ahead of the clock.`);
  return found;
}

const githubApp: Rule = {
  id: 'github-app-jwt-times',
  row: 'J01',
  title: 'The times in the JWT of the GitHub App are not acceptable',
  confidence: 'proof',
  reference: 'GitHub documentation: Generating a JSON Web Token (JWT) for a GitHub App',
  covers: ['A02', 'D06'],
  find(facts) {
    if (facts.vendor !== 'github' || facts.token?.kind !== 'jwt') return undefined;
    const times = appTimes(facts);
    const heard = facts.heard(/claim \('(?:exp|iat)'\)/);
    if (times.length === 0 && !heard) return undefined;
    return {
      evidence: [...times, ...(heard ? [heard] : [])],
      fix: 'Make the JWT with `iat` 60 seconds in the past and `exp` 9 minutes ahead, by a synchronised clock. With it get an installation token (good for an hour) for everything else.',
    };
  },
};

const githubSso: Rule = {
  id: 'github-sso-required',
  row: 'J01',
  title: 'The organization demands single sign-on for this token',
  confidence: 'proof',
  reference: 'GitHub documentation: Authorizing a personal access token for use with SAML single sign-on',
  find(facts) {
    const sso = facts.vendor === 'github' ? facts.response?.header('x-github-sso') : undefined;
    if (!sso?.startsWith('required')) return undefined;
    return {
      evidence: ['X-GitHub-SSO says `required`.'],
      fix: 'Open the URL in X-GitHub-SSO, or Settings, Developer settings, the token, “Configure SSO”, and authorise it for the organization.',
    };
  },
};

const scopeList = (header: string | undefined): string[] =>
  (header ?? '').split(/[\s,]+/).filter((scope) => scope !== '');

const githubScope: Rule = {
  id: 'github-scope-missing',
  row: 'J01',
  title: 'The GitHub token lacks a scope',
  confidence: 'likely',
  reference: 'GitHub documentation: scopes for OAuth apps (X-OAuth-Scopes, X-Accepted-OAuth-Scopes)',
  covers: ['E02'],
  find(facts) {
    if (facts.vendor !== 'github' || facts.refusal !== 'forbidden' || !facts.response) return undefined;
    const accepted = scopeList(facts.response.header('x-accepted-oauth-scopes'));
    const granted = scopeList(facts.response.header('x-oauth-scopes'));
    if (accepted.length === 0 || accepted.some((scope) => granted.includes(scope))) return undefined;
    return {
      evidence: [
        `GitHub accepts ${listText(
          accepted.slice(0, 6).map((scope) => facts.quote(scope)),
          'or',
        )} here (X-Accepted-OAuth-Scopes).`,
        `The token has ${granted.length > 0 ? listText(granted.slice(0, 12).map((scope) => facts.quote(scope))) : 'no scope'} (X-OAuth-Scopes).`,
      ],
      fix: 'Add the scope to the token (Settings, Developer settings), or send the user through the authorization of the app again with it.',
    };
  },
};

const githubRefuses: readonly Rule[] = [
  vendorSays({
    id: 'github-user-agent-missing',
    row: 'J01',
    title: 'GitHub refuses requests without a User-Agent',
    confidence: 'proof',
    reference: docs,
    of: 'github',
    says: /user-agent header/,
    fix: 'Send a User-Agent, the name of your application or account.',
  }),
  vendorSays({
    id: 'github-bad-credentials',
    row: 'J01',
    title: 'GitHub does not know this token (any more): it was revoked, has expired, or was deleted for lying unused',
    reference: docs,
    covers: ['A02', 'A11'],
    of: 'github',
    says: /bad credentials|requires authentication/,
    also: shapeText,
    fix: 'Make a new token under Settings, Developer settings. A token of GitHub Actions (`GITHUB_TOKEN`) or of an installation is good for an hour or the job only.',
  }),
];

const isGitlab = (facts: Facts): boolean =>
  facts.vendor === 'gitlab' ||
  facts.response?.headers.has('x-gitlab-meta') === true ||
  facts.token?.shape?.vendor === 'gitlab';

const gitlabTransport: Rule = {
  id: 'gitlab-token-in-wrong-header',
  row: 'J02',
  title: 'GitLab reads this token in another header',
  confidence: 'proof',
  reference: 'GitLab documentation: REST API authentication',
  covers: ['A02', 'A13', 'C05'],
  find(facts) {
    const { token } = facts;
    const shape = token?.shape;
    if (!token || shape?.vendor !== 'gitlab' || !isGitlab(facts)) return undefined;
    const { name, scheme } = token.sent;
    const header = name.toLowerCase();
    const wanted = shape.transport.header;
    if (wanted ? header === wanted : header === 'private-token' || scheme === 'bearer' || token.sent.place === 'query')
      return undefined;
    return {
      evidence: [
        `By its prefix it is ${shape.label}.`,
        `It was sent as ${scheme ? `Authorization: ${schemeText(facts.request.authorization)}` : name.slice(0, 60)}.`,
      ],
      fix: `Send it as \`${shape.transport.text}\`.`,
    };
  },
};

const gitlabRefuses: Rule = vendorSays({
  id: 'gitlab-unauthorized',
  row: 'J02',
  title: 'GitLab does not accept the token: expired, revoked, of another instance, or without the `api` scope',
  reference: 'GitLab documentation: REST API authentication, personal access tokens',
  covers: ['A02', 'A11'],
  of: (facts) => isGitlab(facts) && facts.token !== undefined,
  says: /401 unauthorized|token (?:was revoked|is expired)|invalid_token/,
  also: shapeText,
  fix: 'Look under Preferences, Access tokens, whether it is active and has the scope `api` or `read_api`; tokens run out after a year at most. In CI use `JOB-TOKEN: $CI_JOB_TOKEN`.',
});

const registries: readonly Rule[] = [
  vendorSays({
    id: 'docker-login-refused',
    row: 'J17',
    title: 'The registry does not accept user and password, or access token',
    reference: 'Docker documentation: docker login, personal access tokens',
    covers: ['A02', 'A12'],
    of: (facts) =>
      facts.vendor === 'docker' ||
      facts.response?.headers.has('docker-distribution-api-version') === true ||
      /^\/(?:v2|token)(?:\/|$)/.test(facts.request.location?.pathname ?? ''),
    says: /incorrect username or password|personal access token is (?:expired|invalid)|access token has insufficient scopes/,
    fix: '`docker login` again: with two-factor authentication a personal access token takes the place of the password, and it must not have run out. GHCR wants `read:packages`; Google’s registry the user `oauth2accesstoken`.',
  }),
  vendorSays({
    id: 'ecr-token-expired',
    row: 'J17',
    title: 'The token of Amazon ECR has expired: it lives for twelve hours',
    confidence: 'proof',
    reference: 'Amazon ECR documentation: private registry authentication',
    covers: ['D01', 'J10'],
    of: ({ request }) =>
      /\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com/.test(request.host) || request.host === 'public.ecr.aws',
    says: /authorization token has expired|no basic auth credentials/,
    fix: '`aws ecr get-login-password | docker login --username AWS --password-stdin <registry>`, or the ECR credential helper, which renews it by itself.',
  }),
  vendorSays({
    id: 'npm-token-invalid',
    row: 'J29',
    title: 'The npm registry does not accept the token: expired, revoked, or without the right',
    reference: 'npm documentation: about access tokens',
    covers: ['A02', 'A11'],
    of: ({ vendor, request }) =>
      vendor === 'npm' || /^(?:npm|pnpm|yarn|bun)\//.test(request.header('user-agent') ?? ''),
    says: /authentication token seems to be invalid|unable to authenticate|incorrect or missing password|one-time pass/,
    also: shapeText,
    fix: '`npm whoami` shows whether it works; `npm login` or a new granular token (they run out after 90 days at most), in .npmrc as `//<host of the registry>/:_authToken=${NPM_TOKEN}`. Publishing may need trusted publishing or a second factor.',
  }),
];

export const codeHostingRules: readonly Rule[] = [
  githubApp,
  githubSso,
  githubScope,
  ...githubRefuses,
  gitlabTransport,
  gitlabRefuses,
  ...registries,
];

export const kubernetesRefuses: Rule = {
  id: 'kubernetes-unauthorized',
  row: 'J18',
  title:
    'The Kubernetes API does not accept the token: expired, of another cluster or audience, or its account is gone',
  confidence: 'likely',
  reference: 'Kubernetes documentation: Authenticating',
  covers: ['A02', 'A11', 'E10'],
  find(facts) {
    const { response, request } = facts;
    if (response?.member('kind') !== 'Status' || response.status !== 401) return undefined;
    if (!request.authorization) return undefined;
    const evidence = ['The answer is a Status object of the Kubernetes API, code 401.'];
    if (response.headers.has('audit-id')) evidence.push('It has an Audit-Id, so that the API server itself refused.');
    if (facts.claims && 'kubernetes.io' in facts.claims)
      evidence.push('The token is that of a service account, bound to the account’s UID.');
    evidence.push(hostText(facts));
    return {
      evidence,
      fix: 'Get a new token (`kubectl create token <account>`, or renew the kubeconfig, `aws eks update-kubeconfig`), check that context and cluster belong together, and read a mounted token from its file each time: it is replaced every hour.',
    };
  },
};
