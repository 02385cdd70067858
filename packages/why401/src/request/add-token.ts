import type { BuiltRequest } from '../curl/build-request.ts';
import type { GivenToken } from '../given-token.ts';
import { headerValue } from '../http/header-list.ts';
import { UsageError } from '../usage-error.ts';

/**
 * Puts a given token where a program would put it: behind `Bearer `, or bare into a header of another name. A variable
 * that is not set adds nothing.
 *
 * @throws {UsageError} When the request has that header already.
 */
export function addToken({ request, sources, notes }: BuiltRequest, token: GivenToken, header = 'Authorization'): void {
  notes.push(...token.notes);
  const key = header.toLowerCase();
  if (headerValue(request.headers, key) !== undefined)
    throw new UsageError(`The request has a header ${header} and a token for it; give one of them.`);
  if (token.value === undefined) {
    notes.push(`The variable ${token.source.variable ?? ''} is not set: the request went out without it.`);
    return;
  }
  request.headers.push([header, key === 'authorization' ? `Bearer ${token.value}` : token.value]);
  sources[key] = token.source;
}
