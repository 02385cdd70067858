import type { EnvironmentFacts } from '@freshkey/diagnose';

const proxyNames = [
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'ALL_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'all_proxy',
  'no_proxy',
];

/** What the rules may know of the process: names and the CI's event, no value of a variable. */
export function environmentFacts(env: Readonly<Record<string, string | undefined>>): EnvironmentFacts {
  const proxyVariables = proxyNames.filter((name) => env[name]);
  const ci = ciOf(env);
  return { ...(proxyVariables.length > 0 && { proxyVariables }), ...(ci && { ci }) };
}

const ciOf = (env: Readonly<Record<string, string | undefined>>): EnvironmentFacts['ci'] => {
  if (env.GITHUB_ACTIONS === 'true') {
    const event = env.GITHUB_EVENT_NAME;
    return { provider: 'github-actions', ...(event !== undefined && { event }) };
  }
  if (env.GITLAB_CI === 'true') {
    const event = env.CI_PIPELINE_SOURCE;
    return { provider: 'gitlab-ci', ...(event !== undefined && { event }) };
  }
  return undefined;
};
