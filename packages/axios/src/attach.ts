import { type SessionSource, sessionInternals } from '@freshkey/core/adapter';
import type { AxiosInstance, InternalAxiosRequestConfig } from 'axios';
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
 * silence the session), or when XMLHttpRequest would carry the scheme's header along redirects.
 */
export function attach(instance: AxiosInstance, source: Source): () => void {
  const existing = (instance as Attached)[attachment];
  if (existing) {
    if (existing.source === source) return existing.detach;
    throw new TypeError('attach: another session is attached to this axios instance: detach it first.');
  }
  if (typeof source !== 'function') refuseLeakingXhr(instance, source);
  refuseDefaultCredential(instance);

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

function refuseDefaultCredential({ defaults }: AxiosInstance): void {
  const groups = Object(defaults.headers) as Record<string, unknown>;
  const places: [string, unknown][] = [
    ['headers', groups],
    ...Object.entries(groups).map(([name, group]) => [`headers.${name}`, group] as [string, unknown]),
  ];
  for (const [place, group] of places) {
    for (const [name, value] of typeof group === 'object' && group !== null ? Object.entries(group) : []) {
      if (name.toLowerCase() === 'authorization' && typeof value === 'string') {
        throw new TypeError(
          `attach: the instance's defaults.${place} carries an ${name} header, which every request would send instead of the session's current token. Remove the line that sets defaults.${place}.${name}.`,
        );
      }
    }
  }
  if (defaults.auth)
    throw new TypeError("attach: the instance's defaults.auth would replace the session's credential. Remove it.");
}

function refuseLeakingXhr({ defaults }: AxiosInstance, source: Parameters<typeof sessionInternals>[0]): void {
  const { scheme } = sessionInternals(source);
  const adapters = ([] as unknown[]).concat(defaults.adapter);
  const usesXhr = typeof XMLHttpRequest !== 'undefined' && adapters[0] === 'xhr';
  if (usesXhr && scheme.headers?.length && !scheme.followRedirects) {
    throw new TypeError(
      `attach: XMLHttpRequest carries the header ${scheme.headers[0]} to wherever the API redirects. Use axios's fetch adapter (adapter: 'fetch'), which can refuse redirects, or accept the risk with followRedirects: true in the scheme.`,
    );
  }
}
