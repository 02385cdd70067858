import { createTestFetch } from '../../test-fetch.ts';
import { createWorld } from '../../world/world.ts';
import type { ContractServers } from './contract-servers.ts';
import { controlOf } from './world-control.ts';

/** Worlds behind a plain `fetch` function: for clients that can be given one. */
export async function serversInMemory(): Promise<ContractServers> {
  const elsewhereUrl = 'https://elsewhere.test';
  const elsewhere = createWorld();
  const { url, fetch, close, ...world } = createTestFetch({ elsewhere: { [elsewhereUrl]: elsewhere } });
  return { url, elsewhereUrl, fetch, close, world: controlOf(world), elsewhere: controlOf(elsewhere) };
}
