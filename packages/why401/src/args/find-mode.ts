import { allOptions } from './tables.ts';
import { tokensOf } from './tokens.ts';

export type Mode = 'request' | 'curl' | 'har' | 'env' | 'token' | 'scopes';

interface FoundMode {
  mode: Mode;
  /** The arguments without the word that names the mode. For `curl`: those in front of it, which are ours. */
  args: string[];
  /** The words after `curl`. */
  words: string[];
  wantsHelp: boolean;
  wantsVersion: boolean;
}

/** Finds out what the command is asked to do. Wrong options are left to the mode itself. */
export const findMode = (argv: readonly string[]): FoundMode => {
  const tokens = tokensOf(argv, allOptions);
  const first = tokens.find((token) => token.kind === 'positional');
  const word = first?.value ?? '';
  const before = first === undefined ? argv : argv.slice(0, first.index);
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
  if (word === 'token' || word === 'scopes') return found(word, [...before, ...after]);
  return found('request', argv);
};

const isHelp = (word: string | undefined): boolean => word === '--help' || word === '-h';

/** `curl`, or a whole command in one word. */
const isCurl = (word: string): boolean => /^\s*curl(?:\.exe)?(?:\s|$)/.test(word);
