import type { Readable, Writable } from 'node:stream';

/** Everything that the command touches of the process that it runs in. */
export interface Io {
  stdin: Readable & { isTTY?: boolean };
  stdout: Writable & { isTTY?: boolean; columns?: number };
  stderr: Writable & { isTTY?: boolean };
  /** Variables of the environment, as `process.env` has them. */
  env: Readonly<Record<string, string | undefined>>;
  /** Epoch milliseconds. */
  now: () => number;
}

/** The real process, with whatever was given in its place. */
export function ioOf(given: Partial<Io>): Io {
  return {
    stdin: given.stdin ?? process.stdin,
    stdout: given.stdout ?? process.stdout,
    stderr: given.stderr ?? process.stderr,
    env: given.env ?? process.env,
    now: given.now ?? Date.now,
  };
}
