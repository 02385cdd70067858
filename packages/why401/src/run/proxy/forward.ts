import { type Agent, request as httpRequest, type IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { headersInPairs } from '../recorder/header-text.ts';
import type { Watcher } from '../recorder/watcher.ts';

/** Where a request goes, and on which connections. */
export interface Target {
  /** As the program asked for it. */
  url: string;
  agent: Agent;
  /** What stands in the request's first line. */
  path: string;
  host: string;
  port: number;
  /** For the user's own proxy. */
  proxyAuthorization?: string;
}

/** Headers that are between two neighbours (RFC 9110 §7.6.1), and those for a proxy. */
const hopByHop = /^(?:connection|keep-alive|proxy-connection|proxy-authorization|proxy-authenticate|expect|upgrade)$/i;

/** Sends a request on as it came, hands its answer back as it comes, and tells the watcher of both. */
export function forward(request: IncomingMessage, response: ServerResponse, target: Target, watcher: Watcher): void {
  const { method = 'GET' } = request;
  const hop = watcher.begin('http', method, target.url);
  request.on('data', (chunk) => {
    hop.requestBody ??= watcher.bodyOf(hop);
    hop.requestBody.add(chunk);
  });
  const onward = httpRequest({
    method,
    host: target.host,
    port: target.port,
    path: target.path,
    agent: target.agent,
    setDefaultHeaders: false,
    headers: onwardHeaders(request, target),
    insecureHTTPParser: true,
  });
  const sent = () => headersInPairs(request.rawHeaders).filter(([name]) => !/^proxy-/i.test(name));
  onward.on('response', (answer) => {
    if (watcher.head(hop, answer.statusCode ?? 0, sent, () => headersInPairs(answer.rawHeaders))) {
      answer.on('data', (chunk) => hop.responseBody?.add(chunk));
      answer.on('close', () => watcher.end(hop));
      answer.on('end', () => watcher.end(hop));
    }
    handBack(answer, response);
  });
  onward.on('upgrade', (answer, socket, head) => {
    watcher.head(hop, answer.statusCode ?? 0, sent, () => headersInPairs(answer.rawHeaders));
    switchOver(answer, response, socket, head);
  });
  onward.on('error', (error) => {
    watcher.fail(hop, error);
    giveUp(response, error);
  });
  response.on('close', () => {
    if (!response.writableFinished) onward.destroy();
  });
  request.on('error', () => onward.destroy());
  request.pipe(onward);
}

const onwardHeaders = (request: IncomingMessage, { proxyAuthorization }: Target): string[] => {
  const { rawHeaders } = request;
  const isUpgrade = isWebSocket(request);
  const headers: string[] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const [name = '', value = ''] = [rawHeaders[at], rawHeaders[at + 1]];
    if (!hopByHop.test(name) || (isUpgrade && /^(?:upgrade|connection)$/i.test(name))) headers.push(name, value);
  }
  if (proxyAuthorization !== undefined) headers.push('Proxy-Authorization', proxyAuthorization);
  return headers;
};

const isWebSocket = ({ headers }: IncomingMessage): boolean => /^websocket$/i.test(headers.upgrade ?? '');

const handBack = (answer: IncomingMessage, response: ServerResponse): void => {
  const { rawHeaders, statusCode = 502, statusMessage = '' } = answer;
  const headers: string[] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] as string;
    if (!hopByHop.test(name) || /^proxy-authenticate$/i.test(name)) headers.push(name, rawHeaders[at + 1] as string);
  }
  response.sendDate = false;
  response.writeHead(statusCode, statusMessage, headers);
  answer.on('error', () => response.destroy());
  answer.pipe(response);
};

/** A WebSocket was opened: from here on the bytes are theirs. */
const switchOver = (answer: IncomingMessage, response: ServerResponse, upstream: Duplex, head: Buffer): void => {
  const { socket } = response;
  if (socket === null) {
    upstream.destroy();
    return;
  }
  const lines = headersInPairs(answer.rawHeaders).map(([name, value]) => `${name}: ${value}\r\n`);
  response.detachSocket(socket);
  socket.write(`HTTP/1.1 101 ${answer.statusMessage}\r\n${lines.join('')}\r\n`);
  join(socket, upstream, head);
};

/** Lets bytes through both ways, unread. @param fromServer what the second has said already. */
export function join(client: Duplex, server: Duplex, fromServer?: Buffer): void {
  if (fromServer && fromServer.length > 0) client.write(fromServer);
  client.on('error', () => server.destroy());
  server.on('error', () => client.destroy());
  client.on('close', () => server.destroy());
  server.on('close', () => client.destroy());
  client.pipe(server);
  server.pipe(client);
}

const giveUp = (response: ServerResponse, error: NodeJS.ErrnoException): void => {
  if (response.headersSent || response.socket === null) {
    response.destroy();
    return;
  }
  response.writeHead(502, { 'content-type': 'text/plain', connection: 'close' });
  response.end(`why401: the server could not be reached (${error.code ?? error.name}).\n`);
};

/** What a response needs where Node hands out a socket in place of one. */
export function responseOn(request: IncomingMessage, socket: Duplex): ServerResponse {
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(socket as never);
  response.on('finish', () => socket.end());
  return response;
}
