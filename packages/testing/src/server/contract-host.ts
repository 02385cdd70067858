import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ContractServers } from '../contract/servers/contract-servers.ts';
import { serversOnLoopback } from '../contract/servers/on-loopback.ts';
import { operations, type WorldControl } from '../contract/servers/world-control.ts';

/** Starts and stops worlds for contracts that run in a browser; `serversAt(url)` talks to it. */
export interface ContractHost {
  readonly url: string;
  /** Closes the host and every world that it started. */
  close(): Promise<void>;
}

const bodyOf = async (message: IncomingMessage): Promise<unknown[]> => {
  let text = '';
  for await (const chunk of message.setEncoding('utf8')) text += chunk;
  return text === '' ? [] : (JSON.parse(text) as unknown[]);
};

const isOperation = (name: string | undefined): name is keyof WorldControl =>
  (operations as readonly unknown[]).includes(name);

/** Starts a contract host on loopback, at a free port. */
export async function createContractHost(): Promise<ContractHost> {
  const all = new Map<number, ContractServers>();
  let lastId = 0;

  const answer = async (message: IncomingMessage): Promise<unknown> => {
    const [, first, id, which, operation] = (message.url ?? '').split('/');
    if (first !== 'servers') return undefined;
    if (id === undefined && message.method === 'POST') {
      const servers = await serversOnLoopback({ keepAlive: false });
      all.set(++lastId, servers);
      return { id: lastId, url: servers.url, elsewhereUrl: servers.elsewhereUrl };
    }
    const servers = all.get(Number(id));
    if (servers && message.method === 'DELETE') {
      all.delete(Number(id));
      await servers.close();
      return null;
    }
    if (!servers || (which !== 'world' && which !== 'elsewhere') || !isOperation(operation)) return undefined;
    const perform = servers[which][operation] as (...args: unknown[]) => Promise<unknown>;
    return (await perform(...(await bodyOf(message)))) ?? null;
  };

  const respond = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const result = message.method === 'OPTIONS' ? null : await answer(message);
    response.writeHead(result === undefined ? 404 : 200, {
      'content-type': 'application/json',
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST, DELETE',
    });
    response.end(JSON.stringify(result ?? null));
  };

  const server = createServer((message, response) => {
    respond(message, response).catch(() => response.writeHead(400).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      await Promise.all([...all.values()].map((servers) => servers.close()));
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
