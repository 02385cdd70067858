import type { AxiosResponse } from 'axios';

const redirectStatuses = new Set([301, 302, 303, 307, 308]);

/** The address in an answer that is a redirect. */
export function locationOf({ status, headers }: AxiosResponse): string | undefined {
  const location: unknown = redirectStatuses.has(status) ? headers?.location : undefined;
  return typeof location === 'string' ? location : undefined;
}
