/**
 * What follows redirects by hand, for `FetchExchange`. A browser never shows where one leads: its bundles get
 * `redirects.browser.ts` instead (the condition `browser`, unless a server's stands beside it), with nothing in it.
 *
 * @module
 */
export { followRedirects } from './sending/platform-fetch/redirects.ts';
