import { carriedAlongBy, type Fetch, leak, refuseFetch, type SessionInternals } from '@freshkey/core/adapter';
import type { AxiosInstance } from 'axios';

type Scheme = SessionInternals['scheme'];
type Defaults = AxiosInstance['defaults'];

/**
 * What an instance's defaults must not hold when a session is attached.
 *
 * @param scheme the session's, where one session serves all requests.
 */
export function refuseDefaults(defaults: Defaults, scheme: Scheme | undefined): void {
  if (scheme) refuseLeakingAdapter(defaults, scheme);
  refuseCredential(defaults, ['authorization', ...(scheme?.headers ?? [])]);
}

function refuseCredential(defaults: Defaults, credentialHeaders: readonly string[]): void {
  const groups = Object(defaults.headers) as Record<string, unknown>;
  const places: [string, unknown][] = [
    ['headers', groups],
    ...Object.entries(groups).map(([name, group]) => [`headers.${name}`, group] as [string, unknown]),
  ];
  for (const [place, group] of places) {
    for (const [name, value] of typeof group === 'object' && group !== null ? Object.entries(group) : []) {
      if (credentialHeaders.includes(name.toLowerCase()) && value != null && value !== false) {
        throw new TypeError(
          `attach: the instance's defaults.${place} carries an ${name} header, which every request would send instead of the session's current token. Remove the line that sets defaults.${place}.${name}.`,
        );
      }
    }
  }
  if (defaults.auth) {
    throw new TypeError("attach: the instance's defaults.auth would replace the session's credential. Remove it.");
  }
}

function refuseLeakingAdapter(defaults: Defaults, scheme: Scheme): void {
  const [first] = ([] as unknown[]).concat(defaults.adapter);
  const carried = carriedAlongBy(scheme);
  const usesXhr = typeof XMLHttpRequest !== 'undefined' && first === 'xhr';
  if (usesXhr && carried && !scheme.followRedirects) throw leakOfXhr(carried);
  if (first === 'fetch') refuseFetch(scheme, (defaults.env as { fetch?: Fetch | null } | undefined)?.fetch);
}

/** Why what is carried along is not given to XMLHttpRequest. */
export function leakOfXhr(carried: string): TypeError {
  return leak(
    'XMLHttpRequest',
    carried,
    "Use axios's fetch adapter (adapter: 'fetch'), which can be told not to follow",
  );
}
