import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

/** Tests that drive a real Chromium from Node, one file after the other. */
export default defineConfig({
  resolve: base.resolve ?? {},
  test: {
    include: ['src/**/*.browser.test.ts'],
    setupFiles: base.test?.setupFiles ?? [],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
