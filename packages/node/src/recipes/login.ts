import type { IncomingHttpHeaders } from 'node:http';
import type { TokensInput } from '@freshkey/core';

/** Stands in for an application's own login: who a request is from, and what a callback of the provider brings. */
export function userOf(headers: IncomingHttpHeaders | Headers): string | undefined {
  const value = headers instanceof Headers ? headers.get('x-user') : headers['x-user'];
  return typeof value === 'string' ? value : undefined;
}

let exchange: (userId: string) => TokensInput = () => {
  throw new Error('No provider.');
};

export function setProvider(provider: typeof exchange): void {
  exchange = provider;
}

export async function exchangeCode(userId: string): Promise<TokensInput> {
  return exchange(userId);
}
