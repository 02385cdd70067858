import { readFileSync } from 'node:fs';

/** The version of this package. */
export function version(): string {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return version;
}

/** What requests call themselves, unless they are told otherwise. */
export function userAgent(): string {
  return `why401/${version()}`;
}
