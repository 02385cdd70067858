import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunPrinted } from '../report/run-report.ts';

const at = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
export const binPath = at('dist/bin.js');
export function programPath(name: string): string {
  return at(`programs/${name}`);
}

/** What a program showed to whoever started it. */
export interface Shown {
  stdout: string;
  /** The program's own, without what why401 says. */
  stderr: string;
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface Watched extends Shown {
  report: RunPrinted;
  /** What why401 itself wrote to standard error. */
  said: string;
  /** Names of what is left in the temporary folder. */
  left: string[];
}

export interface RunOptions {
  env: Readonly<Record<string, string>>;
  /** Options of why401. */
  options?: readonly string[];
  /** The Node that runs the program; why401 itself runs on the test's. */
  node?: string;
  /** Called as soon as the program has printed something. */
  onOutput?: (started: ChildProcess, stdout: string) => void;
}

/** A folder in which a program runs, with a `.env` file and a temporary folder that is empty at first. */
export class ProgramFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'programs-'));

  constructor(envFile: string) {
    writeFileSync(join(this.path, '.env'), envFile);
  }

  /** Runs a command by itself. */
  bare(command: readonly string[], options: RunOptions): Promise<Shown> {
    return this.#run(command, options);
  }

  /** Runs the same under why401. */
  async watched(command: readonly string[], options: RunOptions): Promise<Watched> {
    if (!existsSync(binPath)) throw new Error('The built command is not there: run the build of this package first');
    const file = join(this.path, 'report.json');
    const own = join(this.path, 'own-stderr');
    rmSync(file, { force: true });
    // The program's own standard error goes to a file, so that the two can be told apart.
    const apart = ['sh', '-c', 'exec "$@" 2>"$0"', own, ...command];
    const words = [process.execPath, binPath, 'run', '--report', file, ...(options.options ?? []), '--', ...apart];
    const shown = await this.#run(words, options);
    return {
      ...shown,
      said: shown.stderr,
      stderr: existsSync(own) ? readFileSync(own, 'utf8') : '',
      report: JSON.parse(readFileSync(file, 'utf8')) as RunPrinted,
      left: readdirSync(this.path).filter((name) => name.startsWith('why401')),
    };
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  #run([program = '', ...args]: readonly string[], { env, onOutput }: RunOptions): Promise<Shown> {
    return new Promise((resolve, reject) => {
      const path = `${dirname(process.execPath)}:${process.env.PATH}`;
      const child = spawn(program, args, {
        cwd: this.path,
        env: { PATH: path, HOME: this.path, TMPDIR: this.path, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let stdout = '';
      let stderr = '';
      child.stdout.on('data', (chunk) => {
        stdout += String(chunk);
        onOutput?.(child, stdout);
      });
      child.stderr.on('data', (chunk) => {
        stderr += String(chunk);
      });
      child.on('error', reject);
      child.on('close', (code, signal) => resolve({ stdout, stderr, code, signal }));
    });
  }
}
