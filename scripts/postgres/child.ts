import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whom a server runs as: PostgreSQL and PgBouncer refuse to be root. Without root, this process's own user. */
export interface ServerUser {
  readonly uid?: number;
  readonly gid?: number;
}

/** @throws Error where this process is root and there is no such user. */
export function serverUser(name = process.env.FRESHKEY_POSTGRES_USER ?? 'postgres'): ServerUser {
  if (process.getuid?.() !== 0) return {};
  const idOf = (flag: string) => Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    throw new Error(
      `PostgreSQL does not run as root, and there is no user "${name}": name another one in FRESHKEY_POSTGRES_USER.`,
    );
  }
}

/** A folder that only this user may enter. */
export class ServerFolder {
  readonly path: string;

  constructor(user: ServerUser) {
    this.path = mkdtempSync(join(tmpdir(), 'freshkey-postgres-'));
    if (user.uid !== undefined && user.gid !== undefined) chownSync(this.path, user.uid, user.gid);
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** A program that runs until it is stopped, by the process that was started and no other one. */
export class Child {
  readonly #process: ChildProcess;
  readonly #log: string;

  constructor(program: string, args: readonly string[], user: ServerUser, log: string) {
    this.#log = log;
    const output = openSync(log, 'a');
    this.#process = spawn(program, args, { ...user, cwd: '/', stdio: ['ignore', output, output] });
    this.#process.on('error', () => {});
  }

  get hasEnded(): boolean {
    return this.#process.pid === undefined || this.#process.exitCode !== null || this.#process.signalCode !== null;
  }

  async stop(signal: NodeJS.Signals): Promise<void> {
    if (this.hasEnded) return;
    const gone = once(this.#process, 'exit');
    this.#process.kill(signal);
    await gone;
  }

  /** Until it can be used. */
  async until(isThere: () => Promise<unknown>): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      try {
        await isThere();
        return;
      } catch (error) {
        if (attempt > 500 || this.hasEnded) {
          throw new Error(`The server did not start: ${(error as Error).message}\n${readFileSync(this.#log, 'utf8')}`);
        }
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Accepts connections: PostgreSQL answers a request for encryption with one byte, once it has started. */
export function answers(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])));
    socket.setTimeout(1000, () => socket.destroy(new Error('There was no answer.')));
    socket.once('data', () => {
      socket.end();
      resolve();
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('The connection was closed.')));
  });
}
