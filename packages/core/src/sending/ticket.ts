import { readClaims } from '../judging/claims.ts';
import type { TokenSet } from '../judging/token-set.ts';
import type { SessionRecord } from '../keeping/session-record.ts';
import { isThenable } from '../thenable.ts';
import type { Exchange } from './exchange.ts';
import { type Credential, checkCredential, type Scheme } from './scheme.ts';

/** What a request goes out with, and whose it is. */
export interface Ticket {
  readonly loginId: string | undefined;
  readonly generation: number;
  readonly tokens: TokenSet | undefined;
  readonly credential: Credential | undefined;
  /** The token names its end, which our clock made impossible to believe: where it is accepted, that says how wrong the clock is. */
  readonly tellsTime: boolean;
}

/** The caller has set the credential's header or query by hand: theirs goes out. */
export const callersOwn: Ticket = {
  loginId: undefined,
  generation: 0,
  tokens: undefined,
  credential: undefined,
  tellsTime: false,
};

/** Makes tickets, one for each record and credential: a scheme that hands out the same credential again costs nothing. */
export class Tickets {
  readonly #scheme: Scheme;
  #last: Ticket | undefined = undefined;

  constructor(scheme: Scheme) {
    this.#scheme = scheme;
  }

  /** Synchronous where the scheme is. Throws, or rejects with, `invalid-credential`, or what the scheme throws. */
  for(exchange: Exchange, record: SessionRecord | undefined): Ticket | PromiseLike<Ticket> {
    const tokens = record?.tokens;
    if (!tokens) return this.#ticket(record, undefined);
    const credential = this.#scheme.credential(tokens, exchange);
    return isThenable(credential)
      ? (credential as PromiseLike<Credential>).then((made) => this.#issue(exchange, record, made))
      : this.#issue(exchange, record, credential as Credential);
  }

  #issue(exchange: Exchange, record: SessionRecord, credential: Credential): Ticket {
    if (this.#last?.credential !== credential) checkCredential(credential);
    return isCallersOwn(exchange, credential) ? callersOwn : this.#ticket(record, credential);
  }

  #ticket(record: SessionRecord | undefined, credential: Credential | undefined): Ticket {
    const { loginId, generation = 0 } = record ?? {};
    const last = this.#last;
    if (last && last.generation === generation && last.loginId === loginId && last.credential === credential)
      return last;
    const tokens = (credential && record?.tokens) ?? undefined;
    const tellsTime =
      !!tokens && tokens.expiresAtMs === undefined && readClaims(tokens.accessToken).expSec !== undefined;
    this.#last = { loginId, generation, tokens, credential, tellsTime };
    return this.#last;
  }
}

/** A key in a header or query of the caller's own wins, as a caller's `Authorization` does. */
function isCallersOwn(exchange: Exchange, { headers, query }: Credential): boolean {
  for (const name in headers) if (name !== 'authorization' && exchange.header(name) !== undefined) return true;
  for (const name in query) if (new URLSearchParams(exchange.url.split('?')[1]).has(name)) return true;
  return false;
}
