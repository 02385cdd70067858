/** The headers of a call: those of `init`, which replace those of a `Request` (Fetch Standard, Request constructor). */
export function headersOf(input: RequestInfo | URL, init: RequestInit | undefined): HeadersInit | undefined {
  return init?.headers ?? (input instanceof Request ? input.headers : undefined);
}

export function hasHeader(headers: HeadersInit | undefined, name: string): boolean {
  if (!headers) return false;
  if (headers instanceof Headers) return headers.has(name);
  const names = Array.isArray(headers) ? headers.map(([key]) => key) : Object.keys(headers);
  return names.some((key) => key?.length === name.length && key.toLowerCase() === name);
}

/** The headers with ours added; the caller's object is left alone. */
export function withHeaders(headers: HeadersInit | undefined, added: Readonly<Record<string, string>>): HeadersInit {
  if (!headers) return added;
  if (Array.isArray(headers)) return [...headers, ...Object.entries(added)];
  if (!(headers instanceof Headers)) return { ...headers, ...added };
  const copy = new Headers(headers);
  for (const name in added) copy.set(name, added[name] as string);
  return copy;
}
