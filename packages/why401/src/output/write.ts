import type { Io } from '../io.ts';

/** Writes a result to standard output, and waits until it is out. A reader that has gone away is no error. */
export function writeOut({ stdout }: Pick<Io, 'stdout'>, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => (error.code === 'EPIPE' ? resolve() : reject(error));
    stdout.once('error', onError);
    stdout.write(text, (error) => {
      if (error) return;
      stdout.removeListener('error', onError);
      resolve();
    });
  });
}

/** Plain data as a program reads it. */
export function jsonText(data: unknown): string {
  return `${JSON.stringify(data, null, 2)}\n`;
}
