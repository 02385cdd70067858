import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DemoProvider } from './provider.ts';
import type { Timeline } from './timeline.ts';

/** An API that asks the provider about every token, and writes down what it answered. */
export interface DemoApi {
  readonly url: string;
  /** How often a token ended under the load: each time that the first request with it was refused. */
  expiries(): number;
  close(): Promise<void>;
}

const workMs = 15;

export async function startApi(provider: DemoProvider, timeline: Timeline): Promise<DemoApi> {
  const ended = new Set<string>();
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://api');
    const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
    let bytes = 0;
    for await (const chunk of request) bytes += (chunk as Buffer).length;
    const isValid = await provider.isValid(token);
    if (!isValid) ended.add(token);
    // A proxy that took its time: the 401 arrives when everybody else has the new token already.
    const delayMs = url.searchParams.has('late') && !isValid ? 600 : workMs;
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    timeline.answered(url.pathname.slice(1), isValid ? 200 : 401);
    if (isValid) response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ bytes }));
    else response.writeHead(401, { 'www-authenticate': 'Bearer error="invalid_token"' }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    expiries: () => ended.size,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
