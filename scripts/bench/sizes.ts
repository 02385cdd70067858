import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';

export interface Size {
  readonly name: string;
  /** Bytes. */
  readonly minified: number;
  readonly brotli: number;
}

const clients = ['axios', 'ky', 'react', 'vue'];
const core = ['@freshkey/core'];

/** What a bundler puts into an application, from the built packages. */
const imports: readonly { name: string; code: string; external?: readonly string[] }[] = [
  { name: 'createSession + attach (axios)', code: "export { createSession, attach } from '@freshkey/axios'" },
  { name: 'createSession + extend (ky)', code: "export { createSession, extend } from '@freshkey/ky'" },
  { name: 'createSession + createFetch (fetch)', code: "export { createSession, createFetch } from '@freshkey/fetch'" },
  {
    name: 'of these: p-queue + jwt-decode',
    code: "export { default } from 'p-queue'; export { jwtDecode } from 'jwt-decode'",
  },
  { name: 'the axios adapter alone', code: "export { attach } from '@freshkey/axios'", external: core },
  { name: 'the ky adapter alone', code: "export { extend } from '@freshkey/ky'", external: core },
  { name: 'the fetch adapter alone', code: "export { createFetch } from '@freshkey/fetch'", external: core },
  { name: 'parseChallenges', code: "export { parseChallenges } from '@freshkey/challenge'" },
];

export function sizes(): Promise<Size[]> {
  return Promise.all(
    imports.map(async ({ name, code, external = [] }) => {
      const { outputFiles } = await build({
        stdin: { contents: code, resolveDir: process.cwd() },
        bundle: true,
        minify: true,
        write: false,
        format: 'esm',
        platform: 'browser',
        target: 'es2022',
        external: [...clients, ...external],
        tsconfigRaw: {},
        logLevel: 'error',
        define: { 'process.env.NODE_ENV': '"production"' },
      });
      const bytes = outputFiles[0]?.contents ?? new Uint8Array();
      return { name, minified: bytes.length, brotli: brotliCompressSync(bytes).length };
    }),
  );
}
