import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction, type Socket } from 'node:net';
import { connect as tlsConnect } from 'node:tls';
import type { Route } from './outgoing.ts';

/** What the proxy said instead of opening the way. */
export class ProxyRefusal extends Error {
  override readonly name = 'ProxyRefusal';
  readonly response: IncomingMessage;

  constructor(response: IncomingMessage) {
    super(`The proxy answered ${response.statusCode}`);
    this.response = response;
  }
}

export function portOf(url: URL): number {
  return Number(url.port || (url.protocol === 'https:' ? 443 : 80));
}

/** `[::1]` without its brackets, as sockets want it. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1');
}

export function tlsOptions(url: URL, route: Route) {
  return {
    ...route.tls,
    rejectUnauthorized: !route.insecure,
    ALPNProtocols: ['http/1.1'],
    ...(isIP(hostOf(url)) === 0 && { servername: hostOf(url) }),
  };
}

/** A `lookup` that knows the addresses of `--resolve`; undefined where none is fixed for this URL. */
export function fixedLookup(url: URL, route: Route): LookupFunction | undefined {
  const address = route.addresses.get(`${url.hostname}:${portOf(url)}`) ?? route.addresses.get(`*:${portOf(url)}`);
  if (address === undefined) return undefined;
  const family = isIP(address);
  return (_host, options, done) => {
    if (family === 0) done(Object.assign(new Error('--resolve names no IP address'), { code: 'ENOTFOUND' }), '', 4);
    else if (options.all) done(null, [{ address, family }]);
    else done(null, address, family);
  };
}

/**
 * Opens a tunnel to an origin through the proxy (RFC 9110 §9.3.6).
 * Rejects with a {@link ProxyRefusal} that holds the proxy's answer when the proxy refuses.
 */
export function openTunnel(url: URL, route: Route, signal: AbortSignal): Promise<Socket> {
  const proxy = route.proxy as NonNullable<Route['proxy']>;
  const place = `${url.hostname}:${portOf(url)}`;
  return new Promise<Socket>((resolve, reject) => {
    const connecting = (proxy.url.protocol === 'https:' ? httpsRequest : httpRequest)({
      host: hostOf(proxy.url),
      port: portOf(proxy.url),
      method: 'CONNECT',
      path: place,
      headers: {
        Host: place,
        ...(proxy.authorization !== undefined && { 'Proxy-Authorization': proxy.authorization }),
      },
      agent: false,
      signal,
      ...(proxy.url.protocol === 'https:' && tlsOptions(proxy.url, route)),
    });
    connecting.on('connect', (response, tunnel: Socket) => {
      if (response.statusCode === 200) resolve(tunnel);
      else {
        tunnel.destroy();
        reject(new ProxyRefusal(response));
      }
    });
    connecting.on('error', reject);
    connecting.end();
  });
}

/** Opens a tunnel to an https origin and speaks TLS through it. Rejects as {@link openTunnel} does. */
export async function openSecureTunnel(url: URL, route: Route, signal: AbortSignal): Promise<Socket> {
  const socket = await openTunnel(url, route, signal);
  return new Promise<Socket>((resolve, reject) => {
    const secure = tlsConnect({ socket, ...tlsOptions(url, route) }, () => resolve(secure));
    secure.on('error', reject);
    const abort = () => secure.destroy(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    secure.on('close', () => signal.removeEventListener('abort', abort));
  });
}
