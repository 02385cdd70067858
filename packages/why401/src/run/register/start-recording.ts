import { appendFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { createJudge, createReporter } from '../../judge.ts';
import { overhear, setHidden } from '../recorder/hidden.ts';
import { type Judge, Recorder } from '../recorder/recorder.ts';
import { watchHttp } from '../recorder/watch-http.ts';
import { watchHttp2 } from '../recorder/watch-http2.ts';
import { watchUndici } from '../recorder/watch-undici.ts';
import type { Row, RowSink } from '../row.ts';
import { SpoolWriter } from '../spool-lines.ts';
import { spoolFile, spoolPlace, spoolVariable } from '../spool-place.ts';
import { noteUnseenHttp2 } from './unseen-http2.ts';

interface Judging {
  createJudge: typeof createJudge;
  createReporter: typeof createReporter;
}

/** Where this stands already: both ways of loading it may be used at once. */
const mark = Symbol.for('why401.recorder');
/** What a file system says that nothing may be written to. */
const forbidden = new Set(['ERR_ACCESS_DENIED', 'EACCES', 'EPERM', 'EROFS']);

/**
 * Begins to watch the requests of this thread. Under `why401 run` what it finds goes to the run's folder, else to
 * standard error. Never throws.
 *
 * @param own the folder of this file as built, where the rules lie beside it.
 */
export function startRecording(own: string): void {
  try {
    if (Object.hasOwn(globalThis, mark)) return;
    setHidden(globalThis, mark, true);
    watch(own);
  } catch {
    // the program runs unwatched
  }
}

const watch = (own: string): void => {
  const startedAtMs = Date.now();
  const place = spoolPlace(process.env[spoolVariable]);
  const load = lazily(() => createRequire(join(own, 'register.cjs'))('./judge.cjs') as Judging);
  const sink = new ProgramSink(
    place && new SpoolWriter(appendTo(spoolFile(place.folder, process.pid, process.hrtime.bigint()))),
    () => load()?.createReporter(toStandardError, process.env),
  );
  const recorder = new Recorder({
    sink,
    now: Date.now,
    tellsEarly: place !== undefined,
    loadJudge: (): Judge | undefined => {
      const judging = load();
      if (judging === undefined) {
        toStandardError(
          `why401: something may have been refused, but this process may not read the rules (${own}): allow it with --allow-fs-read.\n`,
        );
      }
      return judging?.createJudge({ own, salt: place?.salt ?? `${process.pid}-${startedAtMs}`, startedAtMs });
    },
  });
  watchUndici(recorder);
  watchHttp(recorder);
  watchHttp2(recorder);
  const noteUnseen = noteUnseenHttp2(process.versions.node, sink);
  overhear(process, 'emit', (event, error) => {
    if (event === 'uncaughtExceptionMonitor') recorder.unsent(error);
    if (event !== 'exit') return;
    recorder.flush();
    noteUnseen();
    sink.end();
  });
};

/** Writes to the run's folder; where there is none, or it is forbidden, the thread reports by itself. */
class ProgramSink implements RowSink {
  readonly #reporterOf: () => (RowSink & { end(): void }) | undefined;
  #spool: RowSink | undefined;
  #reporter: (RowSink & { end(): void }) | undefined;
  #lastCount: Row | undefined;

  constructor(spool: RowSink | undefined, reporterOf: () => (RowSink & { end(): void }) | undefined) {
    this.#spool = spool;
    this.#reporterOf = reporterOf;
  }

  take(row: Row): void {
    try {
      if (this.#spool) {
        this.#spool.take(row);
        return;
      }
    } catch (error) {
      // The folder of a run that is over is gone, and nobody would read what is said.
      if (!forbidden.has(String((error as NodeJS.ErrnoException).code))) return;
      this.#spool = undefined;
    }
    // Who reports by itself is asked at its end for what is on its way.
    if (row.kind === 'early' || row.kind === 'settled') return;
    if (row.kind === 'count') this.#lastCount = row;
    // A count alone is nothing to report: a healthy program loads no rules.
    else this.#reporter ??= this.#reporterOf();
    this.#reporter?.take(row);
  }

  end(): void {
    if (this.#lastCount) this.#reporter?.take(this.#lastCount);
    this.#reporter?.end();
  }
}

/** Opened for each line: no handle of ours is left in the program. */
const appendTo =
  (path: string) =>
  (line: string): void =>
    appendFileSync(path, line, { mode: 0o600 });

const toStandardError = (text: string): void => {
  try {
    appendFileSync(2, text);
  } catch {
    // closed, or full and not waiting
  }
};

const lazily = <Value>(make: () => Value): (() => Value | undefined) => {
  let made: { value: Value | undefined } | undefined;
  return () => {
    if (made === undefined) {
      made = { value: undefined };
      try {
        made.value = make();
      } catch {
        // forbidden to read, or half removed: there are no rules
      }
    }
    return made.value;
  };
};
