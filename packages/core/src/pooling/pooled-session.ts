import type { TokenSet, TokensInput } from '../judging/token-set.ts';
import type { Exchange, Outcome } from '../sending/exchange.ts';
import {
  type Closed,
  closeAtDispose,
  type FreshkeySession,
  type Session,
  type SessionInternals,
  sessionBrand,
} from '../session.ts';
import type { SessionSnapshot, SessionStatus } from '../state/state.ts';
import type { Audience, SessionEvents, SessionListener } from '../telling/events.ts';
import type { Explanation } from '../telling/explanation.ts';

/** What a handle asks of its pool. */
export interface Home extends Pick<Audience, 'knows' | 'listeners' | 'noted'> {
  /** The session that a handle stands for at this moment; made anew where it was let go. */
  sessionOf(handle: PooledSession): FreshkeySession;
  /** Ends the session of a handle, where there is one, and the handle with it. */
  end(handle: PooledSession): void;
  readonly isClosed: boolean;
}

/**
 * What the application holds. A session may be let go and made anew; whoever kept this one has the one session of its key, at every
 * call.
 */
export class PooledSession implements Session, SessionInternals, Audience {
  readonly key: string;
  /** The session while this handle stands in the pool; `null` once it was ended by hand. */
  session: FreshkeySession | null | undefined = undefined;
  usedAtMs = 0;
  readonly #home: Home;

  constructor(home: Home, key: string) {
    this.#home = home;
    this.key = key;
  }

  get #current(): FreshkeySession {
    return this.#home.sessionOf(this);
  }

  /** Adapters may hold on to it: it stands for whatever session this is at the moment, too. */
  get [sessionBrand](): SessionInternals {
    return this;
  }

  // SessionInternals

  get protocol(): SessionInternals['protocol'] {
    return this.#current[sessionBrand].protocol;
  }

  get scheme(): SessionInternals['scheme'] {
    return this.#current[sessionBrand].scheme;
  }

  get origins(): SessionInternals['origins'] {
    return this.#current[sessionBrand].origins;
  }

  get isAsking(): boolean {
    return this.#current[sessionBrand].isAsking;
  }

  get canReplay(): boolean {
    return this.#current[sessionBrand].canReplay;
  }

  get isDisposed(): boolean {
    return this.session === null || this.#home.isClosed;
  }

  perform<O extends Outcome>(exchange: Exchange<O>): Promise<O> {
    return this.#current[sessionBrand].perform(exchange);
  }

  note(key: string, line: () => string): void {
    this.#current[sessionBrand].note(key, line);
  }

  // Session

  get noted(): Set<string> {
    return this.#home.noted;
  }

  knows(accessToken: string): boolean {
    return this.#home.knows(accessToken);
  }

  listeners<Name extends keyof SessionEvents>(
    name: Name,
  ): ReadonlySet<(key: string, event: SessionEvents[Name]) => void> | undefined {
    return this.#home.listeners(name);
  }

  get status(): SessionStatus {
    return this.#current.status;
  }

  get ready(): Promise<void> {
    return this.#current.ready;
  }

  async getAccessToken(options?: { minValidityMs?: number; signal?: AbortSignal }): Promise<string> {
    return this.#current.getAccessToken(options);
  }

  getTokens(): TokenSet | undefined {
    return this.#current.getTokens();
  }

  async start(): Promise<void> {
    return this.#current.start();
  }

  async signIn(tokens?: TokensInput): Promise<void> {
    return this.#current.signIn(tokens);
  }

  async signOut(): Promise<void> {
    return this.#current.signOut();
  }

  async update(tokens: TokensInput, options?: { readonly replaces?: string }): Promise<void> {
    return this.#current.update(tokens, options);
  }

  async refresh(options?: { readonly refused?: string }): Promise<void> {
    return this.#current.refresh(options);
  }

  async settled(): Promise<void> {
    return this.#current.settled();
  }

  async close(options?: { readonly timeoutMs?: number }): Promise<Closed> {
    const closed = await this.#current.close(options);
    this.#home.end(this);
    return closed;
  }

  explain(errorOrResponse: unknown): Explanation | undefined {
    return this.#current.explain(errorOrResponse);
  }

  on<Name extends keyof SessionEvents>(event: Name, listener: SessionListener<Name>): () => void {
    return this.#current.on(event, listener);
  }

  subscribe(listener: () => void): () => void {
    return this.#current.subscribe(listener);
  }

  getSnapshot(): SessionSnapshot {
    return this.#current.getSnapshot();
  }

  dispose(): void {
    this.#home.end(this);
  }
}
closeAtDispose(PooledSession.prototype);
