import { UsageError } from '../usage-error.ts';
import { nearest } from './distance.ts';
import { type OptionTable, tokensOf } from './tokens.ts';

/** One option as it was given; order and repetition are kept. */
export interface GivenOption {
  name: string;
  value?: string;
}

export interface ParsedOptions {
  given: GivenOption[];
  positionals: string[];
}

/**
 * Reads arguments after a table of options.
 *
 * @throws {UsageError} For an unknown option (with the nearest known one), a missing value, or a value that is not taken.
 */
export function parseOptions(args: readonly string[], table: OptionTable): ParsedOptions {
  const parsed: ParsedOptions = { given: [], positionals: [] };
  for (const token of tokensOf(args, table)) {
    if (token.kind === 'positional') parsed.positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const spec = Object.hasOwn(table, token.name) ? table[token.name] : undefined;
    if (!spec) throw new UsageError(unknownOption(token.rawName, token.name, table));
    if (spec.value) {
      if (token.value === undefined) throw new UsageError(`Option ${token.rawName} needs a value.`);
      parsed.given.push({ name: token.name, value: token.value });
    } else {
      if (token.value !== undefined) throw new UsageError(`Option ${token.rawName} takes no value.`);
      parsed.given.push({ name: token.name });
    }
  }
  return parsed;
}

export function isGiven(parsed: ParsedOptions, name: string): boolean {
  return parsed.given.some((option) => option.name === name);
}

/** The last value given for an option. */
export function lastValue(parsed: ParsedOptions, name: string): string | undefined {
  return parsed.given.findLast((option) => option.name === name)?.value;
}

export function allValues(parsed: ParsedOptions, name: string): string[] {
  return parsed.given.flatMap((option) => (option.name === name && option.value !== undefined ? [option.value] : []));
}

const unknownOption = (rawName: string, name: string, table: OptionTable): string => {
  // Node takes it for its own, wherever it stands.
  if (name === 'env-file') return 'Option --env-file is Node’s own; give --dotenv FILE.';
  const suggestion = rawName.startsWith('--') ? nearest(name, Object.keys(table)) : undefined;
  // An option that looks like nothing known may be a secret in the wrong place: its text is not repeated.
  const isPlain = rawName.length <= 2 || suggestion !== undefined || /^--[a-z][a-z-]{0,22}$/.test(rawName);
  const what = isPlain ? `Option ${rawName} is not known` : 'One of the options is not known';
  return `${what}${suggestion === undefined ? '' : `; did you mean --${suggestion}?`} (why401 --help lists them)`;
};
