import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { isatty } from 'node:tty';

/** How a program ended. */
export interface Ending {
  code: number;
  signal: NodeJS.Signals | null;
}

/** The command could not be started; with the exit code that shells give to that. */
export class LaunchError extends Error {
  override readonly name = 'LaunchError';
  readonly exitCode: 126 | 127;

  constructor(message: string, exitCode: 126 | 127) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Those that ask a process to do something; what a terminal sends by itself reaches the program without us. */
const forwarded: readonly NodeJS.Signals[] = [
  'SIGTERM',
  'SIGHUP',
  'SIGINT',
  'SIGQUIT',
  'SIGUSR1',
  'SIGUSR2',
  'SIGWINCH',
];
const ofTerminals = new Set<NodeJS.Signals>(['SIGINT', 'SIGQUIT', 'SIGWINCH']);

/**
 * Runs a command with our own standard streams and waits for its end. Signals that reach us are handed on: the program
 * decides what they mean.
 *
 * @throws {LaunchError} When the command cannot be started.
 */
export function launch(command: readonly string[], env: NodeJS.ProcessEnv): Promise<Ending> {
  return new Promise((resolve, reject) => {
    const [program = '', ...args] = command;
    const child = spawn(program, args, { stdio: 'inherit', env, windowsHide: false });
    const stop = handOn(child);
    child.once('error', (error: NodeJS.ErrnoException) => {
      stop();
      reject(launchError(program, error));
    });
    child.once('exit', (code, signal) => {
      stop();
      resolve({ code: code ?? 128 + (constants.signals[signal ?? 'SIGTERM'] ?? 0), signal });
    });
  });
}

const handOn = (child: ChildProcess): (() => void) => {
  const atTerminal = [0, 1, 2].some((stream) => isatty(stream));
  const listeners = forwarded.map((signal) => {
    const listener = () => {
      // Ctrl-C goes to everybody in the foreground: twice would be a second Ctrl-C.
      if (!(atTerminal && ofTerminals.has(signal))) child.kill(signal);
    };
    try {
      process.on(signal, listener);
    } catch {
      // no such signal on this platform
    }
    return [signal, listener] as const;
  });
  return () => {
    for (const [signal, listener] of listeners) process.removeListener(signal, listener);
  };
};

const launchError = (program: string, { code }: NodeJS.ErrnoException): LaunchError =>
  code === 'EACCES'
    ? new LaunchError(`${program} may not be executed`, 126)
    : new LaunchError(
        code === 'ENOENT' ? `there is no command ${program}` : `${program} could not be started (${code})`,
        127,
      );
