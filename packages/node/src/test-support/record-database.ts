import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { SessionRecord } from '@freshkey/core';

/** A database on loopback that holds one record and outlives every process that writes to it. */
export interface RecordDatabase {
  readonly url: string;
  readonly record: SessionRecord | undefined;
  /** How long a write takes. */
  delayMs: number;
  /** How many writes are refused from now on. */
  refusals: number;
  /** How many writes were refused. */
  readonly refused: number;
  close(): Promise<void>;
}

export async function startRecordDatabase(): Promise<RecordDatabase> {
  let record: SessionRecord | undefined;
  const state = { delayMs: 0, refusals: 0, refused: 0 };
  const server = createServer(async (request, response) => {
    if (request.method === 'GET') return void response.end(JSON.stringify({ record }));
    const { next, expected } = JSON.parse(await text(request)) as { next: SessionRecord; expected?: number };
    await new Promise((resolve) => setTimeout(resolve, state.delayMs));
    if (state.refusals > 0) {
      state.refusals--;
      state.refused++;
      return void response.writeHead(503).end();
    }
    const isWritten = record?.generation === expected;
    if (isWritten) record = next;
    response.end(JSON.stringify({ isWritten }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.defineProperties(state, {
    url: { value: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
    record: { get: () => record },
    close: {
      value() {
        server.closeAllConnections();
        return new Promise((resolve) => server.close(resolve));
      },
    },
  }) as typeof state & RecordDatabase;
}
