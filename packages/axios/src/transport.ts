import { type SessionSource, sessionOf } from '@freshkey/core/adapter';
import type { AxiosAdapter, AxiosResponse, InternalAxiosRequestConfig } from 'axios';
import { AxiosExchange } from './exchange.ts';
import { createDestinations } from './origin.ts';
import { type AdapterConfig, kindOf, resolveAdapter } from './resolve-adapter.ts';
import { createWaitSignals } from './wait.ts';

const mark = Symbol.for('freshkey.axios.transport');

/** What a transport stands around, and which attachment made it. */
type Transport = AxiosAdapter & { [mark]: { readonly owner: object; readonly inner: AdapterConfig } };

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
  const readers = { destinationOf: createDestinations(), signalOf: createWaitSignals() };
  const owner = {};
  let isRetired = false;

  function create(inner: AdapterConfig): AxiosAdapter {
    const transport = (config: InternalAxiosRequestConfig): Promise<AxiosResponse> => {
      const send = resolveAdapter(inner, config.env);
      const session = isRetired ? undefined : sessionOf(source, config);
      if (!session) return send(config);
      return session.perform(new AxiosExchange(config, send, kindOf(inner, send), session, readers));
    };
    return Object.assign(transport, { [mark]: { owner, inner } });
  }

  function around(adapter: AdapterConfig): AxiosAdapter {
    if (isTransport(adapter)) return adapter[mark].owner === owner ? adapter : around(adapter[mark].inner);
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
