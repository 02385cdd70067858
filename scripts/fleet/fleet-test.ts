import { createTestServer, type TestServer } from '@freshkey/testing/server';
import { expect } from 'vitest';
import { startFleet, type Worker } from './fleet.ts';
import type { WorkerSetup } from './worker.ts';

type FleetSetup = Omit<WorkerSetup, 'apiUrl'>;
type Sleep = { perWorker: number; gatewayGivesUpMs: number };

const statusPatienceMs = 20_000;

/** Processes that share one session, the API that they call, and what must hold of every store that they share it by. */
export class FleetTest {
  readonly api: TestServer;
  workers: readonly Worker[] = [];
  #serial = 0;

  private constructor(api: TestServer) {
    this.api = api;
  }

  static async open(): Promise<FleetTest> {
    return new FleetTest(await createTestServer({ latencyMs: { token: 20, api: 2 } }));
  }

  /** Starts so many more of them; what they begin with is the same for all, unless the set-up has tokens of its own. */
  async start(count: number, setup: FleetSetup): Promise<readonly Worker[]> {
    const tokens = setup.tokens ?? this.api.tokens.issue();
    const started = await startFleet(count, () => ({ ...setup, tokens, apiUrl: this.api.url }));
    this.workers = [...this.workers, ...started];
    return started;
  }

  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.end()));
    await this.api.close();
  }

  /** For as many requests, each with an id of its own. */
  ids(count: number): string[] {
    return Array.from({ length: count }, () => `r${++this.#serial}`);
  }

  /** A share of the requests for each worker; none of them may fail. */
  async requestEverywhere(perWorker: number, among = this.workers): Promise<string[]> {
    const shares = among.map(() => this.ids(perWorker));
    const failed = await Promise.all(among.map((worker, index) => worker.request(shares[index] as string[])));
    expect(failed.flat()).toEqual([]);
    return shares.flat();
  }

  /** Nothing was spent twice, and never did two refresh at once. */
  expectIntact(): void {
    this.api.journal.expectNoReuse();
    this.api.journal.expectMaxConcurrentRefreshes(1);
  }

  async expectStatusEverywhere(status: string): Promise<void> {
    const statuses = () => Promise.all(this.workers.map((worker) => worker.ask({ name: 'status' })));
    await expect.poll(statuses, { timeout: statusPatienceMs }).toEqual(this.workers.map(() => status));
  }

  async expectOneRefreshAnExpiry(perWorker: number): Promise<void> {
    const { tokens, journal } = this.api;
    const ids: string[] = [];
    for (let expiry = 1; expiry <= 5; expiry++) {
      tokens.expireAll();
      ids.push(...(await this.requestEverywhere(perWorker)));
      journal.expectRefreshes(expiry);
    }
    journal.expectNothingLost(ids);
    journal.expectNothingServedTwice(ids);
    // Once, and once more for each reason: a newer token, a young one, refreshes in quick succession, a refresh of its own.
    journal.expectMaxAttempts(5);
    this.expectIntact();
  }

  async expectToOutliveItsHolder(perWorker: number): Promise<void> {
    const [holder, ...others] = this.#holderAndOthers();
    this.api.tokens.expireAll();
    // The server never comes to the refresh of the one who dies: the token is not spent.
    this.api.faults.next('token', 'hang');
    const dying = holder.request(this.ids(10)).catch((error: Error) => error.message);
    await holder.until('refreshing');
    const rest = this.requestEverywhere(perWorker, others);
    await pause(200);
    holder.signal('SIGKILL');
    this.api.journal.expectNothingLost(await rest);
    expect(await dying).toBe('The worker ended with SIGKILL.');
    this.api.journal.expectRefreshes(2);
    this.api.journal.expectNoReuse();
  }

  /** The holder is stopped beyond its lease while its refresh is out, and goes on when the others have refreshed. */
  async expectToTakeBackASleeper({ perWorker, gatewayGivesUpMs }: Sleep): Promise<void> {
    const { tokens, journal, faults } = this.api;
    const [holder, ...others] = this.#holderAndOthers();
    tokens.expireAll();
    // A gateway that gives up on the refresh of the one who sleeps: the token is not spent.
    faults.next('token', { status: 503, delayMs: gatewayGivesUpMs });
    const mine = this.ids(10);
    const sleeping = holder.request(mine);
    sleeping.catch(() => undefined);
    const refreshesAsked = () => journal.entries.filter(({ kind }) => kind === 'token').length;
    await expect.poll(refreshesAsked, { timeout: statusPatienceMs }).toBe(1);
    holder.signal('SIGSTOP');
    const ids = await this.requestEverywhere(perWorker, others);
    journal.expectRefreshes(2);
    holder.signal('SIGCONT');
    expect(await sleeping).toEqual([]);
    journal.expectNothingLost([...ids, ...mine]);
    tokens.expireAll();
    await this.requestEverywhere(10);
    journal.expectRefreshes(3);
    journal.expectNoReuse();
  }

  /** The holder is stopped before it sends; its `refresh` asks, with `confirm()`, whether it still may. */
  async expectToStopASleeperThatAsks(perWorker: number): Promise<void> {
    const [holder, ...others] = this.#holderAndOthers();
    this.api.tokens.expireAll();
    const mine = this.ids(5);
    const sleeping = holder.request(mine);
    await holder.until('refreshing');
    holder.signal('SIGSTOP');
    const ids = await this.requestEverywhere(perWorker, others);
    this.api.journal.expectRefreshes(1);
    holder.signal('SIGCONT');
    expect(await sleeping).toEqual([]);
    this.api.journal.expectNothingLost([...ids, ...mine]);
    this.api.journal.expectRefreshes(1);
    this.expectIntact();
  }

  /** One signs out while another one's refresh is out, which then brings tokens that nobody may keep. */
  async signOutDuringARefresh(): Promise<void> {
    const [holder, leaver] = this.#holderAndOthers();
    const gate = this.api.faults.hold('token');
    this.api.tokens.expireAll();
    const late = holder.request(this.ids(5));
    await gate.arrived();
    await leaver.ask({ name: 'sign-out' });
    gate.open();
    await late;
  }

  /** Every process asks while the server behind the store goes through what `meanwhile` does to it: one refresh serves all. */
  async expectOneRefreshThrough(perWorker: number, meanwhile: () => Promise<void>): Promise<void> {
    const gate = this.api.faults.hold('token');
    this.api.tokens.expireAll();
    const all = this.requestEverywhere(perWorker);
    await gate.arrived();
    await meanwhile();
    gate.open();
    this.api.journal.expectNothingLost(await all);
    this.api.journal.expectRefreshes(1);
  }

  #holderAndOthers(): [Worker, Worker, ...Worker[]] {
    expect(this.workers.length).toBeGreaterThan(1);
    return this.workers as unknown as [Worker, Worker, ...Worker[]];
  }
}

/** Long enough for what happens in other processes. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
