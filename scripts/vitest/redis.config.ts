import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

/** What needs a real Redis: `npm run test:redis` in packages/redis. The tests start their own server on loopback. */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ['src/**/*.redis.test.ts'],
    exclude: ['**/node_modules/**'],
    testTimeout: 120_000,
    hookTimeout: 30_000,
    // Processes that wait for one another keep no time where every file runs at once.
    fileParallelism: false,
  },
});
