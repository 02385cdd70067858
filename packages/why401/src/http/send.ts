import { Agent, type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { fixedLookup, hostOf, openSecureTunnel, ProxyRefusal, portOf, tlsOptions } from './connect.ts';
import type { HeaderList } from './header-list.ts';
import type { OutgoingRequest, Route } from './outgoing.ts';
import { readBody } from './read-body.ts';
import { wireHeaders } from './sendable.ts';

/** An answer as it arrived; the body's first 64 KiB, if it is text. */
export interface Received {
  status: number;
  headers: HeaderList;
  body: string;
  /** Epoch milliseconds of our clock. */
  sentAtMs: number;
  receivedAtMs: number;
}

export type Send = (request: OutgoingRequest, route: Route, signal: AbortSignal) => Promise<Received>;

/**
 * Sends one request exactly as it is given, duplicate headers and all, follows nothing, and reads the answer.
 * Rejects with what the network said, with the signal's reason, or with an `UnsendableError` before anything is sent.
 */
export const send: Send = async (request, route, signal) => {
  const headers = wireHeaders(request.headers);
  const url = new URL(request.url);
  signal.throwIfAborted();
  const sentAtMs = Date.now();
  let tunnel: Socket | undefined;
  try {
    tunnel = route.proxy && url.protocol === 'https:' ? await openSecureTunnel(url, route, signal) : undefined;
    const response = await answerTo(request, headers, url, route, signal, tunnel);
    const receivedAtMs = Date.now();
    const body = request.method === 'HEAD' ? '' : await readBody(response, signal);
    if (request.method === 'HEAD') response.destroy();
    return { status: response.statusCode ?? 0, headers: pairsOf(response.rawHeaders), body, sentAtMs, receivedAtMs };
  } catch (error) {
    if (error instanceof ProxyRefusal) {
      const { statusCode, rawHeaders } = error.response;
      return { status: statusCode ?? 0, headers: pairsOf(rawHeaders), body: '', sentAtMs, receivedAtMs: Date.now() };
    }
    if (signal.aborted) throw signal.reason;
    throw error;
  } finally {
    // Nobody else would close it, and the process could not end.
    tunnel?.destroy();
  }
};

const answerTo = (
  request: OutgoingRequest,
  headers: HeaderList,
  url: URL,
  route: Route,
  signal: AbortSignal,
  tunnel: Socket | undefined,
): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const lines = headers.flat();
    const throughProxy = route.proxy !== undefined && tunnel === undefined;
    const next = throughProxy ? (route.proxy as NonNullable<Route['proxy']>).url : url;
    if (throughProxy && route.proxy?.authorization !== undefined)
      lines.push('Proxy-Authorization', route.proxy.authorization);
    const lookup = throughProxy ? undefined : fixedLookup(url, route);
    const isSecure = next.protocol === 'https:' && tunnel === undefined;
    const outgoing: ClientRequest = (isSecure ? httpsRequest : httpRequest)({
      host: hostOf(next),
      port: portOf(next),
      method: request.method,
      path: throughProxy ? url.href : url.pathname + url.search,
      headers: lines,
      agent: tunnel ? agentOf(tunnel) : false,
      signal,
      insecureHTTPParser: true,
      maxHeaderSize: 262_144,
      ...(lookup && { lookup }),
      ...(route.unixSocket !== undefined && !throughProxy && { socketPath: route.unixSocket }),
      ...(isSecure && tlsOptions(next, route)),
    });
    if (route.connectTimeoutMs !== undefined) limitConnection(outgoing, route.connectTimeoutMs);
    outgoing.on('response', resolve);
    outgoing.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve(response);
    });
    outgoing.on('error', reject);
    outgoing.end(request.body);
  });

/** An agent that has this one connection. `createConnection` among a request's options counts only without any agent. */
const agentOf = (socket: Socket): Agent => Object.assign(new Agent(), { createConnection: () => socket });

const limitConnection = (outgoing: ClientRequest, timeoutMs: number): void => {
  const timer = setTimeout(
    () => outgoing.destroy(Object.assign(new Error('The connection took too long'), { code: 'ETIMEDOUT' })),
    timeoutMs,
  );
  const stop = () => clearTimeout(timer);
  outgoing.on('socket', (socket) => {
    if (socket.connecting) socket.once('connect', stop);
    else stop();
  });
  outgoing.on('close', stop);
};

const pairsOf = (raw: readonly string[]): HeaderList => {
  const pairs: HeaderList = [];
  for (let at = 0; at + 1 < raw.length; at += 2) pairs.push([raw[at] as string, raw[at + 1] as string]);
  return pairs;
};
