/** Headers as sent or received, duplicates and spelling kept. */
export type HeaderList = [name: string, value: string][];

export const headerValues = (headers: readonly (readonly [string, string])[], name: string): string[] =>
  headers.flatMap(([key, value]) => (key.toLowerCase() === name ? [value] : []));

export const headerValue = (headers: readonly (readonly [string, string])[], name: string): string | undefined =>
  headerValues(headers, name)[0];

export const withoutHeader = (headers: HeaderList, name: string): HeaderList =>
  headers.filter(([key]) => key.toLowerCase() !== name);
