import type { IncomingMessage } from 'node:http';
import type { Readable, Transform } from 'node:stream';
import * as zlib from 'node:zlib';

/** The most that is read of an answer's body, in bytes, unpacked. */
const bodyLimit = 65_536;

/**
 * The beginning of an answer's body as text, at most 64 KiB; empty if there is none, if it cannot be unpacked, or if it
 * is no text. Ends at the limit, at a broken connection and at the deadline, and never rejects.
 */
export function readBody(response: IncomingMessage, signal: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    const source = unpacked(response);
    const chunks: Buffer[] = [];
    let length = 0;
    let isDone = false;
    const finish = () => {
      if (isDone) return;
      isDone = true;
      signal.removeEventListener('abort', finish);
      // An unpacker goes on with what it has been given, however much that becomes, unless it is ended, too.
      response.unpipe();
      response.destroy();
      source.destroy();
      resolve(textOf(Buffer.concat(chunks).subarray(0, bodyLimit), String(response.headers['content-type'] ?? '')));
    };
    source.on('data', (chunk: Buffer) => {
      if (isDone) return;
      chunks.push(chunk);
      length += chunk.length;
      if (length >= bodyLimit) finish();
    });
    source.on('end', finish);
    source.on('error', finish);
    response.on('error', finish);
    // A complete answer may close while it is still being unpacked.
    response.on('close', () => {
      if (!response.complete) setImmediate(finish);
    });
    signal.addEventListener('abort', finish, { once: true });
    if (signal.aborted) finish();
  });
}

const unpackers: Record<string, () => Transform> = {
  gzip: zlib.createGunzip,
  'x-gzip': zlib.createGunzip,
  deflate: zlib.createInflate,
  br: zlib.createBrotliDecompress,
  // Node 22.12 to 22.14 have none.
  ...(typeof zlib.createZstdDecompress === 'function' && { zstd: zlib.createZstdDecompress }),
};

const unpacked = (response: IncomingMessage): Readable => {
  const coding = String(response.headers['content-encoding'] ?? '')
    .trim()
    .toLowerCase();
  const make = Object.hasOwn(unpackers, coding) ? unpackers[coding] : undefined;
  return make ? response.pipe(make()) : response;
};

const textOf = (bytes: Buffer, contentType: string): string => {
  if (bytes.length === 0 || bytes.subarray(0, 512).includes(0)) return '';
  const charset = /charset=["']?([\w-]{1,40})/i.exec(contentType)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
};
