import type { InternalAxiosRequestConfig } from 'axios';

/** The `form-data` package's stream, which axios makes of a multipart object in Node. */
interface FormDataStream {
  readonly _streams: readonly unknown[];
  getBuffer(): Uint8Array;
  getHeaders(): Record<string, string>;
}

function isFormDataStream(data: unknown): data is FormDataStream {
  const form = Object(data) as Partial<FormDataStream>;
  return typeof form.getBuffer === 'function' && typeof form.getHeaders === 'function' && Array.isArray(form._streams);
}

/** A multipart stream can be sent once; where all its parts are in memory, its bytes can be sent again. */
export function keepMultipart(config: InternalAxiosRequestConfig): void {
  const { data, headers } = config;
  if (!isFormDataStream(data)) return;
  const isInMemory = data._streams.every((part) => typeof part !== 'object' || part instanceof Uint8Array);
  if (!isInMemory) return;
  for (const [name, value] of Object.entries(data.getHeaders())) headers.set(name, value);
  config.data = data.getBuffer();
}

/** Whether the same bytes can be sent again: not of a stream, which would go out empty the second time. */
export function isReplayable(data: unknown): boolean {
  const body = Object(data) as { pipe?: unknown; getReader?: unknown };
  const isAsyncIterable = typeof data === 'object' && data !== null && Symbol.asyncIterator in data;
  return typeof body.pipe !== 'function' && typeof body.getReader !== 'function' && !isAsyncIterable;
}
