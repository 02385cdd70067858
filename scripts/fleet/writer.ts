import type { SharedTokenStore } from '@freshkey/core/shared';
import type { OpenStore } from './worker.ts';

/** A process that raises the generation in a store as fast as it can, and says so whenever the store has taken it. */
const setup = JSON.parse(process.argv[2] ?? '{}') as { opener: string; store: unknown };
const { openStore } = (await import(setup.opener)) as { openStore(store: unknown): Promise<OpenStore> };
const opened = await openStore(setup.store);
const store = opened.store as SharedTokenStore;
let isOver = false;
// The only thing that it is ever told is to end.
process.once('message', () => {
  isOver = true;
});

process.send?.({ event: 'ready' });
while (!isOver) {
  const held = await store.read();
  const generation = (held?.generation ?? 0) + 1;
  const tokens = { accessToken: `access-${generation}`, receivedAtMs: 1 };
  const isWritten = await store.write({ generation, loginId: String(process.pid), tokens }, held?.generation);
  if (isWritten) process.send?.({ event: 'wrote', operation: String(generation) });
}
await opened.close();
process.disconnect();
