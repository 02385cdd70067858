import type { HeaderList } from './header-list.ts';

/** One request, complete, as it will stand on the wire. */
export interface OutgoingRequest {
  method: string;
  url: string;
  headers: HeaderList;
  body?: Uint8Array;
}

/** By which way a request goes. */
export interface Route {
  /** Take any certificate. Default: false. */
  insecure: boolean;
  proxy?: { url: URL; authorization?: string };
  /** Fixed addresses, by `host:port`. */
  addresses: ReadonlyMap<string, string>;
  unixSocket?: string;
  tls: { ca?: string; cert?: string; key?: string; passphrase?: string };
  /** Milliseconds for the connection alone. Default: the whole deadline. */
  connectTimeoutMs?: number;
}
