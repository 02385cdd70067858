import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Every package runs with this file, from its own folder; the packages are read as sources, so no test waits for a build. */
export default defineConfig({
  resolve: {
    alias: [
      { find: /^@freshkey\/core\/(adapter|redirects|tabs|shared|pool)$/, replacement: at('./packages/core/src/$1.ts') },
      { find: '@freshkey/devtools/tanstack', replacement: at('./packages/devtools/src/tanstack.ts') },
      { find: /^@freshkey\/diagnose\/(products|rules)$/, replacement: at('./packages/diagnose/src/$1.ts') },
      { find: '@freshkey/oauth/loopback', replacement: at('./packages/oauth/src/loopback.ts') },
      { find: '@freshkey/testing/server', replacement: at('./packages/testing/src/server.ts') },
      { find: /^@freshkey\/([a-z0-9]+)$/, replacement: at('./packages/$1/src/index.ts') },
    ],
  },
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    exclude: [
      '**/node_modules/**',
      'src/**/*.{browser,glewlwyd,redis,postgres,files,stress,programs,nodes}.test.{ts,tsx}',
    ],
    setupFiles: [at('./scripts/vitest/no-console.ts')],
    testTimeout: 20_000,
  },
});
