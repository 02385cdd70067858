import {
  type FetchCall,
  isFreshkeyError,
  refuseFetch,
  type SessionSource,
  sessionInternals,
} from '@freshkey/core/adapter';
import type { KyInstance, Options } from 'ky';
import { around, hooks, type KyRequestOptions, sourceOf } from './hooks.ts';

type Defaults = Options & KyRequestOptions;

/**
 * A ky instance that carries the session's credential to allowed origins, waits for a refresh that is under way, and
 * is replayed when its 401 can be cured. The instance that it was made from is left as it is.
 *
 * With ky 1, which has no `init` hook, the session stands around the instance's `fetch` option alone: a `fetch` given
 * later or per request goes past it, and so do the per-request options in `context.freshkey`.
 *
 * @param source a session, or `({ input, init }) => Session | undefined` (`undefined`: not ours).
 * @throws TypeError for what is no session; when the instance carries another session already; when its default
 * headers carry a credential, which would silence the session; when the platform's `fetch` would carry the scheme's key
 * along redirects (React Native).
 */
export function extend(instance: KyInstance, source: SessionSource<FetchCall>): KyInstance {
  if (typeof instance?.extend !== 'function')
    throw new TypeError('extend(instance, session): the first argument is no ky instance. Are the two swapped?');
  const scheme = typeof source === 'function' ? undefined : sessionInternals(source).scheme;
  return instance.extend((given) => {
    const defaults = given as Defaults;
    refuseOtherSession(defaults, source);
    if (scheme) refuseFetch(scheme, defaults.fetch);
    refuseDefaultCredential(defaults, ['authorization', ...(scheme?.headers ?? [])]);
    const options = { hooks: { ...hooks(source), beforeRetry: [refuseRetry] }, fetch: around(source, defaults) };
    return options as unknown as Options;
  });
}

/** ky 1 retries whatever a `fetch` rejects with, and would send without a credential what must not be sent. */
function refuseRetry({ error }: { error: Error }): void {
  const reason = error.name === 'AbortError' ? error.cause : error;
  if (isFreshkeyError(reason)) throw error;
}

function refuseOtherSession({ fetch, hooks: { init = [] } = {} }: Defaults, source: SessionSource<FetchCall>): void {
  for (const place of [fetch, ...init]) {
    const attached = sourceOf(place);
    if (attached && attached !== source) {
      throw new TypeError(
        'extend: another session is attached to this ky instance. Extend the instance that it was made from.',
      );
    }
  }
}

function refuseDefaultCredential({ headers }: Defaults, names: string[]): void {
  const defaults = headers && new Headers(headers as HeadersInit);
  const name = names.find((one) => defaults?.has(one));
  if (name) {
    const printed = name === 'authorization' ? 'Authorization' : name;
    throw new TypeError(
      `extend: the instance's default headers carry ${printed}, which every request would send instead of the session's current credential. Remove it from the headers that the instance was created with.`,
    );
  }
}
