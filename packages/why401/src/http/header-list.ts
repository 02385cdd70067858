/** Headers as sent or received, duplicates and spelling kept. */
export type HeaderList = [name: string, value: string][];

export function headerValues(headers: readonly (readonly [string, string])[], name: string): string[] {
  return headers.flatMap(([key, value]) => (key.toLowerCase() === name ? [value] : []));
}

export function headerValue(headers: readonly (readonly [string, string])[], name: string): string | undefined {
  return headerValues(headers, name)[0];
}

export function withoutHeader(headers: HeaderList, name: string): HeaderList {
  return headers.filter(([key]) => key.toLowerCase() !== name);
}
