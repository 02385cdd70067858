import { allOptions, runOptions } from './tables.ts';
import { tokensOf } from './tokens.ts';

export type Mode = 'request' | 'curl' | 'har' | 'env' | 'token' | 'scopes' | 'run' | 'watch';

interface FoundMode {
  mode: Mode;
  /** The arguments without the word that names the mode. For `curl`: those in front of it, which are ours. */
  args: string[];
  /** The words after `curl`, or the command behind `run`. */
  words: string[];
  wantsHelp: boolean;
  wantsVersion: boolean;
}

/** Finds out what the command is asked to do. Wrong options are left to the mode itself. */
export function findMode(argv: readonly string[]): FoundMode {
  const tokens = tokensOf(argv, allOptions);
  const first = tokens.find((token) => token.kind === 'positional');
  const word = first?.value ?? '';
  const before = first === undefined ? argv : argv.slice(0, first.index);
  if (first !== undefined && word === 'run') return foundRun(before, argv.slice(first.index + 1));
  const after = first === undefined ? [] : argv.slice(first.index + 1);
  const has = (name: string) =>
    tokens.some(
      (token) => token.kind === 'option' && token.name === name && (!isCurl(word) || token.index < before.length),
    );
  const har = tokens.find((token) => token.kind === 'option' && token.name === 'har');
  const found = (mode: Mode, args: readonly string[], words: readonly string[] = []): FoundMode => ({
    mode,
    args: [...args],
    words: [...words],
    wantsHelp:
      has('help') ||
      isHelp(har?.kind === 'option' ? har.value : undefined) ||
      word === 'help' ||
      (isCurl(word) && isHelp(after[0])),
    wantsVersion: has('version'),
  });
  if (has('har')) return found('har', argv);
  if (has('env')) return found('env', argv);
  if (/^curl(?:\.exe)?$/.test(word)) return found('curl', before, after);
  if (isCurl(word)) return found('curl', before, [word, ...after]);
  if (word === 'token' || word === 'scopes' || word === 'watch') return found(word, [...before, ...after]);
  return found('request', argv);
}

/** The options of `run` end at `--`, or where the command begins: what is behind is not ours. */
const foundRun = (before: readonly string[], rest: readonly string[]): FoundMode => {
  const end = tokensOf(rest, runOptions).find((token) => token.kind !== 'option');
  const args = [...before, ...rest.slice(0, end?.index ?? rest.length)];
  const has = (name: string) =>
    tokensOf(args, runOptions).some((token) => token.kind === 'option' && token.name === name);
  const words = end === undefined ? [] : rest.slice(end.kind === 'positional' ? end.index : end.index + 1);
  return { mode: 'run', args, words, wantsHelp: has('help'), wantsVersion: has('version') };
};

const isHelp = (word: string | undefined): boolean => word === '--help' || word === '-h';

/** `curl`, or a whole command in one word. */
const isCurl = (word: string): boolean => /^\s*curl(?:\.exe)?(?:\s|$)/.test(word);
