import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { shownPath } from '../output/shown-path.ts';
import { checkEncoding } from '../text-of.ts';
import { UsageError } from '../usage-error.ts';
import { type HarEntry, harEntry } from './har-entry.ts';
import { LogScanner } from './scan-log.ts';

/** How far a recording is read. */
interface ReadProgress {
  readBytes: number;
  /** Undefined for standard input. */
  totalBytes: number | undefined;
  entries: number;
}

interface ReadHarOptions {
  onEntry(entry: HarEntry): void;
  /** The tool that made the recording. */
  onCreator?(name: string): void;
  onProgress?(progress: ReadProgress): void;
}

/** What was read of a recording. */
interface ReadHarResult {
  entries: number;
  /** Entries that were passed over: broken, without a request, or larger than 64 MiB. */
  skipped: number;
  /** False when the file ended or broke before its end. */
  isComplete: boolean;
}

const pieceBytes = 1_048_576;

/** A file in pieces; each is valid until the next is asked for. */
async function* filePieces(path: string): AsyncGenerator<{ piece: Buffer; totalBytes: number }> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const buffer = Buffer.allocUnsafe(pieceBytes);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, pieceBytes);
      if (bytesRead === 0) return;
      yield { piece: buffer.subarray(0, bytesRead), totalBytes: size };
    }
  } finally {
    await file.close();
  }
}

async function* streamPieces(stream: Readable): AsyncGenerator<{ piece: Buffer; totalBytes: undefined }> {
  for await (const chunk of stream)
    yield { piece: typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Buffer), totalBytes: undefined };
}

/**
 * Reads a HAR recording entry by entry, holding one entry at a time.
 *
 * @throws {UsageError} When the file cannot be read or is no recording. One that breaks off is read as far as it goes.
 */
export async function readHar(source: string | Readable, options: ReadHarOptions): Promise<ReadHarResult> {
  const result: ReadHarResult = { entries: 0, skipped: 0, isComplete: false };
  const scanner = new LogScanner(
    {
      entry: (json) => {
        const entry = harEntry(parsed(json), result.entries);
        result.entries += 1;
        if (entry) options.onEntry(entry);
        else result.skipped += 1;
      },
      member: (_name, json) => {
        const creator = parsed(json) as { name?: unknown } | null | undefined;
        if (typeof creator?.name === 'string') options.onCreator?.(creator.name);
      },
      oversized: () => {
        result.entries += 1;
        result.skipped += 1;
      },
    },
    ['creator'],
  );
  const name = typeof source === 'string' ? shownPath(source) : '';
  const what = name === '' ? 'The recording' : `The recording ${name}`;
  let readBytes = 0;
  try {
    for await (const { piece, totalBytes } of typeof source === 'string' ? filePieces(source) : streamPieces(source)) {
      if (readBytes === 0) checkEncoding(piece, what);
      scanner.push(piece);
      readBytes += piece.length;
      options.onProgress?.({ readBytes, totalBytes, entries: result.entries });
      if (scanner.brokenAt !== undefined) break;
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    throw new UsageError(
      code === 'ENOENT' ? `There is no recording ${name}.` : `${what} cannot be read: ${code ?? 'unknown reason'}.`,
    );
  }
  if (!scanner.foundEntries) {
    const where = scanner.brokenAt === undefined ? '' : ` (it breaks at byte ${scanner.brokenAt})`;
    throw new UsageError(`${what} is no HAR recording: it has no log.entries${where}.`);
  }
  result.isComplete = scanner.isComplete;
  return result;
}

const parsed = (json: Buffer): unknown => {
  try {
    return JSON.parse(json.toString('utf8'));
  } catch {
    return undefined;
  }
};
