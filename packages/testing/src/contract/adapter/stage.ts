import { type Journal, journalOf } from '../../journal/journal.ts';
import type { JournalEntry } from '../../journal/journal-entry.ts';
import type { Endpoint, Fault, Gate } from '../../world/faults.ts';
import type { IssueOptions } from '../../world/tokens.ts';
import { check, equal, pause, until, within } from '../assertions.ts';
import type { ContractServers } from '../servers/contract-servers.ts';
import { type Outcome, type Pending, watch } from './outcome.ts';
import {
  type AdapterSubject,
  type AdapterTraits,
  type ContractClient,
  type ContractRequest,
  type ContractSession,
  type RefreshContext,
  type SessionSetup,
  traitsOf,
} from './subject.ts';

/** A gate that may stand in another process. */
export type StageGate = { [Name in keyof Gate]: (...args: Parameters<Gate[Name]>) => Promise<void> };

/** How long anything that must happen may take. */
const promptlyMs = 5000;

/** Everything that one case has: two worlds, and as many sessions and clients as it makes. */
export class Stage {
  readonly traits: AdapterTraits;
  readonly url: string;
  readonly elsewhereUrl: string;
  readonly #subject: AdapterSubject;
  readonly #servers: ContractServers;
  readonly #sessions: ContractSession[] = [];
  readonly #clients: ContractClient[] = [];
  #lastId = 0;

  private constructor(subject: AdapterSubject, servers: ContractServers) {
    this.#subject = subject;
    this.#servers = servers;
    this.traits = traitsOf(subject);
    this.url = servers.url;
    this.elsewhereUrl = servers.elsewhereUrl;
  }

  static async open(subject: AdapterSubject): Promise<Stage> {
    return new Stage(subject, await subject.openServers());
  }

  get world() {
    return this.#servers.world;
  }

  /** Reaches the worlds past every session. */
  get fetch() {
    return this.#servers.fetch;
  }

  /** The refresh that a user would write: spends the refresh token at the world's token endpoint. */
  readonly refresh = ({ tokens, signal }: RefreshContext): Promise<Response> =>
    this.fetch(`${this.url}/oauth/token`, { method: 'POST', body: this.refreshForm(tokens.refreshToken), signal });

  /** The body of a refresh (RFC 6749 §6). */
  refreshForm(refreshToken: string): URLSearchParams {
    return new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken });
  }

  /** A session that refreshes at the world; `options` win. */
  session(options: SessionSetup = {}): ContractSession {
    const session = this.#subject.createSession({
      refresh: this.refresh,
      log: false,
      expiry: { refreshAheadMs: 0 },
      ...options,
    });
    this.#sessions.push(session);
    return session;
  }

  /** A client of the subject's with the session attached. */
  async connect(
    source: ContractSession | (() => ContractSession | undefined),
    options: { baseUrl?: string } = {},
  ): Promise<ContractClient> {
    const client = await this.#subject.connect(source, { baseUrl: this.url, fetch: this.fetch, ...options });
    this.#clients.push(client);
    return client;
  }

  /**
   * Somebody who signed in before, and a client of theirs. Their access token is refused though they do not know yet,
   * unless `issue` says otherwise.
   */
  async signedIn(
    options: SessionSetup = {},
    issue: IssueOptions = {},
  ): Promise<{ session: ContractSession; client: ContractClient }> {
    const session = this.session({ tokens: await this.world.issue({ expired: true, ...issue }), ...options });
    await session.ready;
    return { session, client: await this.connect(session) };
  }

  /** Sends a request and watches it. */
  send(client: ContractClient, request: ContractRequest): Pending {
    return watch(client.request(request));
  }

  /** A path with an id that no other request of the case has, to be found again in the journal. */
  path(path = '/api/orders'): { path: string; id: string } {
    const id = String(++this.#lastId);
    return { id, path: `${path}${path.includes('?') ? '&' : '?'}id=${id}` };
  }

  /** The outcome, which must come promptly. */
  outcome(pending: Pending, what = 'the request settled'): Promise<Outcome> {
    return within(promptlyMs, pending, what);
  }

  /** The outcomes of many, in their order. */
  outcomes(pending: readonly Pending[]): Promise<Outcome[]> {
    return within(promptlyMs, Promise.all(pending), `all ${pending.length} requests settled`);
  }

  fault(endpoint: Endpoint, fault: Fault, times: number | 'always' = 1): Promise<void> {
    return this.world.fault(endpoint, fault, times);
  }

  async hold(endpoint: Endpoint, when: 'before' | 'after' = 'before'): Promise<StageGate> {
    const gate = await this.world.hold(endpoint, when);
    return {
      arrived: (count = 1) =>
        within(promptlyMs, this.world.arrived(gate, count), `${count} requests stood at ${endpoint}`),
      open: () => this.world.open(gate),
    };
  }

  /** What happened so far at the session's world. */
  async journal(): Promise<Omit<Journal, 'clear'>> {
    return journalOf(await this.world.entries());
  }

  async elsewhereJournal(): Promise<Omit<Journal, 'clear'>> {
    return journalOf(await this.#servers.elsewhere.entries());
  }

  /** The attempts of one request at the API, in order. */
  async attempts(id: string): Promise<readonly JournalEntry[]> {
    return (await this.world.entries()).filter((entry) => entry.kind === 'api' && entry.id === id);
  }

  /** The request was sent once, and nobody added a credential. */
  async expectSentBare(id: string): Promise<void> {
    const credentials = (await this.attempts(id)).map(({ credential }) => credential?.fingerprint ?? 'none');
    equal(credentials, ['none'], 'the credentials of the attempts');
  }

  /** Waits until so many requests that carry an id have arrived. */
  async arrived(count: number): Promise<void> {
    await until(
      async () =>
        (await this.world.entries()).filter(({ kind, id }) => kind === 'api' && id !== undefined).length >= count,
      `${count} requests had arrived`,
    );
  }

  /** Time enough for a request that was sent to arrive, whoever sent it. */
  async letTrafficArrive(): Promise<void> {
    for (let round = 0; round < 3; round++) await (await this.fetch(`${this.url}/public/ping`)).text();
    await pause(20);
  }

  /** What a session tells from now on under a name. */
  eventsOf(session: ContractSession, name: string): readonly unknown[] {
    const events: unknown[] = [];
    session.on(name, (event) => void events.push(event));
    return events;
  }

  /** The session's reason for a refusal. */
  reason(session: ContractSession, { original }: Outcome): string | undefined {
    return session.explain(original)?.reason;
  }

  /** All outcomes are answers with this status. */
  expectStatus(outcomes: readonly Outcome[], status: number): void {
    const other = outcomes.find((outcome) => outcome.status !== status);
    if (!other) return;
    equal(other.status ?? other.failure?.name, status, `what ${outcomes.length > 1 ? 'every' : 'the'} caller gets`);
  }

  /** A request that was refused and then given up: its own 401, or an abort of its client's. */
  expectRefusedOrAborted(outcome: Outcome): void {
    check(outcome.status === 401 || outcome.failure?.isAbort, 'the caller gets its own 401 or an abort of its client');
  }

  async close(): Promise<void> {
    for (const client of this.#clients) client.close?.();
    for (const session of this.#sessions) session.dispose();
    await this.#servers.close();
  }
}
