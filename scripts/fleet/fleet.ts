import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Order, WorkerSetup } from './worker.ts';

/** What a worker said without being asked. */
export interface WorkerEvent {
  readonly event: string;
  readonly operation?: string;
  readonly because?: string;
}

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What lets a process of Node's read our packages as sources. */
export const fromSource = ['--no-warnings', '--import', at('./from-source.ts')];

/** A process of its own, with a session in it. */
export class Worker {
  readonly events: WorkerEvent[] = [];
  readonly process: ChildProcess;
  readonly #answers = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  #orders = 0;

  /** @param program the file of another program than ours. */
  constructor(setup: WorkerSetup, program = at('./worker.ts')) {
    this.process = fork(program, [JSON.stringify(setup)], {
      execArgv: fromSource,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.process.on('message', (message: WorkerEvent & { number?: number; value?: unknown; error?: string }) => {
      if (message.number === undefined) return void this.events.push(message);
      const answer = this.#answers.get(message.number);
      this.#answers.delete(message.number);
      if (message.error === undefined) answer?.resolve(message.value);
      else answer?.reject(new Error(message.error));
    });
    this.process.on('exit', (code, signal) => {
      const error = new Error(`The worker ended with ${signal ?? code}.`);
      for (const { reject } of this.#answers.values()) reject(error);
      this.#answers.clear();
    });
  }

  async ready(): Promise<this> {
    await this.#event('ready', 0);
    return this;
  }

  /** Until the worker says so; what it said. */
  until(name: string): Promise<WorkerEvent> {
    return this.#event(name, this.events.length);
  }

  async #event(name: string, from: number): Promise<WorkerEvent> {
    for (;;) {
      const event = this.events.slice(from).find((candidate) => candidate.event === name);
      if (event) return event;
      const ended = once(this.process, 'exit').then(() => {
        throw new Error(`The worker ended before it said "${name}".`);
      });
      await Promise.race([once(this.process, 'message'), ended]);
    }
  }

  ask<T>(order: Omit<Order, 'number'>): Promise<T> {
    const number = ++this.#orders;
    return new Promise<T>((resolve, reject) => {
      this.#answers.set(number, { resolve: resolve as (value: unknown) => void, reject });
      this.process.send({ ...order, number });
    });
  }

  /** Requests with these ids; what comes back is what went wrong. */
  request(ids: readonly string[], concurrency?: number): Promise<string[]> {
    return this.ask({ name: 'request', ids, ...(concurrency !== undefined && { concurrency }) });
  }

  signal(signal: NodeJS.Signals): void {
    this.process.kill(signal);
  }

  async end(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const gone = once(this.process, 'exit');
    const late = setTimeout(() => this.process.kill('SIGKILL'), 5000);
    if (this.process.connected) this.process.send({ name: 'end', number: 0 });
    await gone;
    clearTimeout(late);
  }
}

/** Several workers, all ready. */
export async function startFleet(
  count: number,
  setupOf: (index: number) => WorkerSetup,
  program?: string,
): Promise<Worker[]> {
  const workers = Array.from({ length: count }, (_, index) => new Worker(setupOf(index), program));
  return Promise.all(workers.map((worker) => worker.ready()));
}
