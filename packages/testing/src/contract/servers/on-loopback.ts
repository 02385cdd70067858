import { createTestServer, type TestServerOptions } from '../../server/create-test-server.ts';
import type { ContractServers } from './contract-servers.ts';
import { controlOf } from './world-control.ts';

/** Worlds on loopback, at two ports: for clients that need a network, on Node. */
export async function serversOnLoopback({
  keepAlive = true,
}: Pick<TestServerOptions, 'keepAlive'> = {}): Promise<ContractServers> {
  const [world, elsewhere] = await Promise.all([createTestServer({ keepAlive }), createTestServer({ keepAlive })]);
  return {
    url: world.url,
    elsewhereUrl: elsewhere.url,
    fetch: world.fetch,
    world: controlOf(world),
    elsewhere: controlOf(elsewhere),
    close: async () => void (await Promise.all([world.close(), elsewhere.close()])),
  };
}
