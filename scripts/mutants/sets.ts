/** Files that are mutated together, and the tests that are to notice. */
export interface MutantSet {
  readonly package: string;
  /** Relative to the package, as the tests. */
  readonly files: readonly string[];
  readonly tests: readonly string[];
}

const core = [
  'src/judging/*.test.ts',
  'src/coordinating/*.test.ts',
  'src/keeping/*.test.ts',
  'src/telling/*.test.ts',
  'src/*.test.ts',
];
const contract = ['src/*.test.ts'];
const engine = [
  'src/{diagnose,facts,read-exchange,situations,contradictions}.test.ts',
  'src/rules/rules.test.ts',
  'src/corpus/{corpus,kinds}.test.ts',
];

/** Small sets, since each starts with one run of all its tests, and what is pure is killed by the tests beside it: `npm run mutants -- verdict ky`. */
export const sets: Readonly<Record<string, MutantSet>> = {
  verdict: { package: 'core', files: ['src/judging/verdict.ts'], tests: ['src/judging/verdict.test.ts'] },
  failure: { package: 'core', files: ['src/judging/failure.ts'], tests: ['src/judging/failure.test.ts'] },
  loop: { package: 'core', files: ['src/coordinating/loop.ts'], tests: core },
  flights: { package: 'core', files: ['src/coordinating/flight.ts', 'src/coordinating/flights.ts'], tests: core },
  keeping: {
    package: 'core',
    files: ['src/keeping/persistence.ts', 'src/keeping/lineage.ts', 'src/keeping/writer.ts'],
    tests: core,
  },
  state: { package: 'core', files: ['src/state/state.ts'], tests: core },
  axios: { package: 'axios', files: ['src/exchange.ts'], tests: contract },
  ky: { package: 'ky', files: ['src/hooks.ts'], tests: contract },
  fetch: { package: 'fetch', files: ['src/create-fetch.ts'], tests: contract },
  ranking: { package: 'diagnose', files: ['src/run-rules.ts', 'src/diagnose-by-rules.ts'], tests: engine },
  facts: {
    package: 'diagnose',
    files: [
      'src/facts.ts',
      'src/refusal.ts',
      'src/what-was-read.ts',
      'src/topics.ts',
      'src/answer-codes.ts',
      'src/server-words.ts',
      'src/sent-credentials.ts',
    ],
    tests: engine,
  },
  products: {
    package: 'diagnose',
    files: ['src/products/reading/**/*.ts', '!src/**/*.test.ts'],
    tests: ['src/products/**/*.test.ts'],
  },
};
