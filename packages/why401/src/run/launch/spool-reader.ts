import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { Row } from '../row.ts';
import { SpoolLines } from '../spool-lines.ts';

interface SpoolFile {
  offset: number;
  /** The beginning of a line whose end is not written yet. */
  rest: string;
  decoder: TextDecoder;
  lines: SpoolLines;
}

const pieceBytes = 262_144;

/** Reads what the threads of a run have written since it last looked. */
export class SpoolReader {
  readonly #folder: string;
  readonly #files = new Map<string, SpoolFile>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** @param take what was written, and by whom. */
  read(take: (row: Row, from: string) => void): void {
    for (const name of this.#names()) {
      const file = this.#files.get(name) ?? {
        offset: 0,
        rest: '',
        decoder: new TextDecoder(),
        lines: new SpoolLines(),
      };
      this.#files.set(name, file);
      for (const line of this.#newLines(name, file)) {
        const row = file.lines.rowOf(line);
        if (row) take(row, name);
      }
    }
  }

  #names(): string[] {
    try {
      return readdirSync(this.#folder).filter((name) => name.endsWith('.jsonl'));
    } catch {
      return [];
    }
  }

  #newLines(name: string, file: SpoolFile): string[] {
    const lines: string[] = [];
    try {
      const handle = openSync(join(this.#folder, name), 'r');
      try {
        const piece = Buffer.allocUnsafe(pieceBytes);
        for (;;) {
          const bytes = readSync(handle, piece, 0, pieceBytes, file.offset);
          if (bytes === 0) break;
          file.offset += bytes;
          const parts = (file.rest + file.decoder.decode(piece.subarray(0, bytes), { stream: true })).split('\n');
          file.rest = parts.pop() as string;
          lines.push(...parts);
        }
      } finally {
        closeSync(handle);
      }
    } catch {
      // gone, with whoever wrote it
    }
    return lines;
  }
}
