import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

/** Programs with the clients, languages and versions of Node that only these tests need: `npm run programs`. */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ['src/**/*.programs.test.ts', ...(process.env.PROGRAMS_NODES ? ['src/**/*.nodes.test.ts'] : [])],
    exclude: ['**/node_modules/**'],
    testTimeout: 60_000,
    hookTimeout: 30_000,
    // Programs are compared by what they print: those that wait for one another time out.
    fileParallelism: false,
  },
});
