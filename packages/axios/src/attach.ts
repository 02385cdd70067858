import { type SessionFacts, type SessionSource, sessionInternals } from '@freshkey/core/adapter';
import type { AxiosInstance, InternalAxiosRequestConfig } from 'axios';
import { refuseDefaults } from './refuse-defaults.ts';
import { createTransports } from './transport.ts';

const attachment = Symbol.for('freshkey.axios.attachment');

type Source = SessionSource<InternalAxiosRequestConfig>;

interface Attachment {
  readonly source: Source;
  readonly detach: () => void;
  /** Whether the interceptor still stands where it was put: others clear them. */
  readonly isInPlace: () => boolean;
}

type Attached = { [attachment]?: Attachment };

/**
 * Attaches a session to an axios instance: every request to an allowed origin then carries a current credential, waits
 * for a refresh that is under way, and is replayed when its 401 can be cured. Attaching the same session twice returns
 * the same function; where the instance's interceptors were cleared meanwhile, it attaches again. In place of a session
 * that was disposed of (hot reload) another one may be attached.
 *
 * @param source a session, or `(config) => Session | undefined` for a client that serves many users (`undefined`: not
 * ours).
 * @returns `detach`, which restores the instance.
 * @throws TypeError when another session is attached, when the instance's defaults carry a credential (they would
 * silence the session), or when XMLHttpRequest, or React Native's `fetch`, would carry the scheme's key along
 * redirects. Where the session or the
 * adapter is chosen for each request, that request rejects with the same error.
 */
export function attach(instance: AxiosInstance, source: Source): () => void {
  if (typeof instance?.interceptors?.request?.use !== 'function')
    throw new TypeError('attach(instance, session): the first argument is no axios instance. Are the two swapped?');
  const session = typeof source === 'function' ? undefined : sessionInternals(source);
  const existing = (instance as Attached)[attachment];
  if (existing?.isInPlace()) {
    if (existing.source === source) return existing.detach;
    if (!isDisposed(existing.source)) {
      throw new TypeError(
        'attach: another session is attached to this axios instance: detach it first (call what attach returned), or dispose of that session.',
      );
    }
    session?.note?.(
      'axios.replaced',
      () => 'attach: the session that was attached to this axios instance was disposed of; this one takes its place.',
    );
  }
  refuseDefaults(instance.defaults, session?.scheme);
  existing?.detach();

  const transports = createTransports(source);
  const { request } = instance.interceptors;
  function freshkey(config: InternalAxiosRequestConfig): InternalAxiosRequestConfig {
    config.adapter = transports.around(config.adapter);
    return config;
  }
  const id = request.use(freshkey, null, { synchronous: true });
  const stopNoting = session?.note ? noteSubInstances(instance, session) : () => {};

  function isInPlace(): boolean {
    let isFound = false;
    // Known to every version, and typed by none.
    (request as unknown as { forEach(each: (handler: { fulfilled: unknown }) => void): void }).forEach(
      ({ fulfilled }) => {
        isFound ||= fulfilled === freshkey;
      },
    );
    return isFound;
  }

  function detach(): void {
    // After a clear, older versions give the number to somebody else.
    if (isInPlace()) request.eject(id);
    stopNoting();
    transports.retire();
    if ((instance as Attached)[attachment]?.detach === detach) delete (instance as Attached)[attachment];
  }
  Object.defineProperty(instance, attachment, { value: { source, detach, isInPlace }, configurable: true });
  return detach;
}

function isDisposed(source: Source): boolean {
  return typeof source !== 'function' && sessionInternals(source).isDisposed === true;
}

const subInstance =
  'create() made an axios instance from one that has a session; it has none itself: attach the session to it as well.';

/** An instance that is made from one with a session has none, silently: interceptors are not handed down. */
function noteSubInstances(instance: AxiosInstance, session: SessionFacts): () => void {
  const { create } = instance;
  if (typeof create !== 'function') return () => {};
  function createNoted(...parameters: Parameters<AxiosInstance['create']>): AxiosInstance {
    const made = create.apply(instance, parameters);
    // Not before it sends: mocks and caches make instances for themselves.
    function noteFirst(config: InternalAxiosRequestConfig): InternalAxiosRequestConfig {
      made.interceptors.request.eject(id);
      if (!(attachment in made)) session.note?.('axios.sub-instance', () => subInstance);
      return config;
    }
    const id = made.interceptors.request.use(noteFirst, null, { synchronous: true });
    return made;
  }
  instance.create = createNoted;
  return () => {
    if (instance.create === createNoted) instance.create = create;
  };
}
