/** The part of a package.json that a build reads. */
export interface PackageManifest {
  readonly name: string;
  readonly module?: string;
  readonly exports: Readonly<Record<string, string | Conditions>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

interface Target {
  readonly types: string;
  readonly default: string;
}

/** What one entry of `exports` says. */
export interface Conditions {
  readonly 'react-native'?: string;
  readonly 'edge-light'?: string;
  /** A build of its own for browsers; what serves with a bundler's `browser` set all the same is named in it. */
  readonly browser?: Readonly<Record<string, Target | string>>;
  readonly 'module-sync'?: string;
  readonly require?: Target;
  readonly types?: string;
  readonly default: Target | string;
}

/** Whether a package is built as CommonJS as well: its `exports` say so. */
export function isForCommonJs({ exports }: PackageManifest): boolean {
  return Object.values(exports).some((entry) => typeof entry === 'object' && entry.require !== undefined);
}
