import { isRequest } from './input.ts';

/** The headers of a call: those of `init`, which replace those of a `Request` (Fetch Standard, Request constructor). */
export function headersOf(input: RequestInfo | URL, init: RequestInit | undefined): HeadersInit | undefined {
  return init?.headers ?? (isRequest(input) ? input.headers : undefined);
}

/** What the platform reads as a record; the rest is a list of pairs, of whatever class and realm (Fetch Standard, HeadersInit). */
function isRecord(headers: HeadersInit): headers is Record<string, string> {
  return !(Symbol.iterator in headers);
}

/** The headers as they are now; what the caller does with the object later is of no consequence. */
export function copyOfHeaders(headers: HeadersInit): HeadersInit {
  return isRecord(headers) ? { ...headers } : new Headers(headers);
}

/** The value of a header (lower case), without making a `Headers` of a plain record. */
export function headerIn(headers: HeadersInit | undefined, name: string): string | undefined {
  if (!headers) return undefined;
  if (!isRecord(headers)) return (headers instanceof Headers ? headers : new Headers(headers)).get(name) ?? undefined;
  for (const key in headers) if (key.length === name.length && key.toLowerCase() === name) return String(headers[key]);
  return undefined;
}

/** The headers with ours added; the caller's object is left alone. */
export function withHeaders(headers: HeadersInit | undefined, added: Readonly<Record<string, string>>): HeadersInit {
  if (!headers) return added;
  if (isRecord(headers)) return { ...headers, ...added };
  const copy = new Headers(headers);
  for (const name in added) copy.set(name, added[name] as string);
  return copy;
}
