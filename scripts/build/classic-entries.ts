import { mkdirSync, writeFileSync } from 'node:fs';
import type { PackageManifest } from './manifest.ts';

/**
 * Writes `<entry>/package.json` for each entry below the first, for what does not read `exports` (Parcel unless it is told
 * to, Metro before 0.82, TypeScript's `node10`): `@freshkey/core/tabs` is then a folder that points into `dist`.
 */
export function classicEntries({ module, exports }: PackageManifest): void {
  for (const [path, target] of Object.entries(exports)) {
    if (typeof target === 'string' || !target.require || typeof target.default === 'string' || path === '.') continue;
    const content = {
      main: `.${target.require.default}`,
      ...(module && { module: `.${target.default.default}` }),
      types: `.${target.require.types}`,
      sideEffects: false,
    };
    mkdirSync(path, { recursive: true });
    writeFileSync(`${path}/package.json`, `${JSON.stringify(content, null, 2)}\n`);
  }
}
