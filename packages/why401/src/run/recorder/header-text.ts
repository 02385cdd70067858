import type { HeaderList } from '../../http/header-list.ts';

const nameAndValue = /^([^:\s][^:]*):[ \t]*(.*)$/;

/** The headers in a request's head as it went over the wire; pseudo headers of HTTP/2 are none. */
export function headersInText(text: string): HeaderList {
  const headers: HeaderList = [];
  for (const line of text.split('\r\n')) {
    const found = nameAndValue.exec(line);
    if (found) headers.push([found[1] as string, found[2] as string]);
  }
  return headers;
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : Buffer.isBuffer(value) ? value.toString('latin1') : String(value);

/** Names and values one after the other, as `rawHeaders` and undici have them. */
export function headersInPairs(pairs: readonly unknown[]): HeaderList {
  const headers: HeaderList = [];
  for (let at = 0; at + 1 < pairs.length; at += 2) {
    const name = textOf(pairs[at]);
    if (name.startsWith(':')) continue;
    const value = pairs[at + 1];
    for (const one of Array.isArray(value) ? value : [value]) headers.push([name, textOf(one)]);
  }
  return headers;
}

/** Headers in any form that a client hands on. */
export function headersIn(value: unknown): HeaderList {
  if (typeof value === 'string') return headersInText(value);
  if (Array.isArray(value)) return headersInPairs(value);
  if (typeof value !== 'object' || value === null) return [];
  return headersInPairs(Object.entries(value).flat());
}
