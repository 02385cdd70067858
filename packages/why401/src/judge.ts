/** What a program loads when something may have been refused; built as one CommonJS file beside the recorder's. */
import { lookOf } from './output/style.ts';
import { type JudgeSettings, ProgramJudge } from './run/judging/judge.ts';
import type { Judge } from './run/recorder/recorder.ts';
import { RunReport } from './run/report/run-report.ts';
import { newsText, summaryText } from './run/report/run-text.ts';
import type { Row, RowSink } from './run/row.ts';

export function createJudge(settings: Pick<JudgeSettings, 'own' | 'salt' | 'startedAtMs'>): Judge {
  return new ProgramJudge({
    ...settings,
    env: () => process.env,
    cwd: () => process.cwd(),
    execArgv: process.execArgv,
  });
}

/** Reports where no run does: in the program itself. @param write to standard error, at once. */
export function createReporter(
  write: (text: string) => void,
  env: Readonly<Record<string, string | undefined>>,
): RowSink & { end(): void } {
  const report = new RunReport();
  const look = lookOf({ stdout: process.stderr, env });
  return {
    take(row: Row) {
      const news = report.add(row, '');
      if (news) write(newsText(news, look));
    },
    end() {
      write(summaryText(report.printed(), look));
    },
  };
}
