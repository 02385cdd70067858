import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

/** What needs a real PostgreSQL and PgBouncer: `npm run test:postgres`. The tests start their own servers on loopback. */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ['src/**/*.postgres.test.ts'],
    exclude: ['**/node_modules/**'],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    // Processes that wait for one another keep no time where every file runs at once.
    fileParallelism: false,
  },
});
