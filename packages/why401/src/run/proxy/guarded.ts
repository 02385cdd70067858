import { BodyBudget, HeldBody } from '../recorder/held-body.ts';
import { Hop } from '../recorder/hop.ts';
import type { Watcher } from '../recorder/watcher.ts';

/** A watcher whose own mistakes cost nobody a connection. */
export function guarded(watcher: Watcher): Watcher {
  return {
    begin: (family, method, url) =>
      tried(
        () => watcher.begin(family, method, url),
        () => new Hop(family, method, url, 0),
      ),
    bodyOf: (hop) =>
      tried(
        () => watcher.bodyOf(hop),
        () => new HeldBody(new BodyBudget()),
      ),
    head: (...args) =>
      tried(
        () => watcher.head(...args),
        () => false,
      ),
    end: (hop) => tried(() => watcher.end(hop), nothing),
    fail: (hop, error) => tried(() => watcher.fail(hop, error), nothing),
  };
}

const nothing = (): void => {};

const tried = <Value>(attempt: () => Value, otherwise: () => Value): Value => {
  try {
    return attempt();
  } catch {
    return otherwise();
  }
};
