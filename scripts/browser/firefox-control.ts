import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A page, as far as a test needs one; Playwright's `Page` has the same. */
export interface Tab {
  /** Runs a function in the page. What goes in and comes out is JSON. */
  evaluate<R, A>(task: (given: A) => R | Promise<R>, given: A): Promise<R>;
  evaluate<R>(task: () => R | Promise<R>): Promise<R>;
  close(): Promise<void>;
}

interface Pending {
  readonly tab: string;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

interface Deferred<T> {
  readonly promise: Promise<T>;
  resolve(value: T): void;
  reject(error: Error): void;
}

function deferred<T>(): Deferred<T> {
  let settle: Omit<Deferred<T>, 'promise'> | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return { promise, ...(settle as Omit<Deferred<T>, 'promise'>) };
}

/** How long a new tab may take until it answers, and a closed one until it is gone. */
const tabTimeoutMs = 60_000;

/** What the pages of a browser ask and answer: each asks for its next task and waits for it. */
export class FirefoxControl {
  readonly #server: Server;
  readonly #agent: string;
  readonly #waiting = new Map<string, ServerResponse>();
  readonly #tasks = new Map<string, string[]>();
  readonly #pending = new Map<number, Pending>();
  readonly #arrivals = new Map<string, Deferred<Tab>>();
  readonly #departures = new Map<string, () => void>();
  #tabs = 0;
  #numbers = 0;

  private constructor(agent: string) {
    this.#agent = agent;
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch(() => response.destroy());
    });
  }

  static async listen(agent: string): Promise<FirefoxControl> {
    const control = new FirefoxControl(agent);
    await new Promise<void>((resolve) => control.#server.listen(0, '127.0.0.1', resolve));
    return control;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The script that makes a page answer, as it stands in its head. */
  get agent(): string {
    return `<script src="${this.url}/agent.js" data-control="${this.url}"></script>`;
  }

  /** The address by which the next tab will be known. */
  tabAt(url: string): string {
    this.#arrivals.set(String(++this.#tabs), deferred());
    return `${url}#tab-${this.#tabs}`;
  }

  /** The tab that was named last, once it answers. */
  async arrived(): Promise<Tab> {
    const tab = String(this.#tabs);
    const arrival = this.#arrivals.get(tab) ?? deferred<Tab>();
    const late = setTimeout(() => arrival.reject(new Error(`Tab ${tab} did not answer.`)), tabTimeoutMs);
    try {
      return await arrival.promise;
    } finally {
      clearTimeout(late);
    }
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #tab(tab: string): Tab {
    const evaluate = (task: (given: never) => unknown, given?: unknown) =>
      this.#run(tab, `(${task})(${JSON.stringify(given) ?? ''})`);
    return {
      evaluate: evaluate as Tab['evaluate'],
      close: async () => {
        const { promise, resolve } = deferred<void>();
        this.#departures.set(tab, resolve);
        const late = setTimeout(resolve, tabTimeoutMs);
        await this.#run(tab, 'void setTimeout(() => window.close())');
        await promise;
        clearTimeout(late);
        for (const [number, pending] of this.#pending) {
          if (pending.tab !== tab) continue;
          this.#pending.delete(number);
          pending.reject(new Error('The tab was closed.'));
        }
      },
    };
  }

  #run(tab: string, code: string): Promise<unknown> {
    const number = ++this.#numbers;
    const { promise, resolve, reject } = deferred<unknown>();
    this.#pending.set(number, { tab, resolve, reject });
    this.#tasks.set(tab, [...(this.#tasks.get(tab) ?? []), JSON.stringify({ number, code })]);
    this.#hand(tab);
    return promise;
  }

  /** Gives a tab that asks its next task, if there is one. */
  #hand(tab: string): void {
    const response = this.#waiting.get(tab);
    const task = response && this.#tasks.get(tab)?.shift();
    if (!task) return;
    this.#waiting.delete(tab);
    response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'application/json' }).end(task);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === '/agent.js')
      return void response.writeHead(200, { 'content-type': 'text/javascript' }).end(this.#agent);
    if (request.method !== 'POST')
      return void response.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html>${this.agent}`);
    const said = JSON.parse(await text(request));
    if (request.url === '/next') return this.#listenTo(said.tab, response);
    const pending = this.#pending.get(said.number);
    this.#pending.delete(said.number);
    if (said.error === undefined) pending?.resolve(said.value);
    else pending?.reject(new Error(said.error));
    response.writeHead(204, { 'access-control-allow-origin': '*' }).end();
  }

  #listenTo(tab: string, response: ServerResponse): void {
    this.#waiting.set(tab, response);
    response.once('close', () => {
      if (response.writableFinished) return;
      this.#waiting.delete(tab);
      this.#departures.get(tab)?.();
    });
    this.#arrivals.get(tab)?.resolve(this.#tab(tab));
    this.#hand(tab);
  }
}
