import { copyOfHeaders } from './headers.ts';

/**
 * The call's `init` as it is now: a request that waits, or is sent once more, is the one that was asked for, whatever
 * the caller does with its objects meanwhile.
 */
export function snapshotOf(init: RequestInit): RequestInit {
  const copy = { ...init };
  if (init.headers) copy.headers = copyOfHeaders(init.headers);
  if (typeof init.body === 'object' && init.body !== null) copy.body = copyOfBody(init.body);
  return copy;
}

/** A `Blob` cannot change and a stream cannot be copied. */
function copyOfBody(body: BodyInit & object): BodyInit {
  if (body instanceof URLSearchParams) return new URLSearchParams(body);
  if (body instanceof FormData) return copyOfForm(body);
  if (body instanceof ArrayBuffer) return body.slice(0);
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength).slice();
  return body;
}

/** React Native's form cannot be read by anybody but its platform. */
function copyOfForm(form: FormData): FormData {
  if (typeof form[Symbol.iterator] !== 'function') return form;
  const copy = new FormData();
  for (const [name, value] of form) copy.append(name, value);
  return copy;
}
