import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A server component may import `createSession` from `@freshkey/react` and still render the provider: the hooks stand
 * in a module of their own that says 'use client', and the entry does not.
 *
 * @throws Error when the build lost the directive, or spread it.
 */
export async function checkClientDirective(folder: string): Promise<void> {
  const dist = join(folder, 'node_modules', '@freshkey', 'react', 'dist');
  const says = async (file: string) => /^['"]use client['"]/.test(await readFile(join(dist, file), 'utf8'));
  if (!(await says('client.js'))) throw new Error("@freshkey/react: dist/client.js does not begin with 'use client'.");
  if (await says('index.js')) throw new Error("@freshkey/react: dist/index.js begins with 'use client'.");
}
