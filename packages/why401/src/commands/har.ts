import { diagnose } from '@freshkey/diagnose';
import { isGiven, lastValue, parseOptions } from '../args/parse-options.ts';
import { harOptions } from '../args/tables.ts';
import { exitCode } from '../exit-code.ts';
import { type HarFindings, harPrinted } from '../har/har-printed.ts';
import { HarReport } from '../har/har-report.ts';
import { readHar } from '../har/read-har.ts';
import type { Io } from '../io.ts';
import { harText } from '../output/har-text.ts';
import { Progress } from '../output/progress.ts';
import { lookOf } from '../output/style.ts';
import { jsonText, writeOut } from '../output/write.ts';
import { UsageError } from '../usage-error.ts';

/** `why401 --har file.har`: finds and groups the refusals of a recording; `-` reads standard input. */
export async function harCommand(args: readonly string[], io: Io): Promise<number> {
  const options = parseOptions(args, harOptions);
  const path = lastValue(options, 'har') ?? '';
  if (path === '') throw new UsageError('--har takes the path of a recording, or - for standard input.');
  if (options.positionals.length > 0) throw new UsageError('--har takes one recording, and nothing else.');
  const report = new HarReport(diagnose);
  const progress = new Progress(io);
  const read = await readHar(path === '-' ? io.stdin : path, {
    onCreator: (name) => report.creator(name),
    onEntry: (entry) => report.entry(entry),
    onProgress: ({ readBytes, totalBytes, entries }) => progress.update(readBytes, totalBytes, entries),
  }).finally(() => progress.end());
  const printed = harPrinted(report, read);
  await writeOut(
    io,
    isGiven(options, 'json') ? jsonText(printed) : harText(printed, lookOf(io, isGiven(options, 'no-color'))),
  );
  return harExitCode(printed);
}

const harExitCode = ({ groups, patterns }: HarFindings): number => {
  if (patterns.length > 0 || groups.some(({ diagnosis }) => diagnosis.cause !== null)) return exitCode.explained;
  return groups.length > 0 ? exitCode.unexplained : exitCode.fine;
};
