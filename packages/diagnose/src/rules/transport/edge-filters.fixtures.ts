import { bearer, exchangeOf, type Fixtures, keyText } from '../../fixtures/fixture.ts';

export const edgeFiltersFixtures: Fixtures = {
  'edge-filter': {
    finds: [
      {
        name: 'a library’s own name that Cloudflare does not let through',
        exchange: exchangeOf({
          headers: { ...bearer(keyText(40)), 'User-Agent': 'Python-urllib/3.12' },
          answer: {
            status: 403,
            headers: { Server: 'cloudflare', 'Content-Type': 'text/plain' },
            body: 'error code: 1010',
          },
        }),
        tells: /-A "tern/,
      },
      {
        name: 'a check for browsers',
        exchange: exchangeOf({
          headers: { 'User-Agent': 'node' },
          answer: {
            status: 403,
            headers: { 'cf-mitigated': 'challenge', 'Content-Type': 'text/html' },
            body: '<html><title>Just a moment...</title></html>',
          },
        }),
        tells: /never asked/,
      },
    ],
    misses: [
      {
        name: 'a refusal of the API that came through Cloudflare',
        exchange: exchangeOf({
          headers: bearer(keyText(40)),
          answer: { status: 403, headers: { Server: 'cloudflare', 'CF-RAY': '8f0-FRA' }, body: { error: 'forbidden' } },
        }),
      },
    ],
  },
};
