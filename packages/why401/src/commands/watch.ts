import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { isGiven, lastValue, parseOptions } from '../args/parse-options.ts';
import { watchOptions } from '../args/tables.ts';
import { exitCode } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { lookOf } from '../output/style.ts';
import { jsonText } from '../output/write.ts';
import { ChromeWatch } from '../run/chrome/watch-chrome.ts';
import { ProgramJudge } from '../run/judging/judge.ts';
import { RunReport } from '../run/report/run-report.ts';
import { newsText, summaryText } from '../run/report/run-text.ts';
import type { Row } from '../run/row.ts';
import { UsageError } from '../usage-error.ts';

const answerMs = 5_000;

/** `why401 watch --chrome 9222`: explains what the pages of a running Chromium are refused, until Ctrl-C or its end. */
export async function watchCommand(args: readonly string[], io: Io): Promise<number> {
  const options = parseOptions(args, watchOptions);
  const place = lastValue(options, 'chrome');
  if (place === undefined || options.positionals.length > 0)
    throw new UsageError('watch takes the debugging port of a running Chromium: why401 watch --chrome 9222');
  const report = new RunReport();
  const look = lookOf({ stdout: io.stderr, env: io.env }, isGiven(options, 'no-color'));
  const sink = {
    take: (row: Row) => {
      const news = report.add(row, '');
      if (news) io.stderr.write(newsText(news, look));
    },
  };
  const judge = new ProgramJudge({
    env: () => io.env,
    cwd: () => process.cwd(),
    execArgv: [],
    own: import.meta.dirname,
    salt: randomBytes(12).toString('base64url'),
    startedAtMs: io.now(),
  });
  const connection = await new ChromeWatch(sink, judge).attach(await socketUrl(place));
  io.stderr.write('why401: watching every page of the browser; Ctrl-C ends it.\n');
  const stop = () => connection.close();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  await connection.closed;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeListener(signal, stop);
  const printed = report.printed();
  io.stderr.write(summaryText(printed, look));
  const file = lastValue(options, 'report');
  if (file !== undefined) writeFileSync(file, jsonText(printed));
  return isGiven(options, 'exit-code') && printed.refused > 0 ? exitCode.explained : exitCode.fine;
}

/** Where the browser at a port, or `host:port`, is to be spoken to. */
const socketUrl = async (place: string): Promise<string> => {
  const base = `http://${/^\d+$/.test(place) ? `127.0.0.1:${place}` : place}`;
  if (!URL.canParse(base)) throw new UsageError('--chrome takes a port, or host:port.');
  try {
    const response = await fetch(new URL('/json/version', base), { signal: AbortSignal.timeout(answerMs) });
    const { webSocketDebuggerUrl } = (await response.json()) as { webSocketDebuggerUrl?: unknown };
    if (typeof webSocketDebuggerUrl === 'string') return webSocketDebuggerUrl;
  } catch {
    // nothing that speaks this protocol
  }
  throw new UsageError(`No Chromium answers at ${new URL(base).host}: start it with --remote-debugging-port=9222.`);
};
