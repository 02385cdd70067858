import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Clients and servers of the Model Context Protocol, for real, on loopback: `npm run test:mcp`. */
export default defineConfig({
  resolve: base.resolve ?? {},
  test: {
    root: at('../mcp'),
    include: ['*.test.js'],
    globalSetup: at('../mcp/install.ts'),
    setupFiles: base.test?.setupFiles ?? [],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
