import { findMode } from './args/find-mode.ts';
import { exitCode } from './exit-code.ts';
import { type Io, ioOf } from './io.ts';
import { UsageError } from './usage-error.ts';

/**
 * Runs the command and returns its exit code: 0 not refused, 1 refused and explained (in the other modes: something to
 * mend was found), 2 wrong usage, 3 refused and not explained, 4 no answer. Whatever goes wrong in use is one line on
 * standard error, and standard output stays empty.
 *
 * @param argv the arguments behind the command's name.
 * @param given what to use in place of the process: streams, environment, clock. Default: the process's own.
 */
export async function run(argv: readonly string[], given: Partial<Io> = {}): Promise<number> {
  const io = ioOf(given);
  try {
    return await dispatch(argv, io);
  } catch (error) {
    // The message of an error that nobody foresaw may repeat what was read: only its kind is told.
    const text =
      error instanceof UsageError
        ? error.message
        : `this should not have happened (${kindOf(error)}); please report it`;
    io.stderr.write(`why401: ${text}\n`);
    return exitCode.usage;
  }
}

const kindOf = (error: unknown): string => {
  const { name, code } =
    error instanceof Error ? (error as NodeJS.ErrnoException) : { name: typeof error, code: undefined };
  return typeof code === 'string' && /^[A-Z0-9_]{1,60}$/.test(code)
    ? code
    : /^\w{1,40}$/.test(name)
      ? name
      : 'unknown error';
};

const dispatch = async (argv: readonly string[], io: Io): Promise<number> => {
  const { mode, args, words, wantsHelp, wantsVersion } = findMode(argv);
  if (wantsHelp) {
    const { helpText } = await import('./help.ts');
    io.stdout.write(helpText(argv.length === 1 ? undefined : mode));
    return exitCode.fine;
  }
  if (wantsVersion) {
    const { version } = await import('./version.ts');
    io.stdout.write(`${version()}\n`);
    return exitCode.fine;
  }
  switch (mode) {
    case 'har':
      return (await import('./commands/har.ts')).harCommand(args, io);
    case 'env':
      return (await import('./commands/env.ts')).envCommand(args, io);
    case 'token':
      return (await import('./commands/token.ts')).tokenCommand(args, io);
    case 'scopes':
      return (await import('./commands/scopes.ts')).scopesCommand(args, io);
    case 'run':
      return (await import('./commands/run.ts')).runCommand(args, words, io);
    case 'watch':
      return (await import('./commands/watch.ts')).watchCommand(args, io);
    case 'curl':
      return (await import('./commands/curl.ts')).curlCommandLine(args, words, io);
    case 'request':
      return (await import('./commands/request.ts')).requestCommand(args, io);
  }
};
