import { carriedAlongBy, leak } from '../leak.ts';
import type { Scheme } from '../scheme.ts';
import type { Fetch } from './call.ts';
import { obeysRedirect } from './capability.ts';

export const obedience = 'Give one that can be told not to follow redirects';

/**
 * Says when a session is attached what each of its requests would say: the platform's `fetch` follows redirects whatever
 * it is told (React Native's), and would take the scheme's key along. Another `fetch` is asked by its first request.
 *
 * @throws TypeError that names what would be carried.
 */
export function refuseFetch(scheme: Scheme, fetch: Fetch | null | undefined): void {
  const carried = scheme.followRedirects ? undefined : carriedAlongBy(scheme);
  if (carried && !fetch && obeysRedirect(globalThis.fetch, '') === false) throw leak('This fetch', carried, obedience);
}
