import { ContractError } from '../assertions.ts';
import type { ContractServers } from './contract-servers.ts';
import { operations, type WorldControl } from './world-control.ts';

/**
 * Worlds on loopback that a contract host (`createContractHost` of `@freshkey/testing/server`) starts and stops, for
 * contracts that run in a browser.
 *
 * @param hostUrl the `url` of the host.
 */
export function serversAt(hostUrl: string) {
  return async (): Promise<ContractServers> => {
    const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
      const response = await globalThis.fetch(`${hostUrl}${path}`, {
        method,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      if (!response.ok) throw new ContractError(`The contract host answered ${response.status} to ${method} ${path}.`);
      return response.json();
    };
    const { id, url, elsewhereUrl } = (await call('POST', '/servers')) as {
      id: number;
      url: string;
      elsewhereUrl: string;
    };
    const control = (which: 'world' | 'elsewhere') =>
      Object.fromEntries(
        operations.map((operation) => [
          operation,
          (...args: unknown[]) => call('POST', `/servers/${id}/${which}/${operation}`, args),
        ]),
      ) as unknown as WorldControl;
    return {
      url,
      elsewhereUrl,
      fetch: (input, init) => globalThis.fetch(input, init),
      world: control('world'),
      elsewhere: control('elsewhere'),
      close: async () => void (await call('DELETE', `/servers/${id}`)),
    };
  };
}
