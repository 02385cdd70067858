import type { Credential, Scheme } from './scheme.ts';

/** What of a credential goes along to wherever a redirect points, in words: everything but `Authorization`. */
export function carriedAlong({ headers, query }: Credential): string | undefined {
  for (const name in headers) {
    if (name !== 'authorization' && name.toLowerCase() !== 'authorization') return `the header ${name}`;
  }
  for (const name in query) return `the query parameter ${name}`;
  return undefined;
}

/** As `carriedAlong`, of what is known of a scheme beforehand. */
export function carriedAlongBy({ headers = [], query = [] }: Scheme): string | undefined {
  if (headers[0] !== undefined) return `the header ${headers[0]}`;
  return query[0] === undefined ? undefined : `the query parameter ${query[0]}`;
}

/** Why a credential is not given to a transport that follows redirects by itself, or why its redirect is not followed. */
export function leak(transport: string, carried: string, instead: string): TypeError {
  return new TypeError(
    `${transport} carries ${carried} to wherever the API redirects. ${instead}, or accept the risk with followRedirects: true in the scheme.`,
  );
}
