import { type EnvFile, envFile } from './env-file.ts';

/**
 * Reads a `.env` file with Node's own parser and keeps the lines as they stand, for what a parser hides: a secret cut
 * at `#`. A file that does not exist is undefined. Node (and what has `process.getBuiltinModule`) only.
 *
 * @throws {Error} When the file exists and cannot be read; with Node's code.
 */
export function readEnvFile(path: string): EnvFile | undefined {
  // Not imported: this package is read by browser bundlers, too.
  const { readFileSync } = builtin('node:fs');
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return undefined;
    throw error;
  }
  return parseEnvFile(path, bytes);
}

/** A `.env` file whose bytes are at hand already. */
export function parseEnvFile(path: string, bytes: Uint8Array): EnvFile {
  const { parseEnv } = builtin('node:util');
  const encoding = encodingOf(bytes);
  // Loaders take every file for UTF-8 and a byte order mark for a part of the first name: so do we, to see what they see.
  const text = new TextDecoder(labelOf(bytes, encoding), { ignoreBOM: true }).decode(bytes);
  return envFile(path, text, encoding, encoding === 'utf-16' ? {} : (parseEnv(text) as Record<string, string>));
}

const encodingOf = (bytes: Uint8Array): EnvFile['encoding'] => {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return 'utf-16';
  if (bytes.length > 3 && ((bytes[1] === 0 && bytes[3] === 0) || (bytes[0] === 0 && bytes[2] === 0))) return 'utf-16';
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 'utf-8-bom' : 'utf-8';
};

const labelOf = (bytes: Uint8Array, encoding: EnvFile['encoding']): string => {
  if (encoding !== 'utf-16') return 'utf-8';
  return bytes[0] === 0xfe || bytes[0] === 0 ? 'utf-16be' : 'utf-16le';
};

interface Builtins {
  'node:fs': { readFileSync(path: string): Uint8Array };
  'node:util': { parseEnv(text: string): unknown };
}

const builtin = <Name extends keyof Builtins>(name: Name): Builtins[Name] => {
  const { process } = globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } };
  const found = process?.getBuiltinModule?.(name);
  if (found === undefined || found === null) {
    throw new TypeError('readCredentials: files can be read in Node only; pass { env } instead');
  }
  return found as Builtins[Name];
};
