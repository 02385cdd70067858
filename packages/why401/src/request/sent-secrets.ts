import { isSensitiveField, isSensitiveHeader } from '@freshkey/diagnose';
import type { OutgoingRequest } from '../http/outgoing.ts';

const authenticatesNobody = /^(?:dpop-nonce|x-(?:csrf|xsrf)-token|idempotency-key)$/;

/** Names of the headers and query parameters of a request that carry a credential. */
export function credentialNames(request: OutgoingRequest): string[] {
  const names = request.headers
    .filter(
      ([name, value]) =>
        value !== '' && isSensitiveHeader(name.toLowerCase()) && !authenticatesNobody.test(name.toLowerCase()),
    )
    .map(([name]) => name);
  for (const [name, value] of new URL(request.url).searchParams)
    if (value !== '' && isSensitiveField(name)) names.push(name);
  return names;
}

/** The request with nothing in it that could tell who we are. */
export function withoutCredentials(request: OutgoingRequest): OutgoingRequest {
  const url = new URL(request.url);
  // Only a changed query is written again: that would spell it differently.
  for (const name of [...url.searchParams.keys()]) if (isSensitiveField(name)) url.searchParams.delete(name);
  return {
    method: request.method,
    url: url.href,
    headers: request.headers.filter(([name]) => !isSensitiveHeader(name.toLowerCase())),
  };
}
