import { fileURLToPath } from 'node:url';
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';

const source = (path: string) => fileURLToPath(new URL(`../../packages/${path}`, import.meta.url));
const list = (label: string, directory: string) => ({
  label,
  collapsed: true,
  items: [{ autogenerate: { directory } }],
});

export default defineConfig({
  site: process.env.FRESHKEY_SITE_URL ?? 'https://freshkey.github.io',
  base: process.env.FRESHKEY_SITE_BASE ?? '/freshkey',
  trailingSlash: 'always',
  // Pages read the packages as sources: what the site shows is what the repository says.
  vite: {
    build: { chunkSizeWarningLimit: 800 },
    resolve: {
      alias: [
        { find: 'why401/paste', replacement: source('why401/src/paste.ts') },
        { find: /^@freshkey\/core\/(adapter|tabs|shared)$/, replacement: source('core/src/$1.ts') },
        { find: /^@freshkey\/diagnose\/(rules|products)$/, replacement: source('diagnose/src/$1.ts') },
        { find: /^@freshkey\/([a-z0-9]+)$/, replacement: source('$1/src/index.ts') },
      ],
    },
  },
  integrations: [
    starlight({
      title: 'Freshkey',
      description: 'HTTP 401, solved for axios, ky and fetch.',
      social: [{ icon: 'github', label: 'GitHub', href: 'https://github.com/freshkey/freshkey' }],
      customCss: ['./src/styles/site.css'],
      lastUpdated: false,
      // A block that scrolls is a region without a name of its own.
      expressiveCode: { defaultProps: { wrap: true } },
      sidebar: [
        { label: 'Start', link: '/guide/overview/' },
        { label: 'Why 401?', link: '/tools/why401/' },
        { label: 'Questions', link: '/questions/' },
        { label: 'Recipes', link: '/recipes/' },
        list('Guide', 'guide'),
        list('Packages', 'packages'),
        {
          label: 'Reference',
          collapsed: true,
          items: [
            { label: 'Every cause of a 401', link: '/why/' },
            { label: 'Errors and reasons', link: '/errors/' },
            { label: 'Events', link: '/events/' },
            { label: 'The command why401', link: '/tools/command/' },
          ],
        },
        list('Decisions', 'decisions'),
      ],
    }),
  ],
});
