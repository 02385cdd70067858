/** p-queue 10 hands itself to Node's `setMaxListeners`, which refuses the EventTarget that jsdom puts in its place. */
Object.defineProperty(EventTarget.prototype, 'setMaxListeners', { value: () => undefined, configurable: true });
