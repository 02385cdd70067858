import type { Page } from './page.ts';

/** The first page: two doors. */
export function homePage(base: string): Page {
  const action = (text: string, to: string, variant: string) =>
    `    - text: ${text}\n      link: ${base}/${to}/\n      variant: ${variant}`;
  const doors = [
    action('I have a 401', 'tools/why401', 'primary'),
    action('I want my tokens refreshed', 'guide/overview', 'secondary'),
  ];
  const tagline =
    'An expired token is refreshed once, however many requests meet the 401 together. Every other 401 comes with its reason and its fix.';
  return {
    slug: '',
    title: 'HTTP 401, solved',
    description:
      'HTTP 401, solved for axios, ky and fetch: one refresh, every request replayed, and the reason in words.',
    body: [
      '## I want my tokens refreshed\n\nOne install, one options object, and the client that you have:\n\n- [axios](site:packages/axios), [ky](site:packages/ky), [fetch](site:packages/fetch)\n- [React](site:packages/react), [Vue](site:packages/vue), [Next.js](site:recipes/next-server), [Nuxt](site:recipes/nuxt-server)\n- [on Node](site:start/node), [on a server](site:packages/node), [in many processes](site:packages/redis), [with OAuth and OpenID Connect](site:packages/oauth)\n- [coming from an interceptor, hooks, a wrapper or another package](site:migrate)',
      '## I have a 401\n\n- [Paste the request](site:tools/why401), and read the reason in the page\n- [Every cause](site:why), with the fix for each\n- [Error codes and reasons](site:errors), [events](site:events)\n- [401s that are not about the token](site:guide/not-about-the-token)\n- in a terminal: `npx why401` ([its options](site:tools/command))',
      '## Questions\n\n[Twenty-five questions that people ask](site:questions), each with its answer.',
    ].join('\n\n'),
    source: 'docs',
    frontMatter: `template: splash\nhero:\n  tagline: ${JSON.stringify(tagline)}\n  actions:\n${doors.join('\n')}`,
  };
}
