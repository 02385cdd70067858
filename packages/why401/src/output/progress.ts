import type { Io } from '../io.ts';

const everyMs = 1_000;
const everyMsAtTerminal = 100;
/** Smaller files are read before anybody wonders. */
const worthShowing = 16 * 1024 * 1024;

/** One line on standard error that says how far a long reading has come. */
export class Progress {
  readonly #io: Pick<Io, 'stderr' | 'now'>;
  #lastMs = 0;
  #isOpen = false;

  constructor(io: Pick<Io, 'stderr' | 'now'>) {
    this.#io = io;
  }

  update(readBytes: number, totalBytes: number | undefined, entries: number): void {
    if ((totalBytes ?? readBytes) < worthShowing) return;
    const { stderr, now } = this.#io;
    const atTerminal = stderr.isTTY === true;
    const nowMs = now();
    if (nowMs - this.#lastMs < (atTerminal ? everyMsAtTerminal : everyMs)) return;
    this.#lastMs = nowMs;
    const megabytes = (bytes: number) => Math.round(bytes / 1_048_576);
    const total = totalBytes === undefined ? '' : ` of ${megabytes(totalBytes)}`;
    const text = `Reading: ${megabytes(readBytes)}${total} MiB, ${entries} entries`;
    stderr.write(atTerminal ? `\r${text}` : `${text}\n`);
    this.#isOpen = atTerminal;
  }

  end(): void {
    if (this.#isOpen) this.#io.stderr.write('\n');
    this.#isOpen = false;
  }
}
