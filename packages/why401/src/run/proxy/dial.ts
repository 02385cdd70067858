import { lookup as resolveName } from 'node:dns';
import { connect as connectPlain, type LookupFunction, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { hostOf, openTunnel, portOf, tlsOptions } from '../../http/connect.ts';
import type { Route } from '../../http/outgoing.ts';
import { proxyFor } from '../../http/proxy-settings.ts';

const connectMs = 30_000;

/** Opens connections as a program would without us: with the user's authorities, and through his own proxy. */
export class Dialer {
  readonly #env: Readonly<Record<string, string | undefined>>;
  readonly #tls: Route['tls'];

  /** @param authorities PEM, of those that the user's programs trust. */
  constructor(env: Readonly<Record<string, string | undefined>>, authorities: readonly string[]) {
    this.#env = env;
    this.#tls = { ca: authorities.join('\n') };
  }

  /** Whose proxy a URL goes through in the user's own environment. */
  routeTo(url: URL): Route {
    const proxy = proxyFor(url, {}, this.#env);
    return { insecure: false, addresses: new Map(), tls: this.#tls, ...(proxy && { proxy }) };
  }

  /** A way to the host of a URL, with nothing said on it yet. */
  raw(url: URL): Promise<Socket> {
    const route = this.routeTo(url);
    if (route.proxy) return openTunnel(url, route, AbortSignal.timeout(connectMs));
    return settled(connectPlain({ host: hostOf(url), port: portOf(url), lookup }), 'connect');
  }

  /** TLS on such a way; rejects where the certificate is not one that the user's programs would take. */
  secure(url: URL, socket: Socket): Promise<Socket> {
    return settled(connectTls({ socket, ...tlsOptions(url, this.routeTo(url)) }), 'secureConnect');
  }
}

/** Names under `localhost` are this machine, whatever its resolver says (RFC 6761 §6.3). */
export const lookup: LookupFunction = (host, options, done) => {
  if (!/(?:^|\.)localhost$/i.test(host)) resolveName(host, options, done as never);
  else if (options.all) done(null, [{ address: '127.0.0.1', family: 4 }]);
  else done(null, '127.0.0.1', 4);
};

const settled = (socket: Socket, event: 'connect' | 'secureConnect'): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => socket.destroy(new Error('The connection took too long')), connectMs);
    socket.once(event, () => {
      clearTimeout(timer);
      resolve(socket);
    });
    // It stays, so that a connection that breaks later breaks no more than itself.
    socket.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
  });
