import type { Exchange } from '@freshkey/diagnose';
import type { ProgramJudge } from '../judging/judge.ts';
import type { RowSink } from '../row.ts';
import { CdpConnection, type CdpEvent } from './cdp.ts';
import type {
  LoadingFailed,
  RequestExtraInfo,
  RequestWillBeSent,
  ResponseExtraInfo,
  ResponseReceived,
} from './network-events.ts';
import { PageRequest } from './page-request.ts';

const kinds = new Set(['page', 'iframe', 'worker', 'shared_worker', 'service_worker', 'webview', 'prerender']);
/** The events of one request come on two ways, one of which may be late. */
const lateMs = 150;
const maxRequests = 5_000;
const historySize = 24;
const maxBody = 65_536;

/** Watches every page, frame and worker of a running Chromium, those that are opened later as well. */
export class ChromeWatch {
  readonly #sink: RowSink;
  readonly #judge: ProgramJudge;
  readonly #requests = new Map<string, PageRequest>();
  /** Preflights by the request that they went ahead of. */
  readonly #preflights = new Map<string, PageRequest>();
  /** The session of each target: discovery and whoever started it both attach. */
  readonly #sessions = new Map<string, string>();
  readonly #history: Exchange[] = [];
  #connection: CdpConnection | undefined;
  #seen = 0;

  constructor(sink: RowSink, judge: ProgramJudge) {
    this.#sink = sink;
    this.#judge = judge;
  }

  /** @param url of the browser's debugging socket. Resolves when it listens; `closed` of the result when the browser is gone. */
  async attach(url: string): Promise<CdpConnection> {
    const connection = await CdpConnection.open(url, (event) => this.#hear(event));
    this.#connection = connection;
    await connection.send('Target.setDiscoverTargets', { discover: true });
    return connection;
  }

  #hear({ method, params, sessionId = '' }: CdpEvent): void {
    switch (method) {
      case 'Target.targetCreated':
        this.#onTarget(params.targetInfo as { targetId: string; type: string });
        return;
      case 'Target.attachedToTarget':
        this.#onAttached(params as { sessionId: string; targetInfo: { targetId: string } });
        return;
      case 'Network.requestWillBeSent':
        this.#onSent(sessionId, params as unknown as RequestWillBeSent);
        return;
      case 'Network.requestWillBeSentExtraInfo':
        this.#requestOf(sessionId, params).sentExtra(params as unknown as RequestExtraInfo);
        return;
      case 'Network.responseReceived':
        this.#requestOf(sessionId, params).received(params as unknown as ResponseReceived);
        return;
      case 'Network.responseReceivedExtraInfo':
        this.#requestOf(sessionId, params).receivedExtra(params as unknown as ResponseExtraInfo);
        return;
      case 'Network.loadingFailed':
        this.#requestOf(sessionId, params).failed = params as unknown as LoadingFailed;
        this.#onEnd(sessionId, params.requestId as string);
        return;
      case 'Network.loadingFinished':
        this.#onEnd(sessionId, params.requestId as string);
        return;
    }
  }

  #tell(method: string, params: object, sessionId?: string): void {
    // A target may be gone before it hears.
    this.#connection?.send(method, params, sessionId).catch(() => {});
  }

  #onTarget({ targetId, type }: { targetId: string; type: string }): void {
    if (kinds.has(type) && !this.#sessions.has(targetId))
      this.#tell('Target.attachToTarget', { targetId, flatten: true });
  }

  #onAttached({ sessionId, targetInfo }: { sessionId: string; targetInfo: { targetId: string } }): void {
    const { targetId } = targetInfo;
    if (this.#sessions.has(targetId)) {
      this.#tell('Target.detachFromTarget', { sessionId });
      return;
    }
    this.#sessions.set(targetId, sessionId);
    this.#tell('Network.enable', { maxPostDataSize: maxBody }, sessionId);
    // Workers are told of by who starts them.
    this.#tell('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: true }, sessionId);
  }

  #requestOf(sessionId: string, { requestId }: Readonly<Record<string, unknown>>): PageRequest {
    const key = `${sessionId} ${String(requestId)}`;
    const known = this.#requests.get(key);
    if (known) return known;
    const request = new PageRequest();
    // What never ends (event streams, sockets) must not fill the memory.
    if (this.#requests.size >= maxRequests) this.#requests.delete(this.#requests.keys().next().value as string);
    this.#requests.set(key, request);
    return request;
  }

  #onSent(sessionId: string, event: RequestWillBeSent): void {
    const request = this.#requestOf(sessionId, { requestId: event.requestId });
    const isNew = request.first === undefined;
    request.sent(event);
    if (!isNew) return;
    if (!request.isPreflight) {
      this.#seen += 1;
      this.#sink.take({ kind: 'count', requests: this.#seen });
    } else if (event.initiator?.requestId !== undefined)
      this.#preflights.set(`${sessionId} ${event.initiator.requestId}`, request);
  }

  #onEnd(sessionId: string, requestId: string): void {
    const key = `${sessionId} ${requestId}`;
    const request = this.#requests.get(key);
    if (request === undefined) return;
    request.endMs = Date.now();
    setTimeout(() => {
      this.#requests.delete(key);
      this.#conclude(key, sessionId, requestId, request).catch(() => {});
    }, lateMs);
  }

  async #conclude(key: string, sessionId: string, requestId: string, request: PageRequest): Promise<void> {
    // A preflight is told of with the request that it was for.
    if (request.isPreflight || request.first === undefined) return;
    const preflight = this.#preflights.get(key);
    this.#preflights.delete(key);
    const { status, failed } = request;
    const isTelling = status >= 300 ? status !== 304 : failed !== undefined && failed.canceled !== true;
    if (!isTelling) return;
    const exchange = request.exchange(failed ? undefined : await this.#bodyOf(sessionId, requestId), preflight);
    if (exchange === undefined) return;
    const at = request.at();
    const row = this.#judge.refusedExchange(exchange, {
      status,
      endMs: request.endMs,
      ...(at !== undefined && { at }),
      notes: request.notes(),
      history: this.#history,
    });
    this.#history.push(exchange);
    if (this.#history.length > historySize) this.#history.shift();
    if (row) this.#sink.take(row);
  }

  async #bodyOf(sessionId: string, requestId: string): Promise<string | undefined> {
    try {
      const result = await this.#connection?.send('Network.getResponseBody', { requestId }, sessionId);
      const text = String(result?.body ?? '');
      return (result?.base64Encoded === true ? Buffer.from(text, 'base64').toString('utf8') : text).slice(0, maxBody);
    } catch {
      return undefined;
    }
  }
}
