import { connect, createServer, type Server, type Socket } from 'node:net';

/** A wire before a server on loopback, which counts what goes through it and can be cut. */
export class Relay {
  readonly url: string;
  /** How often a client asked since it was last answered: round trips, over all connections. */
  turns = 0;
  /** What the server says is swallowed, and the connection cut instead. */
  losesAnswers = false;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server, url: string) {
    this.#server = server;
    this.url = url;
  }

  /** @param url the address of the server; the relay's own is the same but for its port. */
  static async start(url: string): Promise<Relay> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = new URL(url);
    const target = Number(address.port);
    address.port = String((server.address() as { port: number }).port);
    const relay = new Relay(server, address.href);
    server.on('connection', (client) => relay.#join(client, connect(target, '127.0.0.1')));
    return relay;
  }

  #join(client: Socket, server: Socket): void {
    let isAsking = false;
    client.on('data', (bytes) => {
      if (!isAsking) this.turns++;
      isAsking = true;
      server.write(bytes);
    });
    server.on('data', (bytes) => {
      isAsking = false;
      if (this.losesAnswers) this.cut();
      else client.write(bytes);
    });
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(one);
      one.setNoDelay(true);
      one.on('error', () => {});
      one.on('close', () => {
        this.#sockets.delete(one);
        other.destroy();
      });
    }
  }

  /** Breaks off every connection. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
