import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Backend, refreshThrough } from '../backend.ts';
import { checkNames } from '../known-names.ts';
import type { WorldRequest } from '../world/message.ts';
import { settingNames, type WorldOptions } from '../world/settings.ts';
import { createWorld, type World } from '../world/world.ts';

/** A world on loopback. */
export interface TestServer extends Backend {
  [Symbol.asyncDispose](): Promise<void>;
}

export interface TestServerOptions extends WorldOptions {
  /** The address to listen on; default `127.0.0.1`. */
  readonly host?: string;
  /**
   * Whether connections are used again; default true. With false a cut connection is a network error for its client in
   * every case; browsers try again by themselves what broke on a connection that was used before.
   */
  readonly keepAlive?: boolean;
}

const readRequest = async (message: IncomingMessage, base: string): Promise<WorldRequest> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of message) chunks.push(chunk as Uint8Array);
  const lines = Object.entries(message.headersDistinct).map(([name, values = []]) => [name, values.join(', ')]);
  return {
    method: message.method ?? 'GET',
    url: new URL(message.url ?? '/', base),
    headers: Object.fromEntries(lines),
    body: Buffer.concat(chunks),
  };
};

const answerWith = async (
  world: World,
  message: IncomingMessage,
  response: ServerResponse,
  base: string,
): Promise<void> => {
  const gone = new AbortController();
  response.once('close', () => response.writableFinished || gone.abort());
  const outcome = await world.handle(await readRequest(message, base), gone.signal);
  if (outcome === 'hang' || response.destroyed) return;
  if (outcome === 'reset') return void message.socket.resetAndDestroy();
  response.writeHead(outcome.status, outcome.headers.flat());
  response.end(outcome.body);
};

/**
 * Starts a world on loopback, at a free port.
 *
 * @throws TypeError for an option that there is none of, or of another kind.
 * @example
 * const server = await createTestServer({ accessLifetimeMs: 20_000 });
 * const session = createSession({ tokens: server.tokens.issue(), refresh: server.refresh, origins: [server.url] });
 * server.tokens.expireAll();
 * …
 * server.journal.expectRefreshes(1);
 * await server.close();
 */
export async function createTestServer(all: TestServerOptions = {}): Promise<TestServer> {
  checkNames('createTestServer', all, ['host', 'keepAlive', ...settingNames]);
  const { host = '127.0.0.1', keepAlive = true, ...options } = all;
  const world = createWorld(options);
  const server = createServer((message, response) => {
    response.shouldKeepAlive &&= keepAlive;
    // A request that broke off while it was read has nobody left to answer.
    answerWith(world, message, response, url).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const send: typeof fetch = (input, init) => globalThis.fetch(input, init);
  const close = async (): Promise<void> => {
    world.faults.clear();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { ...world, url, fetch: send, refresh: refreshThrough(send, url), close, [Symbol.asyncDispose]: close };
}
