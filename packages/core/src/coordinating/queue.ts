import PQueue from 'p-queue';

/**
 * p-queue, without a call that jsdom refuses: Node's own `setMaxListeners` takes no event target of another kind, and
 * a listener limit says nothing about queues that nobody listens to.
 */
export class Queue extends PQueue {
  setMaxListeners(): void {}
}
