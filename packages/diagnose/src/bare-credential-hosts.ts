import { isWithin } from './parse-url.ts';

/** Domains whose APIs take the bare token in Authorization, without a scheme, as their documentation says. `*`: one label. */
const domains = [
  'appsync-api.*.amazonaws.com',
  'execute-api.*.amazonaws.com',
  'linear.app',
  'clickup.com',
  'monday.com',
  'pexels.com',
  'rubygems.org',
  'planetscale.com',
].map((domain) => domain.split('.'));

/** Whether this host takes the bare token. @param host in lower case. */
export function takesBareToken(host: string): boolean {
  if (!host.includes('.')) return false;
  const labels = host.split('.');
  return domains.some((domain) =>
    domain.includes('*')
      ? domain.length <= labels.length &&
        domain.every((label, index) => label === '*' || label === labels[labels.length - domain.length + index])
      : isWithin(host, domain.join('.')),
  );
}
