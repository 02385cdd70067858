import { type SessionSource, sessionInternals } from '@freshkey/core/adapter';
import type { AxiosInstance, InternalAxiosRequestConfig } from 'axios';
import { refuseDefaults } from './refuse-defaults.ts';
import { createTransports } from './transport.ts';

const attachment = Symbol.for('freshkey.axios.attachment');

type Source = SessionSource<InternalAxiosRequestConfig>;
type Attached = { [attachment]?: { source: Source; detach: () => void } };

/**
 * Attaches a session to an axios instance: every request to an allowed origin then carries a current credential, waits
 * for a refresh that is under way, and is replayed when its 401 can be cured. Attaching the same session twice returns
 * the same function.
 *
 * @param source a session, or `(config) => Session | undefined` for a client that serves many users (`undefined`: not
 * ours).
 * @returns `detach`, which restores the instance.
 * @throws TypeError when another session is attached, when the instance's defaults carry a credential (they would
 * silence the session), or when XMLHttpRequest would carry the scheme's header along redirects. Where the session or the
 * adapter is chosen for each request, that request rejects with the same error.
 */
export function attach(instance: AxiosInstance, source: Source): () => void {
  const existing = (instance as Attached)[attachment];
  if (existing) {
    if (existing.source === source) return existing.detach;
    throw new TypeError('attach: another session is attached to this axios instance: detach it first.');
  }
  refuseDefaults(instance.defaults, typeof source === 'function' ? undefined : sessionInternals(source).scheme);

  const transports = createTransports(source);
  const id = instance.interceptors.request.use(
    function freshkey(config) {
      config.adapter = transports.around(config.adapter);
      return config;
    },
    null,
    { synchronous: true },
  );

  function detach(): void {
    instance.interceptors.request.eject(id);
    transports.retire();
    delete (instance as Attached)[attachment];
  }
  Object.defineProperty(instance, attachment, { value: { source, detach }, configurable: true });
  return detach;
}
