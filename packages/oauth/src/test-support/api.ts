import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestProvider } from './provider.ts';

/** An API that asks the provider about every token. */
export interface TestApi {
  readonly url: string;
  readonly statuses: number[];
  close(): Promise<void>;
}

/** What an API makes of a good token: `undefined`, it lets the request pass; else the challenge of its 401 or 403. */
export type Gate = (
  request: IncomingMessage,
  token: Record<string, unknown>,
) => Refusal | undefined | Promise<Refusal | undefined>;

export interface Refusal {
  readonly status: number;
  readonly challenge: string;
  readonly headers?: Record<string, string>;
}

export async function startApi(provider: TestProvider, gate?: Gate): Promise<TestApi> {
  const statuses: number[] = [];
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    for await (const _chunk of request);
    const { searchParams } = new URL(request.url ?? '/', 'http://api');
    const to = searchParams.get('redirect');
    if (to !== null) return void response.writeHead(307, { location: to }).end();
    const token = await provider.find(request.headers.authorization?.replace(/^\S+ /, '') ?? '');
    const refusal = token ? await gate?.(request, token) : { status: 401, challenge: 'Bearer error="invalid_token"' };
    statuses.push(refusal?.status ?? 200);
    if (refusal)
      response.writeHead(refusal.status, { 'www-authenticate': refusal.challenge, ...refusal.headers }).end();
    else response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}');
  };
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    statuses,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
