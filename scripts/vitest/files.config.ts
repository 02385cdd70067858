import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

/** Many processes with one session in files: `npm run test:files`. */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ['src/**/*.files.test.ts'],
    exclude: ['**/node_modules/**'],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    // Processes that wait for one another keep no time where every file runs at once.
    fileParallelism: false,
  },
});
