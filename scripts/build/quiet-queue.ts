import { readFile } from 'node:fs/promises';
import type { Options } from 'tsup';

/** A target that tells nobody, and what p-queue's own errors are made of: nothing here makes any of them. */
const standIns = `
class EventTarget {
  addEventListener() {}
  removeEventListener() {}
  dispatchEvent() {
    return true;
  }
}
class CustomEvent {}
const DOMException = globalThis.DOMException ?? Error;
`;

/**
 * p-queue 10 is an `EventTarget` and makes a `CustomEvent` for each step of a task. React Native has neither, and no
 * `DOMException`; edge-runtime has no `CustomEvent`; and nobody listens to our queues: where p-queue is inside a build, its events are left out.
 */
export const quietQueue: NonNullable<Options['esbuildPlugins']>[number] = {
  name: 'quiet-queue',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]p-queue[\\/]dist[\\/]index\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      if (!source.includes('extends EventTarget') || !source.includes('new CustomEvent('))
        throw new Error(`${path} is not the p-queue that this was written for.`);
      return { contents: standIns + source, loader: 'js' };
    });
  },
};
