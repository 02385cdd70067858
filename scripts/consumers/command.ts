import { spawn } from 'node:child_process';
import { dirname } from 'node:path';

/** How long one command may take. */
const longestMs = 420_000;

/** This Node first: the `node` of npm scripts is then the one that runs us. */
const path = `${dirname(process.execPath)}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}`;

/**
 * Runs a command and returns what it printed.
 *
 * @throws Error with the end of its output when it fails or takes too long.
 */
export function run(
  command: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const [file = '', ...args] = command;
  const child = spawn(file, args, {
    cwd,
    // Of what npm tells its scripts about the tree nothing may reach a project outside it.
    env: { ...withoutNpm(process.env), PATH: path, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
    timeout: longestMs,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`"${command.join(' ')}" ended with ${code ?? 'a signal'}:\n${output.slice(-4000)}`));
    });
  });
}

function withoutNpm(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^npm_(package|lifecycle|config_local_prefix)/i.test(name)),
  );
}
