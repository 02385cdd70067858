import { auditVariables, type CredentialProblem, type EnvFile, readEnvFile } from '@freshkey/env';
import { isGiven, parseOptions } from '../args/parse-options.ts';
import { envOptions } from '../args/tables.ts';
import { exitCode } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { type EnvPrinted, envText } from '../output/env-text.ts';
import { shownPath } from '../output/shown-path.ts';
import { lookOf } from '../output/style.ts';
import { jsonText, writeOut } from '../output/write.ts';
import { UsageError } from '../usage-error.ts';

/** `why401 --env [.env …]`: checks the credentials of files, or of the environment and `.env`. */
export async function envCommand(args: readonly string[], io: Io): Promise<number> {
  // `--env=.env` and `--env .env` are the same.
  const options = parseOptions(
    args.flatMap((arg) => (arg.startsWith('--env=') ? ['--env', arg.slice('--env='.length)] : [arg])),
    envOptions,
  );
  const mode = isGiven(options, 'live') ? ('live' as const) : undefined;
  const paths = options.positionals;
  const read = (paths.length > 0 ? paths : ['.env']).map((path) => ({ path, file: readFile(path) }));
  const missing = read.find(({ file }) => file === undefined);
  if (missing && paths.length > 0) throw new UsageError(`There is no file ${shownPath(missing.path)}.`);
  const files = read.flatMap(({ file }) => file ?? []);
  const problems = paths.length > 0 ? ofFiles(files, io.env, mode) : auditVariables({ env: io.env, files, mode });
  const printed: EnvPrinted = {
    schema: 1,
    status: problems.length > 0 ? 'problems' : 'ok',
    problems: problems.map(({ name, row, id, title, fix }) => ({ name, row, id, title, fix })),
    sources: [...(paths.length > 0 ? [] : ['environment']), ...files.map((file) => file.path)],
  };
  await writeOut(
    io,
    isGiven(options, 'json') ? jsonText(printed) : envText(printed, lookOf(io, isGiven(options, 'no-color'))),
  );
  return problems.length > 0 ? exitCode.explained : exitCode.fine;
}

/** The flaws of the files themselves, and where the environment says otherwise. */
const ofFiles = (files: readonly EnvFile[], env: Io['env'], mode: 'live' | undefined): CredentialProblem[] => {
  const own = auditVariables({ files, mode });
  const names = new Set(files.flatMap((file) => [...file.entries.keys()]));
  const inBoth = Object.fromEntries(Object.entries(env).filter(([name]) => names.has(name)));
  const disagreeing = auditVariables({ env: inBoth, files, mode }).filter(
    ({ id }) => id === 'sources-disagree' || id === 'dollar-expanded',
  );
  return [...own.filter(({ id }) => id !== 'sources-disagree' && id !== 'dollar-expanded'), ...disagreeing];
};

const readFile = (path: string): EnvFile | undefined => {
  try {
    return readEnvFile(path);
  } catch (error) {
    throw new UsageError(
      `The file ${shownPath(path)} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}.`,
    );
  }
};
