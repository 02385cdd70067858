import { fileURLToPath } from 'node:url';
import { createTestServer, type TestServer } from '@freshkey/testing/server';
import { createServer } from 'vite';
import { faultPlugin } from './faults.ts';

export type ExampleName = 'react' | 'vue';

export interface RunningExample extends AsyncDisposable {
  /** Where the application is. */
  readonly url: string;
  /** The authorization server and API that it runs against. */
  readonly server: TestServer;
}

/** Starts an example application and the server that it talks to, both on loopback. */
export async function startExample(name: ExampleName, { port = 0 } = {}): Promise<RunningExample> {
  const server = await createTestServer({ accessLifetimeMs: 15_000, latencyMs: { token: 700, api: 150 } });
  process.env.VITE_API_URL = server.url;
  const vite = await createServer({
    root: fileURLToPath(new URL(`../../docs/examples/${name}`, import.meta.url)),
    server: { host: '127.0.0.1', port },
    plugins: [faultPlugin(server)],
    clearScreen: false,
    logLevel: 'warn',
  });
  await vite.listen();
  const [url] = vite.resolvedUrls?.local ?? [];
  if (url === undefined) throw new Error('Vite did not say where it listens.');
  return {
    url,
    server,
    async [Symbol.asyncDispose]() {
      await vite.close();
      await server.close();
    },
  };
}
