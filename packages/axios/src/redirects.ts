import { nextHop } from './hops.ts';
import { guardRedirects } from './redirect.ts';

/** What keeps a credential where it belongs while redirects are followed in our sight. */
export interface Redirects {
  readonly guard: typeof guardRedirects;
  readonly next: typeof nextHop;
}

/** In a browser none is in sight: its bundles get `redirects.browser.ts` in the place of this file. */
export const redirects: Redirects | undefined = { guard: guardRedirects, next: nextHop };
