import type { TokenSet } from '../judging/token-set.ts';
import { isThenable } from '../thenable.ts';
import type { Exchange } from './exchange.ts';
import { type Credential, checkCredential, type Scheme } from './scheme.ts';

/** What a request goes out with, and whose it is. */
export interface Ticket {
  readonly loginId: string | undefined;
  readonly generation: number;
  readonly tokens: TokenSet | undefined;
  readonly credential: Credential | undefined;
  /** The caller has set the credential's header or query by hand: theirs goes out. */
  readonly isCallersOwn?: boolean;
}

export type Stamp = Pick<Ticket, 'loginId' | 'generation' | 'tokens'>;

/** Makes tickets; synchronous where the scheme is. Throws, or rejects with, `invalid-credential`. */
export function createTickets(scheme: Scheme): (exchange: Exchange, stamp: Stamp) => Ticket | Promise<Ticket> {
  const checked = new WeakSet<Credential>();
  return (exchange, stamp) => {
    const { loginId, generation, tokens } = stamp;
    const none = { loginId, generation, tokens: undefined, credential: undefined };
    if (!tokens) return none;
    const issue = (credential: Credential): Ticket => {
      if (!checked.has(credential)) {
        checkCredential(credential);
        checked.add(credential);
      }
      return isCallersOwn(exchange, credential)
        ? { ...none, isCallersOwn: true }
        : { loginId, generation, tokens, credential };
    };
    const credential = scheme.credential(tokens, exchange);
    return isThenable(credential) ? Promise.resolve(credential).then(issue) : issue(credential as Credential);
  };
}

/** A key in a header or query of the caller's own wins, as a caller's `Authorization` does. */
function isCallersOwn(exchange: Exchange, { headers, query }: Credential): boolean {
  for (const name in headers) if (name !== 'authorization' && exchange.header(name) !== undefined) return true;
  for (const name in query) if (new URLSearchParams(exchange.url.split('?')[1]).has(name)) return true;
  return false;
}
