import type { EnvFile } from './env-file.ts';

/** One variable as one source defines it. */
export interface Definition {
  readonly value: string;
  /** `environment`, or the file's path as it was given. */
  readonly source: string;
  readonly line?: number;
  /** Of a file: the text after `=` as it stands there. */
  readonly rawValue?: string;
}

/** Every definition of every variable: the one that counts first. */
export interface Sources {
  definitionsOf(name: string): readonly Definition[];
  /** Whether a source holds something under this name that is no text. */
  isNotText(name: string): boolean;
  readonly names: readonly string[];
  /** Files that are in no encoding that a loader reads. */
  readonly badFiles: readonly EnvFile[];
}

/**
 * Puts the environment and files together. The environment counts before any file, as every loader has it; of the files
 * the last counts first (`.env`, `.env.local`).
 */
export function sourcesOf(env: Readonly<Record<string, unknown>>, files: readonly EnvFile[]): Sources {
  const backwards = [...files].reverse();
  const ownText = (name: string): string | undefined => {
    const value = Object.hasOwn(env, name) ? env[name] : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  return {
    definitionsOf(name) {
      const found: Definition[] = [];
      const value = ownText(name);
      if (value !== undefined) found.push({ value, source: 'environment' });
      for (const file of backwards) {
        const entry = file.entries.get(name);
        if (entry) found.push({ value: entry.value, source: file.path, line: entry.line, rawValue: entry.rawValue });
      }
      return found;
    },
    isNotText(name) {
      const value = Object.hasOwn(env, name) ? env[name] : undefined;
      return value !== undefined && value !== null && typeof value !== 'string';
    },
    names: [...new Set([...Object.keys(env), ...files.flatMap((file) => [...file.entries.keys()])])],
    badFiles: files.filter((file) => file.encoding !== 'utf-8'),
  };
}
