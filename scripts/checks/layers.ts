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
  ['errors', 'fingerprint', 'thenable', 'waiting', 'telling/attempt', 'coordinating/queue'],
  ['judging/origins', 'judging/token-flaw'],
  ['judging/token-set', 'keeping/lock'],
  [
    'judging/clock',
    'judging/experience',
    'judging/expiry',
    'judging/refresh-result',
    'keeping/store',
    'sending/scheme',
  ],
  ['judging/verdict'],
  ['telling/explanation'],
  ['sending/exchange', 'judging/failure'],
  ['telling/events', 'state/*'],
  ['options', 'judging/admission', 'sending/ticket', 'coordinating/pauses'],
  ['keeping/persistence', 'keeping/writer', 'keeping/lineage', 'telling/*', 'coordinating/replays'],
  ['coordinating/flights', 'coordinating/renewal', 'coordinating/reading', 'coordinating/authorizing'],
  ['coordinating/loop'],
  ['session'],
  [
    'sending/leak',
    'sending/platform-fetch/*',
    'sending/schemes/*',
    'keeping/tabs/*',
    'keeping/shared/*',
    'shared/*',
    'keeping/web-storage',
  ],
  ['adapter', 'index', 'tabs', 'shared', 'pool'],
];
