import { writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isGiven, lastValue, parseOptions } from '../args/parse-options.ts';
import { runOptions } from '../args/tables.ts';
import { exitCode } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { type Look, lookOf } from '../output/style.ts';
import { jsonText } from '../output/write.ts';
import { type Ending, LaunchError, launch } from '../run/launch/launch.ts';
import { programEnvironment } from '../run/launch/program-environment.ts';
import { makeSpoolFolder, removeSpoolFolder } from '../run/launch/spool-folder.ts';
import { SpoolReader } from '../run/launch/spool-reader.ts';
import { type News, RunReport } from '../run/report/run-report.ts';
import { newsText, summaryText } from '../run/report/run-text.ts';
import type { Row } from '../run/row.ts';
import type { SpoolPlace } from '../run/spool-place.ts';
import { UsageError } from '../usage-error.ts';

/** How often the run looks for what its processes have written. */
const lookEveryMs = 100;

/** `why401 run -- command…`: runs a program and explains what it is refused, as it happens. */
export async function runCommand(args: readonly string[], command: readonly string[], io: Io): Promise<number> {
  const options = parseOptions(args, runOptions);
  if (options.positionals.length > 0 || command.length === 0)
    throw new UsageError('run takes its options, then -- and the command: why401 run -- node app.js');
  const reportFile = lastValue(options, 'report');
  // A run can be long: what cannot be written is said before it.
  if (reportFile !== undefined) writeReport(reportFile, '');
  const report = new RunReport();
  const look = lookOf({ stdout: io.stderr, env: io.env }, isGiven(options, 'no-color'));
  const forJava = isGiven(options, 'java');
  const watch = isGiven(options, 'proxy') || forJava ? watchByProxy(forJava) : watchBySpool;
  const ending = await watched(command, io, report, look, watch);
  const printed = report.printed();
  io.stderr.write(summaryText(printed, look));
  if (reportFile !== undefined) writeReport(reportFile, jsonText(printed));
  const isRefused = isGiven(options, 'exit-code') && printed.refused > 0 && ending.code === 0;
  return isRefused ? exitCode.explained : endAs(ending);
}

const watched = async (
  command: readonly string[],
  io: Io,
  report: RunReport,
  look: Look,
  watch: (io: Io, place: SpoolPlace, take: Take) => Promise<Watch>,
): Promise<Ending> => {
  const place = makeSpoolFolder();
  const tell = (news: News | undefined) => {
    if (news) io.stderr.write(newsText(news, look));
  };
  const remove = () => removeSpoolFolder(place.folder);
  process.once('exit', remove);
  try {
    const { env, end } = await watch(io, place, (row, from) => tell(report.add(row, from)));
    try {
      return await launch(command, env);
    } finally {
      end();
      for (const news of report.end()) tell(news);
    }
  } catch (error) {
    if (!(error instanceof LaunchError)) throw error;
    io.stderr.write(`why401: ${error.message}\n`);
    return { code: error.exitCode, signal: null };
  } finally {
    remove();
    process.removeListener('exit', remove);
  }
};

/** What a program is started with, and what is to be done when it has ended. */
interface Watch {
  env: NodeJS.ProcessEnv;
  end(): void;
}
type Take = (row: Row, from: string) => void;

/** Node programs record themselves, into files that are read as they grow. */
const watchBySpool = async (io: Io, place: SpoolPlace, take: Take): Promise<Watch> => {
  const reader = new SpoolReader(place.folder);
  const readOn = () => reader.read(take);
  const timer = setInterval(readOn, lookEveryMs);
  return {
    env: programEnvironment(io.env, place, recorderFile()),
    end: () => {
      clearInterval(timer);
      readOn();
    },
  };
};

/** Programs in any language ask through a proxy of ours. */
const watchByProxy =
  (forJava: boolean) =>
  async (io: Io, place: SpoolPlace, take: Take): Promise<Watch> => {
    const { startProxy } = await import('../run/proxy/start-proxy.ts');
    const proxy = await startProxy(io, place, { take: (row) => take(row, '') }, dirname(recorderFile()), forJava);
    return { env: proxy.env, end: () => proxy.close() };
  };

const recorderFile = (): string => fileURLToPath(new URL('./register.cjs', import.meta.url));

const writeReport = (path: string, text: string): void => {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new UsageError(
      `--report: the file cannot be written (${(error as NodeJS.ErrnoException).code}): name one in a folder that is there`,
    );
  }
};

/** Ends as the program ended: with its code, or by its signal. */
const endAs = ({ code, signal }: Ending): number => {
  if (signal !== null) process.kill(process.pid, signal);
  return code;
};
