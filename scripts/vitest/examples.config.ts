import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The example applications in a real Chromium, against the built packages. */
export default defineConfig({
  test: {
    root: at('../..'),
    include: ['scripts/examples/**/*.browser.test.ts'],
    globalSetup: [at('../examples/build-packages.ts')],
    setupFiles: [at('./no-console.ts')],
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
