import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

/**
 * What core, axios and react may weigh together, with what they bring. Bytes, brotli. What was measured and 5 %: see
 * docs/decisions for why it is more than was planned.
 */
export const bundleBudget = 34_900;

/** The weight of the file that the project's bundler made of everything that is ours. Bytes, brotli. */
export async function bundleSize(folder: string): Promise<number> {
  const assets = join(folder, 'dist', 'assets');
  const file = (await readdir(assets)).find((name) => /^freshkey-.*\.js$/.test(name));
  if (!file) throw new Error('The build made no file of its own for Freshkey.');
  return brotliCompressSync(await readFile(join(assets, file))).length;
}
