/** Which package may import which: its own row's imports come from lower rows alone. */
export const packageRows: readonly (readonly string[])[] = [
  ['challenge'],
  ['core', 'diagnose', 'testing'],
  ['axios', 'ky', 'fetch', 'env', 'redis'],
  ['react', 'vue', 'why401'],
];

/** What a package may import besides, nowhere but in tests. */
export const onlyInTests = /\.(test|test-d|fixtures)\.tsx?$|\/(test-support|fixtures|corpus)\//;

/** A package that imports less than its row would allow. `testing` knows no session: it is handed what it tests. */
export const onlyImports: Readonly<Record<string, readonly string[]>> = { testing: ['challenge'] };

/**
 * The files of packages/core/src, lowest row first: a file imports from its own row and from lower ones. What one
 * imports by name (a scheme, a store, the fetch exchange) stands above the loop, so that nobody ships it unasked.
 */
export const coreRows: readonly (readonly string[])[] = [
  ['attempt', 'errors', 'fingerprint', 'origins', 'queue', 'thenable', 'token-flaw', 'waiting'],
  ['expiry', 'failure', 'lock', 'refresh-result', 'scheme', 'store', 'token-set'],
  ['explanation', 'pauses', 'request', 'state', 'verdict'],
  ['admission', 'events', 'options', 'ticket'],
  ['flight', 'persistence', 'refusals', 'replays'],
  ['exchange'],
  ['session'],
  ['platform-fetch/*', 'schemes/*', 'tabs/*', 'web-storage'],
  ['adapter', 'index', 'tabs'],
];
