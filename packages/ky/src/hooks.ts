import {
  type Fetch,
  type FetchCall,
  FetchExchange,
  originOf,
  type RequestOptions,
  type SessionSource,
  sessionInternals,
  sessionOf,
} from '@freshkey/core/adapter';
import { followRedirects } from '@freshkey/core/redirects';

/** The options of a ky request that we read; those of ky 1 and ky 2. */
export interface KyRequestOptions {
  fetch?: Fetch | undefined;
  readonly prefix?: string | URL | undefined;
  readonly baseUrl?: string | URL | undefined;
  readonly prefixUrl?: string | URL | undefined;
  readonly signal?: AbortSignal | null | undefined;
  readonly context?: Record<string, unknown> | undefined;
}

const inner = Symbol.for('freshkey.ky.inner');
const attachment = Symbol.for('freshkey.ky.attachment');

type Source = SessionSource<FetchCall>;

/** Whose session a `fetch` or a hook of ours carries. */
export function sourceOf(carrier: unknown): Source | undefined {
  return (carrier as { [attachment]?: Source } | undefined)?.[attachment];
}

/** A `fetch` of ours remembers the one that it is around: it is never wrapped twice. */
type Transport = Fetch & { [inner]?: Fetch | undefined; [attachment]?: Source };

/**
 * Puts the session around the `fetch` of one request, or of all requests of an instance.
 *
 * @param common the session, where it is one for all requests.
 */
export function around(
  source: Source,
  options: KyRequestOptions,
  originOfBase = originOf,
  common?: ReturnType<typeof sessionInternals>,
): Fetch {
  const given = options.fetch as Transport | undefined;
  const fetch = given && inner in given ? given[inner] : given;
  const isAsked = common?.isAsking;
  const transport: Transport = (input, init) => {
    const send = fetch ?? globalThis.fetch;
    const session = common ?? sessionOf(source, { input, init });
    if (!session) return send(input, init);
    const exchange = new FetchExchange(
      { input, init },
      {
        fetch: send,
        client: 'ky',
        baseOrigin: originOfBase(options.prefix ?? options.baseUrl ?? options.prefixUrl),
        session,
        ownsRequest: true,
        follow: followRedirects,
        options: (options.context?.freshkey ?? (init as KyRequestOptions['context'])?.freshkey) as
          | RequestOptions
          | undefined,
        callerSignal: options.signal ?? undefined,
        isAsked,
      },
    );
    return session.perform(exchange);
  };
  transport[inner] = fetch;
  transport[attachment] = source;
  return transport;
}

/**
 * The hooks that attach a session, for those who compose hooks by hand (ky 2):
 * `ky.create({ prefix, hooks: hooks(session) })`. One `init` hook puts our transport around the `fetch` of each
 * request, below ky's own retries, hooks and timeout.
 *
 * @param source a session, or `({ input, init }) => Session | undefined` (`undefined`: not ours).
 * @throws TypeError for what is no session.
 */
export function hooks(source: SessionSource<FetchCall>): { init: ((options: KyRequestOptions) => void)[] } {
  const session = typeof source === 'function' ? undefined : sessionInternals(source);
  const originOfBase = remembering(originOf);
  function freshkey(options: KyRequestOptions): void {
    options.fetch = around(source, options, originOfBase, session);
  }
  return { init: [Object.assign(freshkey, { [attachment]: source })] };
}

/** The base URL is the same for most requests, and parsing it costs. */
function remembering<Key, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  let last: { key: Key; value: Value } | undefined;
  return (key) => {
    if (!last || last.key !== key) last = { key, value: compute(key) };
    return last.value;
  };
}
