import type { HeaderList } from '../../http/header-list.ts';
import { isRefreshRequest } from '../../patterns/trail.ts';
import type { RefusalRow, Row, RowSink } from '../row.ts';
import { bodyText } from './body-text.ts';
import { CallSites } from './call-site.ts';
import { BodyBudget, HeldBody } from './held-body.ts';
import { type Family, Hop } from './hop.ts';
import { Redirects } from './redirects.ts';
import { saysRefused, tellingOf } from './telling.ts';
import type { Watcher } from './watcher.ts';

/** Makes rows of what was seen: `refused` with the rules, `followed` without. In a file of its own, loaded when needed. */
export interface Judge {
  /** A row, if the last hop of a chain is refused. @param history earlier requests that tell something, oldest first. */
  refused(hop: Hop, history: readonly Hop[]): RefusalRow | undefined;
  /** A request that was not refused, for the patterns. */
  followed(hop: Hop): Row;
  /** A header that a client did not send, by what it threw. */
  unsent(error: unknown): Row | undefined;
}

interface Surroundings {
  sink: RowSink;
  /** Loads the judge; undefined where that is forbidden. */
  loadJudge: () => Judge | undefined;
  /** Epoch milliseconds. */
  now: () => number;
  /** Whether a refusal is told before its body is there: the program may end at once. Default: false. */
  tellsEarly?: boolean;
}

const historySize = 24;
const maxEndpoints = 1_000;
const countAfterMs = 250;
const staleMs = 1_000;
/** A request for new tokens is short. */
const maxGrant = 8_192;

/**
 * Takes what the clients of this thread do, and hands what may be a refusal to the judge. It holds little, keeps no
 * timer, and what it does not need is let go at once.
 */
export class Recorder implements Watcher {
  readonly #sink: RowSink;
  readonly #loadJudge: () => Judge | undefined;
  readonly #now: () => number;
  readonly #tellsEarly: boolean;
  readonly #budget = new BodyBudget();
  readonly #calls = new CallSites();
  readonly #redirects = new Redirects();
  /** Answers whose body is on its way. */
  readonly #open = new Set<Hop>();
  readonly #history: Hop[] = [];
  /** Endpoints that were refused: when they answer again, a loop is over. */
  readonly #refusedEndpoints = new Set<string>();
  #judge: Judge | undefined;
  #isJudgeAsked = false;
  #earlyRows = 0;
  #requests = 0;
  #countedRequests = 0;
  #countedMs = Number.NEGATIVE_INFINITY;

  constructor({ sink, loadJudge, now, tellsEarly = false }: Surroundings) {
    this.#tellsEarly = tellsEarly;
    this.#sink = sink;
    this.#loadJudge = loadJudge;
    this.#now = now;
  }

  begin(family: Family, method: string, url: string): Hop {
    const nowMs = this.#now();
    const hop = new Hop(family, method, url, nowMs);
    this.#requests += 1;
    this.#redirects.join(hop);
    hop.call = this.#calls.take(endpointOf(hop));
    if (nowMs - this.#countedMs > countAfterMs) {
      this.#count(nowMs);
      this.#concludeOlder(nowMs - staleMs);
    }
    return hop;
  }

