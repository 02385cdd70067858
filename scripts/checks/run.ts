import { spawn } from 'node:child_process';
import { root } from './report.ts';

export interface Finished {
  readonly code: number;
  /** Standard output and standard error as they came, without colours. */
  readonly output: string;
  readonly stdout: string;
}

/** Runs a program in the repository's folder, without a shell and without standard input. */
export function run(program: string, args: readonly string[], cwd = root): Promise<Finished> {
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' };
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let [output, stdout] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output, stdout }));
  });
}
