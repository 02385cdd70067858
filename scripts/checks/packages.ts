import { readdirSync, readFileSync } from 'node:fs';
import type { Conditions } from '../build/manifest.ts';
import { root } from './report.ts';

/** The part of a package.json that the checks read. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly bin?: string | Readonly<Record<string, string>>;
  readonly main?: string;
  readonly module?: string;
  readonly types?: string;
  readonly exports: Readonly<Record<string, string | Conditions>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

export interface Package {
  /** Relative to the repository's folder: `packages/core`. */
  readonly folder: string;
  readonly manifest: Manifest;
}

/** Every package that is published, by name of its folder. */
export function readPackages(): Package[] {
  return readdirSync(`${root}/packages`)
    .sort()
    .map((name) => ({
      folder: `packages/${name}`,
      manifest: JSON.parse(readFileSync(`${root}/packages/${name}/package.json`, 'utf8')) as Manifest,
    }));
}

/** The entries that can be imported, with the files that are built for them: `@freshkey/core/tabs`, `dist/tabs.js`. */
export function entriesOf({
  manifest: { name, exports },
}: Package): { specifier: string; types: string; code: string }[] {
  return Object.entries(exports).flatMap(([path, conditions]) => {
    if (typeof conditions === 'string') return [];
    const { types, default: code } =
      typeof conditions.default === 'string'
        ? { types: conditions.types ?? '', default: conditions.default }
        : conditions.default;
    return [{ specifier: name + path.slice(1), types, code }];
  });
}
