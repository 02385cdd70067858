/** Which package may import which: its own row's imports come from lower rows alone. */
export const packageRows: readonly (readonly string[])[] = [
  ['challenge'],
  ['core', 'diagnose', 'testing'],
  ['axios', 'ky', 'fetch', 'env', 'node', 'redis', 'oauth', 'postgres'],
  ['react', 'vue', 'devtools', 'why401'],
];

/** What a package may import besides, nowhere but in tests and in the recipes that they run. */
export const onlyInTests = /\.(test|test-d|fixtures)\.tsx?$|\/(test-support|fixtures|corpus|recipes|reports)\//;

/** A package that imports less than its row would allow. `testing` knows no session: it is handed what it tests. */
export const onlyImports: Readonly<Record<string, readonly string[]>> = { testing: ['challenge'] };

/**
 * The files of packages/core/src, lowest row first: a file imports from its own row and from lower ones. What one
 * imports by name (a scheme, a store, the fetch exchange) stands above the loop, so that nobody ships it unasked.
 */
export const coreRows: readonly (readonly string[])[] = [
  [
    'abort-controller',
    'deadline',
    'errors',
    'fingerprint',
    'thenable',
    'coordinating/queue',
    'judging/did-you-mean',
    'telling/diagnosis',
    'judging/failure-code',
    'judging/secrets',
  ],
  ['waiting', 'judging/claims', 'judging/origins', 'judging/token-flaw'],
  ['judging/clock', 'judging/experience'],
  ['judging/token-set'],
  ['judging/expiry', 'judging/refresh-result', 'judging/subject', 'keeping/session-record', 'sending/scheme'],
  ['judging/verdict', 'keeping/lock'],
  ['keeping/store', 'telling/explanation', 'judging/failure', 'judging/refusal-codes'],
  ['keeping/memory', 'option-checks', 'sending/exchange', 'sending/*', 'state/*'],
  ['judging/admission', 'options', 'telling/steps', 'telling/events', 'telling/trace'],
  ['keeping/lineage', 'keeping/writer', 'keeping/persistence', 'telling/*'],
  [
    'coordinating/flight',
    'coordinating/pauses',
    'coordinating/replays',
    'coordinating/under-way',
    'coordinating/asking-context',
    'coordinating/renewal',
    'coordinating/request-steps',
  ],
  ['coordinating/failures', 'coordinating/flight-report', 'coordinating/flying', 'coordinating/trial'],
  ['coordinating/flights'],
  ['coordinating/reading', 'coordinating/authorizing'],
  ['coordinating/learning'],
  ['coordinating/trials'],
  ['coordinating/loop'],
  ['rooms'],
  ['session'],
  ['pooling/pool-options', 'pooling/pooled-session'],
  ['pooling/*'],
  [
    'sending/leak',
    'sending/platform-fetch/*',
    'sending/schemes/*',
    'keeping/sharing',
    'keeping/tabs/*',
    'keeping/shared/*',
    'shared/*',
    'keeping/web-storage',
  ],
  ['adapter', 'redirects', 'redirects.browser', 'index', 'tabs', 'shared', 'pool'],
];
