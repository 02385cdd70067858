import type { FetchCall, SessionSource } from '@freshkey/core/adapter';
import type { KyInstance, Options } from 'ky';
import { around, hooks, type KyRequestOptions } from './hooks.ts';

/**
 * A ky instance that carries the session's credential to allowed origins, waits for a refresh that is under way, and
 * is replayed when its 401 can be cured. The instance that it was made from is left as it is.
 *
 * With ky 1, which has no `init` hook, the session stands around the instance's `fetch` option alone: a `fetch` given
 * later or per request goes past it, and so do the per-request options in `context.freshkey`.
 *
 * @param source a session, or `({ input, init }) => Session | undefined` (`undefined`: not ours).
 * @throws TypeError when the instance's defaults carry a credential: they would silence the session.
 */
export function extend(instance: KyInstance, source: SessionSource<FetchCall>): KyInstance {
  return instance.extend((defaults) => {
    refuseDefaultCredential(defaults);
    const options = { hooks: hooks(source), fetch: around(source, defaults as KyRequestOptions) };
    return options as unknown as Options;
  });
}

function refuseDefaultCredential({ headers }: Options): void {
  if (headers && new Headers(headers as HeadersInit).has('authorization')) {
    throw new TypeError(
      "extend: the instance's default headers carry Authorization, which every request would send instead of the session's current token. Remove it from the headers that the instance was created with.",
    );
  }
}
