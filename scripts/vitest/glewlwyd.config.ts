import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

/** What needs a second authorization server: `npm run test:glewlwyd` in packages/oauth. The tests start it on loopback. */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ['src/**/*.glewlwyd.test.ts'],
    exclude: ['**/node_modules/**'],
    testTimeout: 60_000,
    hookTimeout: 30_000,
  },
});
