import { type SessionSource, sessionOf } from '@freshkey/core/adapter';
import type { AxiosAdapter, AxiosResponse, InternalAxiosRequestConfig } from 'axios';
import { AxiosExchange } from './exchange.ts';
import { createDestinations } from './origin.ts';
import { type AdapterConfig, kindOf, resolveAdapter } from './resolve-adapter.ts';
import { createWaitSignals } from './wait.ts';

const mark = Symbol.for('freshkey.axios.transport');

/** What a transport stands around, and which attachment made it. */
type Transport = AxiosAdapter & { [mark]: { readonly owner: object; readonly inner: AdapterConfig } };

/** What to do where somebody sends a request again whose refusal has surfaced: a replay would have been made already. */
const oldInterceptor =
  'A request whose 401 had surfaced is sent again by the same config: an old response interceptor, or a retry that counts 401. Remove it: the session has refreshed and replayed where that helps, and a refresh beside it spends the refresh token a second time.';

function isTransport(adapter: AdapterConfig): adapter is Transport {
  return typeof adapter === 'function' && mark in adapter;
}

/** The transports of one attachment. */
export interface Transports {
  /** The session around an adapter: one transport serves all requests that use that adapter. */
  around(adapter: AdapterConfig): AxiosAdapter;
  /** From now on the transports do what the adapters in them do: a config that is sent again still holds one. */
  retire(): void;
}

/** Puts a session around adapters. */
export function createTransports(source: SessionSource<InternalAxiosRequestConfig>): Transports {
  const named = new Map<string, AxiosAdapter>();
  const custom = new WeakMap<AxiosAdapter, AxiosAdapter>();
  const surfaced = createSurfaced();
  const readers = { destinationOf: createDestinations(), signalOf: createWaitSignals(), surfaced: surfaced.add };
  const owner = {};
  let isRetired = false;

  /** @param isAgain the config has been through a transport of ours: it is `error.config`, or a copy. */
  function create(inner: AdapterConfig, isAgain = false): AxiosAdapter {
    const transport = (config: InternalAxiosRequestConfig): Promise<AxiosResponse> => {
      const send = resolveAdapter(inner, config.env);
      const session = isRetired ? undefined : sessionOf(source, config);
      if (!session) return send(config);
      if (isAgain && surfaced.has(config)) session.note?.('axios.old-interceptor', () => oldInterceptor);
      return session.perform(new AxiosExchange(config, send, kindOf(inner, send), session, readers));
    };
    return Object.assign(transport, { [mark]: { owner, inner } });
  }

  function around(adapter: AdapterConfig): AxiosAdapter {
    if (isTransport(adapter)) {
      const { owner: ownerOf, inner } = adapter[mark];
      return ownerOf === owner ? create(inner, true) : around(inner);
    }
    // axios makes a new list for every request.
    if (Array.isArray(adapter) && adapter.some((one) => typeof one !== 'string')) return create(adapter);
    return typeof adapter === 'function'
      ? remembered(custom, adapter, adapter)
      : remembered(named, String(adapter), adapter);
  }

  function remembered<Key>(
    transports: { get(key: Key): AxiosAdapter | undefined; set(key: Key, transport: AxiosAdapter): unknown },
    key: Key,
    adapter: AdapterConfig,
  ): AxiosAdapter {
    let transport = transports.get(key);
    if (!transport) {
      transport = create(adapter);
      transports.set(key, transport);
    }
    return transport;
  }

  function retire(): void {
    isRetired = true;
  }
  return { around, retire };
}

const rememberedRefusals = 32;

/** Which requests' refusals have surfaced lately: axios copies a config that is sent again, so it is known by what it asks for. */
function createSurfaced() {
  const keys = new Set<string>();
  const keyOf = ({ method = 'get', url, baseURL }: InternalAxiosRequestConfig) => `${method} ${baseURL} ${url}`;
  return {
    add(config: InternalAxiosRequestConfig): void {
      keys.add(keyOf(config));
      for (const oldest of keys) if (keys.size > rememberedRefusals) keys.delete(oldest);
    },
    has: (config: InternalAxiosRequestConfig) => keys.has(keyOf(config)),
  };
}
