import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { inBrowser } from '../build/in-browser.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** One script for a page or worker, from the sources of the packages. */
export async function bundleForBrowser(entry: string | URL): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [typeof entry === 'string' ? entry : fileURLToPath(entry)],
    absWorkingDir: root,
    tsconfig: `${root}/tsconfig.json`,
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    sourcemap: 'inline',
    plugins: [inBrowser],
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  return outputFiles[0]?.text ?? '';
}
