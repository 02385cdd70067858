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

/** Makes tickets: where the credential depends on the tokens alone, one for each record. */
export class Tickets {
  readonly #scheme: Scheme;
  #record: SessionRecord | undefined = undefined;
  #ofRecord: Ticket | undefined = undefined;

  constructor(scheme: Scheme) {
    this.#scheme = scheme;
  }

  /** Synchronous where the scheme is. Throws, or rejects with, `invalid-credential`, or what the scheme throws. */
  for(exchange: Exchange, record: SessionRecord | undefined): Ticket | PromiseLike<Ticket> {
    if (this.#ofRecord && record === this.#record) return callersOr(this.#ofRecord, exchange);
    if (!record?.tokens) return this.#keep(record, undefined);
    const credential = this.#scheme.credential(record.tokens, exchange);
    return isThenable(credential)
      ? (credential as PromiseLike<Credential>).then((made) => this.#issue(exchange, record, made))
      : this.#issue(exchange, record, credential as Credential);
  }

  #issue(exchange: Exchange, record: SessionRecord, credential: Credential): Ticket {
    checkCredential(credential);
    const ticket = this.#scheme.isConstant ? this.#keep(record, credential) : ticketOf(record, credential);
    return callersOr(ticket, exchange);
  }

  #keep(record: SessionRecord | undefined, credential: Credential | undefined): Ticket {
    this.#record = record;
    this.#ofRecord = ticketOf(record, credential);
    return this.#ofRecord;
  }
}

function ticketOf(record: SessionRecord | undefined, credential: Credential | undefined): Ticket {
  const { loginId, generation = 0, tokens } = record ?? {};
  const sent = (credential && tokens) ?? undefined;
  const tellsTime = !!sent && sent.expiresAtMs === undefined && readClaims(sent.accessToken).expSec !== undefined;
  return { loginId, generation, tokens: sent, credential, tellsTime };
}

/** A key in a header or query of the caller's own wins, as a caller's `Authorization` does. */
function callersOr(ticket: Ticket, exchange: Exchange): Ticket {
  const { headers, query } = ticket.credential ?? {};
  for (const name in headers) if (name !== 'authorization' && exchange.header(name) !== undefined) return callersOwn;
  for (const name in query) if (new URLSearchParams(exchange.url.split('?')[1]).has(name)) return callersOwn;
  return ticket;
}
