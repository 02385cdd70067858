import { randomBytes, timingSafeEqual } from 'node:crypto';
import { Agent, createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { hostOf, portOf } from '../../http/connect.ts';
import type { Watcher } from '../recorder/watcher.ts';
import type { Authority } from './authority.ts';
import { type ClientHello, clientHello } from './client-hello.ts';
import { type Dialer, lookup } from './dial.ts';
import { forward, join, responseOn, type Target } from './forward.ts';

interface Parts {
  watcher: Watcher;
  authority: Authority;
  dialer: Dialer;
  /** Told once of each host whose connections are passed on unread, and why. */
  onUnread: (host: string, reason: 'own-authorities' | 'untrusted') => void;
}

/** A connection that was read open: where it leads, and by which way. */
interface Opened {
  origin: string;
  agent: Agent;
  wasAsked: boolean;
}

/** Who opens a connection and closes it within this time without a word has not liked what it saw. */
const suddenMs = 1_000;
const settings = { insecureHTTPParser: true, keepAliveTimeout: 60_000, requestTimeout: 0, headersTimeout: 0 };
const realm = 'Proxy-Authenticate: Basic realm="why401"';

/**
 * A proxy on loopback that records what a run's programs ask, over http and https. It serves who knows its password, and
 * passes on unread what it cannot read: HTTP/2 alone, protocols of other kinds, and hosts whose clients or certificates
 * make it impossible.
 */
export class RecordingProxy {
  readonly #watcher: Watcher;
  readonly #authority: Authority;
  readonly #dialer: Dialer;
  readonly #onUnread: Parts['onUnread'];
  readonly #password = randomBytes(16).toString('hex');
  readonly #expected = Buffer.from(`Basic ${Buffer.from(`why401:${this.#password}`).toString('base64')}`);
  readonly #outer: Server;
  /** Made for clients that give a proxy no password. */
  #open: Server | undefined = undefined;
  readonly #unasked = new WeakSet<Duplex>();
  /** Listens nowhere: it is given connections that were opened. */
  readonly #inner: Server;
  readonly #plainAgent = new Agent({ keepAlive: true, lookup } as ConstructorParameters<typeof Agent>[0]);
  readonly #opened = new WeakMap<Duplex, Opened>();
  readonly #sockets = new Set<Duplex>();
  readonly #unread = new Set<string>();

  constructor({ watcher, authority, dialer, onUnread }: Parts) {
    this.#watcher = watcher;
    this.#authority = authority;
    this.#dialer = dialer;
    this.#onUnread = onUnread;
    this.#outer = this.#entrance();
    this.#inner = createServer(settings, (request, response) => this.#openedRequest(request, response));
    this.#inner.on('upgrade', (request, socket) => this.#openedRequest(request, responseOn(request, socket)));
  }

  #entrance(): Server {
    const entrance = createServer(settings, (request, response) => this.#plainRequest(request, response));
    entrance.on('connect', (request, socket, head) => void this.#tunnel(request, socket, head));
    entrance.on('upgrade', (request, socket) => this.#plainRequest(request, responseOn(request, socket)));
    entrance.on('connection', (socket) => this.#keep(socket));
    return entrance;
  }

  /** Listens on a free port of loopback, and returns the address for clients, with the password in it. */
  async listen(): Promise<string> {
    return `http://why401:${this.#password}@127.0.0.1:${await portOfLoopback(this.#outer)}`;
  }

  /**
   * Listens on one more port, for clients that give a proxy no password (Java): whoever runs on this machine may use it.
   *
   * @returns the port.
   */
  async listenOpen(): Promise<number> {
    this.#open = this.#entrance();
    this.#open.prependListener('connection', (socket) => this.#unasked.add(socket));
    return portOfLoopback(this.#open);
  }

  close(): void {
    for (const entrance of [this.#outer, this.#open]) {
      entrance?.close();
      entrance?.closeAllConnections();
    }
    for (const socket of this.#sockets) socket.destroy();
    this.#plainAgent.destroy();
  }

  #keep(socket: Duplex): void {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#sockets.delete(socket));
  }

  #isKnown({ headers, socket }: IncomingMessage): boolean {
    if (this.#unasked.has(socket)) return true;
    const given = Buffer.from(headers['proxy-authorization'] ?? '');
    return given.length === this.#expected.length && timingSafeEqual(given, this.#expected);
  }

  #plainRequest(request: IncomingMessage, response: ServerResponse): void {
    if (!this.#isKnown(request)) {
      response.writeHead(407, { 'proxy-authenticate': 'Basic realm="why401"', 'content-type': 'text/plain' });
      response.end('This proxy serves the programs of one run of why401.\n');
      return;
    }
    const url = parsed(request.url);
    if (url?.protocol !== 'http:') {
      response.writeHead(400, { 'content-type': 'text/plain' });
      response.end('A proxy is asked for absolute http URLs.\n');
      return;
    }
    forward(request, response, this.#plainTarget(url, request.url as string), this.#watcher);
  }

  #plainTarget(url: URL, text: string): Target {
    const { proxy } = this.#dialer.routeTo(url);
    const target = { url: text, agent: this.#plainAgent };
    if (proxy === undefined)
      return { ...target, path: url.pathname + url.search, host: hostOf(url), port: portOf(url) };
    return {
      ...target,
      path: text,
      host: hostOf(proxy.url),
      port: portOf(proxy.url),
      ...(proxy.authorization !== undefined && { proxyAuthorization: proxy.authorization }),
    };
  }

  #openedRequest(request: IncomingMessage, response: ServerResponse): void {
    const opened = this.#opened.get(request.socket);
    if (opened === undefined) {
      response.destroy();
      return;
    }
    opened.wasAsked = true;
    const { origin, agent } = opened;
    const { url: path = '/' } = request;
    const url = new URL(origin);
    const target = { url: origin + (path.startsWith('/') ? path : `/${path}`), agent, path };
    forward(request, response, { ...target, host: hostOf(url), port: portOf(url) }, this.#watcher);
  }

  async #tunnel(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    this.#keep(socket);
    const url = parsed(`https://${request.url}`);
    if (!this.#isKnown(request)) {
      socket.end(
        `HTTP/1.1 407 Proxy Authentication Required\r\n${realm}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
      );
      return;
    }
    if (url === undefined) {
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    try {
      const upstream = await this.#dialer.raw(url);
      this.#keep(upstream);
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      if (head.length > 0) socket.unshift(head);
      if (this.#unread.has(url.host)) join(socket, upstream);
      else this.#look(url, socket as Socket, upstream);
    } catch {
      socket.end('HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    }
  }

  /** Waits for what is said first, and by whom: that tells whether it can be read. */
  #look(url: URL, client: Socket, upstream: Socket): void {
    let bytes = Buffer.alloc(0);
    const serverFirst = () => {
      client.removeListener('data', clientFirst);
      join(client, upstream);
    };
    const clientFirst = (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      const hello = clientHello(bytes);
      if (hello === 'more') return;
      upstream.removeListener('readable', serverFirst);
      upstream.removeListener('close', serverGone);
      client.removeListener('data', clientFirst);
      client.pause();
      client.unshift(bytes);
      if (hello !== undefined) void this.#openSecure(url, client, upstream, hello);
      else if (/^[A-Z]{3,10} /.test(bytes.toString('latin1', 0, 12))) this.#serve(url, 'http:', client, upstream);
      else join(client, upstream);
    };
    const serverGone = () => client.destroy();
    upstream.once('readable', serverFirst);
    upstream.once('close', serverGone);
    client.once('close', () => upstream.destroy());
    client.on('data', clientFirst);
  }

  async #openSecure(url: URL, client: Socket, upstream: Socket, hello: ClientHello): Promise<void> {
    const { protocols } = hello;
    if (protocols.length > 0 && !protocols.includes('http/1.1')) {
      join(client, upstream);
      return;
    }
    let secure: Socket;
    try {
      secure = await this.#dialer.secure(url, upstream);
    } catch {
      await this.#passOn(url, client, 'untrusted');
      return;
    }
    this.#keep(secure);
    const opened = new TLSSocket(client, {
      isServer: true,
      secureContext: this.#authority.contextFor(hello.serverName ?? hostOf(url)),
      ALPNProtocols: ['http/1.1'],
    });
    this.#keep(opened);
    const startMs = performance.now();
    opened.once('secure', () => this.#serve(url, 'https:', opened, secure));
    // The client may say that it does not take this run's certificate, or just go: it has authorities of its own.
    opened.on('error', (error: NodeJS.ErrnoException) => {
      if (/ALERT/.test(String(error.code))) this.#leaveUnread(url.host, 'own-authorities');
    });
    const onGone = () => {
      const isSudden = performance.now() - startMs < suddenMs;
      if (isSudden && this.#opened.get(opened)?.wasAsked !== true) this.#leaveUnread(url.host, 'own-authorities');
      opened.destroy();
      secure.destroy();
    };
    client.once('close', onGone);
    // A client that goes during the handshake leaves no more than an end.
    opened.once('end', () => {
      if (!this.#opened.has(opened)) onGone();
    });
  }

  /** Begins again, without a look at what is said. */
  async #passOn(url: URL, client: Socket, reason: 'untrusted'): Promise<void> {
    this.#leaveUnread(url.host, reason);
    try {
      const upstream = await this.#dialer.raw(url);
      this.#keep(upstream);
      join(client, upstream);
    } catch {
      client.destroy();
    }
  }

  #leaveUnread(host: string, reason: 'own-authorities' | 'untrusted'): void {
    if (this.#unread.has(host)) return;
    this.#unread.add(host);
    this.#onUnread(host, reason);
  }

  /** Reads the requests on an opened connection; the first of them goes out on the way that is open already. */
  #serve(url: URL, protocol: 'http:' | 'https:', client: Duplex, upstream: Socket): void {
    let first: Socket | undefined = upstream;
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    agent.createConnection = ((_options: unknown, done: (error: Error | null, socket?: Socket) => void) => {
      if (first !== undefined && !first.destroyed) {
        const socket = first;
        first = undefined;
        return socket;
      }
      void this.#dial(url, protocol).then(
        (socket) => done(null, socket),
        (error: Error) => done(error),
      );
      return undefined;
    }) as never;
    client.once('close', () => agent.destroy());
    const port = url.port === '' || (protocol === 'https:' && url.port === '443') ? '' : `:${url.port}`;
    this.#opened.set(client, { origin: `${protocol}//${url.hostname}${port}`, agent, wasAsked: false });
    this.#inner.emit('connection', client);
    // It was paused while its first bytes were looked at.
    client.resume();
  }

  async #dial(url: URL, protocol: 'http:' | 'https:'): Promise<Socket> {
    const raw = await this.#dialer.raw(url);
    this.#keep(raw);
    return protocol === 'https:' ? this.#dialer.secure(url, raw) : raw;
  }
}

const portOfLoopback = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
};

const parsed = (url: string | undefined): URL | undefined => {
  try {
    return new URL(url ?? '');
  } catch {
    return undefined;
  }
};
