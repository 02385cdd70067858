import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** One request as a test server saw it. */
export interface Seen {
  method: string;
  url: string;
  /** In order, duplicates kept. */
  headers: [string, string][];
  body: string;
}

export interface TestServer {
  url: string;
  port: number;
  seen: Seen[];
}

export type Answer = (request: Seen, response: ServerResponse) => void;

/** A real server on loopback that lives as long as the test. */
export async function serve(answer: Answer, host = '127.0.0.1'): Promise<TestServer> {
  const seen: Seen[] = [];
  const listener: RequestListener = (request, response) => {
    const one: Seen = { method: request.method ?? '', url: request.url ?? '', headers: pairs(request), body: '' };
    seen.push(one);
    request.on('data', (chunk) => {
      one.body += String(chunk);
    });
    request.on('end', () => answer(one, response));
  };
  const server = createServer({ insecureHTTPParser: true }, listener);
  const port = await listen(server, host);
  return { url: `http://${host}:${port}`, port, seen };
}

export async function listen(server: Server, host = '127.0.0.1'): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  );
  return (server.address() as AddressInfo).port;
}

const pairs = ({ rawHeaders }: IncomingMessage): [string, string][] => {
  const found: [string, string][] = [];
  for (let at = 0; at < rawHeaders.length; at += 2)
    found.push([rawHeaders[at] as string, rawHeaders[at + 1] as string]);
  return found;
};

export function headerOf({ headers }: Seen, name: string): string | undefined {
  return headers.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}

/** Answers with a status, headers and a body; an object becomes JSON. */
export function answerWith(
  status: number,
  headers: Record<string, string | string[]> = {},
  body: unknown = '',
): Answer {
  return (_request, response) => {
    const isText = typeof body === 'string';
    response.writeHead(status, { 'content-type': isText ? 'text/plain' : 'application/json', ...headers });
    response.end(isText ? body : JSON.stringify(body));
  };
}
