import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { idsOf, Stage, send } from './test-support/stage.ts';
import type { WorkerOrder } from './test-support/worker.ts';

const stage = Stage.use();

type Kind = 'dedicated' | 'shared' | 'service';

/** Gives an order to the worker of a page, which is started at the first one. */
const order = (page: Page, kind: Kind, what: WorkerOrder): Promise<{ status: string; answers?: number[] }> =>
  page.evaluate(
    async ([kind, what]) => {
      const start = async () => {
        if (kind === 'dedicated') return new Worker('/worker.js');
        if (kind === 'shared') {
          const { port } = new SharedWorker('/worker.js');
          port.start();
          return port;
        }
        await navigator.serviceWorker.register('/worker.js');
        return (await navigator.serviceWorker.ready).active as ServiceWorker;
      };
      const scope = globalThis as { worker?: Promise<Worker | MessagePort | ServiceWorker> };
      scope.worker ??= start();
      const worker = await scope.worker;
      const { port1, port2 } = new MessageChannel();
      return new Promise((resolve) => {
        port1.onmessage = ({ data }) => resolve(data);
        worker.postMessage(what, [port2]);
      });
    },
    [kind, what] as const,
  );

describe.each(['memory', 'indexedDB', 'cookie'] as const)('workers share the session of the tabs (%s)', (way) => {
  test.for(['dedicated', 'shared', 'service'] as const)(
    'a %s worker finds the session, and one refresh serves both',
    async (kind) => {
      const { world } = stage;
      const [page] = await stage.signedIn(way, 1);
      expect((await order(page, kind, { open: stage.optionsOf(way) })).status).toBe('active');
      for (let expiry = 1; expiry <= 2; expiry++) {
        world.tokens.expireAll();
        const sent = Promise.all([
          send(page, idsOf(`page-${expiry}`, 5)),
          order(page, kind, { send: idsOf(`worker-${expiry}`, 5) }),
        ]);
        const [inPage, inWorker] = await sent;
        expect([...inPage, ...(inWorker.answers ?? [])]).toEqual(Array.from({ length: 10 }, () => 200));
        world.journal.expectRefreshes(expiry);
      }
      world.journal.expectNoReuse();
      await page.evaluate(() => app.session.signOut());
      await expect.poll(async () => (await order(page, kind, {})).status).toBe('signed-out');
    },
  );
});
