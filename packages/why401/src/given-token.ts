import { type CredentialSource, type EnvironmentVariable, tokenShapeOf } from '@freshkey/diagnose';
import { isGiven, lastValue, type ParsedOptions } from './args/parse-options.ts';
import type { Io } from './io.ts';
import { shownPath } from './output/shown-path.ts';
import { readStdin, withoutLineEnd } from './read-stdin.ts';
import { UsageError } from './usage-error.ts';

/** A token that came by a way that leaves no trace in the shell's history. */
export interface GivenToken {
  /** Undefined when the variable is not set. */
  value: string | undefined;
  source: CredentialSource;
  /** The variable, as each source defines it. */
  variables: EnvironmentVariable[];
  notes: string[];
}

/**
 * The token of `--token-env` or `--token-stdin`; undefined with neither.
 *
 * @throws {UsageError} When both are given, or a token stands where a variable's name should.
 */
export async function givenToken(parsed: ParsedOptions, io: Io): Promise<GivenToken | undefined> {
  const name = lastValue(parsed, 'token-env');
  if (name !== undefined && isGiven(parsed, 'token-stdin'))
    throw new UsageError('Give either --token-env or --token-stdin.');
  if (isGiven(parsed, 'token-stdin')) return fromStdin(io);
  if (name === undefined) {
    if (isGiven(parsed, 'dotenv'))
      throw new UsageError('--dotenv says where --token-env reads; give --token-env NAME with it.');
    return undefined;
  }
  if (!/^[A-Za-z_]\w{0,200}$/.test(name) || tokenShapeOf(name) !== undefined) throw new UsageError(notAName);
  return fromVariable(name, lastValue(parsed, 'dotenv'), io);
}

/** Said of a name that may be the token itself, and so is not repeated. */
const notAName =
  '--token-env takes the name of an environment variable, not the token; there is no variable of that name.';

const isUsualName = (name: string): boolean => /^[A-Z_][A-Z0-9_]*$/.test(name);

const fromStdin = async (io: Io): Promise<GivenToken> => {
  const text = await readStdin(io, 'the token');
  const value = withoutLineEnd(text);
  if (value.trim() === '') throw new UsageError('Standard input holds no token.');
  const notes =
    value === text
      ? []
      : [
          'The token on standard input ended with a line break, which was taken off. A program that reads the same file must trim it as well.',
        ];
  return { value, source: { from: 'stdin' }, variables: [], notes };
};

const fromVariable = async (name: string, file: string | undefined, io: Io): Promise<GivenToken> => {
  const shell = Object.hasOwn(io.env, name) ? io.env[name] : undefined;
  const variables: EnvironmentVariable[] = [];
  if (shell !== undefined || file === undefined)
    variables.push({ name, source: 'shell', ...(shell !== undefined && { value: shell }) });
  if (file === undefined && shell === undefined && !isUsualName(name)) throw new UsageError(notAName);
  if (file === undefined)
    return { value: shell, source: { variable: name, from: 'environment' }, variables, notes: [] };
  const { readEnvFile } = await import('@freshkey/env');
  let entry: { value: string; rawValue: string; line: number } | undefined;
  try {
    const read = readEnvFile(file);
    if (read === undefined) throw new UsageError(`There is no file ${shownPath(file)} (--dotenv).`);
    entry = read.entries.get(name);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(
      `The file ${shownPath(file)} (--dotenv) cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}.`,
    );
  }
  if (shell === undefined && entry === undefined && !isUsualName(name)) throw new UsageError(notAName);
  variables.push({ name, source: file, ...(entry && { value: entry.value, rawLine: `${name}=${entry.rawValue}` }) });
  const source: CredentialSource =
    shell !== undefined || entry === undefined
      ? { variable: name, from: 'environment' }
      : { variable: name, from: 'environment', file, line: entry.line };
  return { value: shell ?? entry?.value, source, variables, notes: [] };
};
