import type { Io } from './io.ts';
import { textOf } from './text-of.ts';
import { UsageError } from './usage-error.ts';

const maxBytes = 8 * 1024 * 1024;

/**
 * Standard input to its end, as text. At a terminal, says on standard error what is waited for.
 *
 * @throws {UsageError} When more than 8 MiB come.
 */
export async function readStdin({ stdin, stderr }: Pick<Io, 'stdin' | 'stderr'>, what: string): Promise<string> {
  if (stdin.isTTY) stderr.write(`Paste ${what}, then press Enter and Ctrl-D (on Windows Ctrl-Z and Enter).\n`);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stdin) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Buffer);
    length += bytes.length;
    if (length > maxBytes) throw new UsageError('Standard input holds more than 8 MiB.');
    chunks.push(bytes);
  }
  return textOf(Buffer.concat(chunks), 'Standard input');
}

/** The text without the line end that `echo` and editors put behind it. */
export function withoutLineEnd(text: string): string {
  return text.replace(/\r?\n$/, '');
}
