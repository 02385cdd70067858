import { beginningOf, bounded, isLookedInto, readAhead } from '@freshkey/core/adapter';
import type { AxiosResponse } from 'axios';

/** Node's own stream module, wherever this code was bundled. */
interface NodeStreams {
  readonly Readable: {
    toWeb(stream: unknown): ReadableStream<Uint8Array>;
    fromWeb(stream: ReadableStream<Uint8Array>): unknown;
  };
}

type Remade = { readonly web: ReadableStream<Uint8Array>; readonly back: (web: ReadableStream<Uint8Array>) => unknown };

/** A streamed body as a web stream, and the way back to the kind that its caller asked for. */
function streamIn(data: unknown): Remade | undefined {
  const { pipe, getReader, on, locked } = Object(data) as Record<string, unknown>;
  if (typeof getReader === 'function') {
    return locked ? undefined : { web: data as ReadableStream<Uint8Array>, back: (web) => web };
  }
  if (typeof pipe !== 'function' || typeof on !== 'function') return undefined;
  const { process } = globalThis as { process?: { getBuiltinModule?: (name: string) => NodeStreams | undefined } };
  const Readable = process?.getBuiltinModule?.('node:stream')?.Readable;
  if (!Readable) return undefined;
  on.call(data, 'error', () => {});
  return { web: Readable.toWeb(data), back: (web) => Readable.fromWeb(web) };
}

/** The text of an answer: whole where it is in memory, the beginning of a stream, nothing of what is no text. */
export async function textOf(response: AxiosResponse): Promise<string> {
  const { data } = response as { data: unknown };
  if (typeof data === 'string') return data;
  if (data instanceof ArrayBuffer || ArrayBuffer.isView(data)) return new TextDecoder().decode(data);
  if (typeof Blob === 'function' && data instanceof Blob) return bounded(data.text(), '');
  const { pipe, getReader } = Object(data) as Record<string, unknown>;
  if (typeof pipe === 'function' || typeof getReader === 'function') return textOfStream(response);
  try {
    return Object(data) === data ? JSON.stringify(data) : '';
  } catch {
    return '';
  }
}

async function textOfStream(response: AxiosResponse): Promise<string> {
  if (!isLookedInto(response.headers?.['content-type'])) return '';
  const stream = streamIn(response.data);
  if (!stream) return '';
  const [copy, rest] = stream.web.tee();
  response.data = stream.back(rest);
  return beginningOf(copy);
}

/** A streamed refusal is read ahead, so that its connection is free; everything else is in memory already. */
export function setAsideBody(response: AxiosResponse): void {
  const stream = streamIn(response.data);
  if (stream) response.data = stream.back(readAhead(stream.web));
}

/** Lets go of a streamed body that nobody will read. */
export function discardBody(response: AxiosResponse): void {
  const body = Object(response.data) as { destroy?: () => void; cancel?: () => Promise<void> };
  if (typeof body.destroy === 'function') body.destroy();
  else if (typeof body.cancel === 'function') body.cancel().catch(() => {});
}