  bodyOf(): HeldBody {
    return new HeldBody(this.#budget);
  }

  head(hop: Hop, status: number, requestHeaders: () => HeaderList, responseHeaders: () => HeaderList): boolean {
    hop.status = status;
    hop.headMs = this.#now();
    hop.responseHeaders = responseHeaders();
    const telling = tellingOf(hop);
    if (telling === 'nothing') {
      this.end(hop);
      return false;
    }
    hop.sent = requestHeaders;
    hop.isLeading = this.#redirects.lead(hop);
    hop.responseBody = this.bodyOf();
    this.#open.add(hop);
    // The rest of what has arrived is read before this runs, and the program's own code after it.
    if (this.#tellsEarly && telling === 'refusal' && !hop.isLeading && hop.call !== undefined)
      process.nextTick(() => this.#tellEarly(hop));
    return true;
  }

  end(hop: Hop): void {
    if (hop.isOver) return;
    hop.isOver = true;
    hop.endMs = this.#now();
    this.#open.delete(hop);
    // A redirect waits for who follows it; `flush` and later requests see to what nobody followed.
    if (!hop.isFollowed && !hop.isLeading) this.#conclude(hop);
  }

  fail(hop: Hop, error: unknown): void {
    if (hop.status > 0) {
      this.end(hop);
      return;
    }
    hop.error = error;
    this.end(hop);
  }

  /** What a client threw when it was to send a header; nobody caught it. */
  unsent(error: unknown): void {
    const row = this.#judgeOf()?.unsent(error);
    if (row) this.#sink.take(row);
  }

  /** Says all that is known: the thread ends. */
  flush(): void {
    this.#concludeOlder(Number.POSITIVE_INFINITY);
    this.#count(this.#now());
  }

  #count(nowMs: number): void {
    if (this.#requests === this.#countedRequests) return;
    this.#countedRequests = this.#requests;
    this.#countedMs = nowMs;
    this.#sink.take({ kind: 'count', requests: this.#requests });
  }

  /** Bodies that nobody reads do not arrive, and some redirects are not followed: they are judged by what is there. */
  #concludeOlder(thanMs: number): void {
    for (const hop of this.#redirects.unfollowed(thanMs)) {
      hop.isLeading = false;
      if (hop.isOver) this.#conclude(hop);
    }
    for (const hop of [...this.#open]) if (hop.headMs <= thanMs) this.end(hop);
  }

  #tellEarly(hop: Hop): void {
    if (hop.isOver || hop.isFollowed) return;
    try {
      hop.readRequest();
      const row = this.#judgeOf()?.refused(hop, this.#history);
      if (!row) return;
      this.#earlyRows += 1;
      hop.earlyId = this.#earlyRows;
      this.#sink.take({ kind: 'early', id: hop.earlyId, row });
    } catch {
      // it is judged again when it is over
    }
  }

  #conclude(hop: Hop): void {
    const endpoint = endpointOf(hop);
    const row = this.#rowOf(hop, endpoint);
    if (hop.earlyId !== undefined) this.#sink.take({ kind: 'settled', id: hop.earlyId });
    if (row) {
      this.#sink.take(row);
      if (row.kind === 'refusal') this.#count(this.#now());
    }
    if (row === undefined && !setsCookie(hop)) release(hop);
    else this.#remember(hop);
  }

  #rowOf(hop: Hop, endpoint: string): Row | undefined {
    if (this.#mayBeRefused(hop)) {
      hop.readRequest();
      const row = this.#judgeOf()?.refused(hop, this.#history);
      if (row) {
        if (this.#refusedEndpoints.size < maxEndpoints) this.#refusedEndpoints.add(endpoint);
        return row;
      }
    }
    const answersAgain = hop.status >= 200 && hop.status < 400 && this.#refusedEndpoints.delete(endpoint);
    if (!answersAgain && !isRefresh(hop)) return undefined;
    hop.readRequest();
    return this.#judgeOf()?.followed(hop);
  }

  #mayBeRefused(hop: Hop): boolean {
    if (hop.status === 0) return hop.error !== undefined && !isAbort(hop.error);
    const telling = tellingOf(hop);
    if (telling !== 'perhaps') return telling === 'refusal';
    return hop.responseBody !== undefined && saysRefused(bodyText(hop.responseBody.read(), hop.responseHeaders));
  }

  #remember(hop: Hop): void {
    hop.call = undefined;
    hop.readRequest();
    this.#history.push(hop);
    if (this.#history.length > historySize) release(this.#history.shift() as Hop);
  }

  #judgeOf(): Judge | undefined {
    if (!this.#isJudgeAsked) {
      this.#isJudgeAsked = true;
      this.#judge = this.#loadJudge();
    }
    return this.#judge;
  }
}

const endpointOf = ({ method, url }: Hop): string => {
  const at = url.indexOf('?');
  return `${method} ${at < 0 ? url : url.slice(0, at)}`;
};

const isRefresh = (hop: Hop): boolean =>
  isRefreshRequest({
    method: hop.method,
    url: hop.url,
    requestBody: hop.requestBody?.read().toString('latin1', 0, maxGrant) ?? '',
  });

const setsCookie = (hop: Hop): boolean => hop.responseHeaders.some(([name]) => name.toLowerCase() === 'set-cookie');

const isAbort = (error: unknown): boolean => {
  const { name, code } = (error ?? {}) as { name?: unknown; code?: unknown };
  return name === 'AbortError' || code === 'ABORT_ERR' || code === 'UND_ERR_ABORTED' || code === 'UND_ERR_DESTROYED';
};

const release = (hop: Hop): void => {
  for (let at: Hop | undefined = hop; at !== undefined; at = at.previous) at.release();
};
