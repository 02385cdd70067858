import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The example applications in a real Chromium, and what the start pages show, against the built packages. */
export default defineConfig({
  test: {
    root: at('../..'),
    include: ['scripts/examples/**/*.test.ts'],
    globalSetup: [at('../examples/build-packages.ts')],
    setupFiles: [at('./no-console.ts')],
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What a page shows is waited for, however slow the machine is.
    expect: { poll: { timeout: 20_000, interval: 100 } },
  },
});
