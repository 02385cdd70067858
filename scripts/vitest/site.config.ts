import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

/** Tests of the built site, in a real Chromium: `npm run docs` comes first. */
export default defineConfig({
  resolve: base.resolve ?? {},
  test: {
    include: ['scripts/site/**/*.test.ts'],
    setupFiles: base.test?.setupFiles ?? [],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
