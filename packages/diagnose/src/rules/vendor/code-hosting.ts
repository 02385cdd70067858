import type { Facts } from '../../facts.ts';
import { durationText, listText } from '../../plain-words.ts';
import type { Rule } from '../../rule.ts';

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

export const codeHostingRules: readonly Rule[] = [githubApp, githubSso, githubScope];
