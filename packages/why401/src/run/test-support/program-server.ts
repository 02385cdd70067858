import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createHttp2Server } from 'node:http2';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { Authority } from '../proxy/authority.ts';

/** The API that the programs ask, over http, https and HTTP/2, on loopback. */
export interface ProgramServer {
  /** What the programs are told of it. */
  env: Record<string, string>;
  close(): Promise<void>;
}

const expired = 'Bearer realm="api", error="invalid_token", error_description="The access token expired"';
const message = JSON.stringify({ message: 'Bad credentials, said the server' });
const packers = { gzip: gzipSync, br: brotliCompressSync, deflate: deflateSync } as const;

const refuse = (response: ServerResponse, body: string | Buffer = message, headers: Record<string, string> = {}) => {
  response.writeHead(401, { 'www-authenticate': expired, 'content-type': 'application/json', ...headers });
  response.end(body);
};

const answer = (request: IncomingMessage, response: ServerResponse, text: string) => {
  const path = (request.url ?? '').split('?', 1)[0] as string;
  const json = (status: number, body: unknown) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };
  const redirect = (location: string) => {
    response.writeHead(302, { location });
    response.end();
  };
  if (path === '/ok') json(200, { fine: true });
  else if (path === '/missing') json(404, { message: 'There is no such thing' });
  else if (path === '/moved-ok') redirect('/ok');
  else if (path === '/login-redirect') redirect('/login');
  else if (path === '/login') {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(
      '<!doctype html><title>Sign in</title><form action="/login"><input type="password" name="password"></form>',
    );
  } else if (path === '/elsewhere') redirect(`http://localhost:${request.socket.localPort}/bare`);
  else if (path === '/bare') {
    response.writeHead(401, { 'www-authenticate': 'Bearer realm="api"' });
    response.end('no token');
  } else if (path === '/echo') refuse(response, `you sent ${text.length} characters`, { 'content-type': 'text/plain' });
  else if (path.startsWith('/packed/')) {
    const coding = path.slice('/packed/'.length) as keyof typeof packers;
    refuse(response, packers[coding](message), { 'content-encoding': coding });
  } else if (path === '/big') refuse(response, 'x'.repeat(100_000), { 'content-type': 'text/plain' });
  else if (path === '/slow') {
    response.writeHead(401, { 'www-authenticate': expired });
    response.flushHeaders();
  } else if (path === '/slack') json(200, { ok: false, error: 'invalid_auth' });
  else if (path === '/slow-token') setTimeout(() => json(200, { access_token: 'x'.repeat(30) }), 60);
  else if (path.endsWith('/expired')) refuse(response);
  else refuse(response, '');
};

const listener: RequestListener = (request, response) => {
  let text = '';
  request.on('data', (chunk) => {
    text += String(chunk);
  });
  request.on('end', () => answer(request, response, text));
};

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));

export async function programServer(): Promise<ProgramServer> {
  const authority = new Authority();
  const plain = createServer(listener);
  const secure = createSecureServer({ SNICallback: (name, done) => done(null, authority.contextFor(name)) }, listener);
  const http2 = createHttp2Server(listener as never);
  const [port, securePort, http2Port] = [await listen(plain), await listen(secure), await listen(http2)];
  const sessions = new Set<{ destroy(): void }>();
  http2.on('session', (session) => sessions.add(session));
  return {
    env: {
      API_URL: `http://127.0.0.1:${port}`,
      SECURE_API_URL: `https://localhost:${securePort}`,
      H2_API_URL: `http://127.0.0.1:${http2Port}`,
      API_CA: authority.certificate,
    },
    close: async () => {
      for (const session of sessions) session.destroy();
      plain.closeAllConnections();
      secure.closeAllConnections();
      await Promise.all([plain, secure, http2].map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}
