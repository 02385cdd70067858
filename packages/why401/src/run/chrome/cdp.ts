/** What a browser says on its debugging connection, unasked. */
export interface CdpEvent {
  method: string;
  params: Readonly<Record<string, unknown>>;
  /** Which target says it; absent: the browser. */
  sessionId?: string;
}

interface Answer {
  resolve(result: Readonly<Record<string, unknown>>): void;
  reject(error: Error): void;
}

/** A connection to a running Chromium (Chrome DevTools Protocol, flat sessions). */
export class CdpConnection {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, Answer>();
  #lastId = 0;
  /** Settles when the browser, or its connection, is gone. */
  readonly closed: Promise<void>;

  private constructor(socket: WebSocket, onEvent: (event: CdpEvent) => void) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => this.#hear(String(data), onEvent));
    this.closed = new Promise((resolve) => {
      socket.addEventListener('close', () => {
        for (const { reject } of this.#waiting.values()) reject(new Error('The browser is gone'));
        this.#waiting.clear();
        resolve();
      });
    });
  }

  /** @throws {Error} When nothing answers there. */
  static async open(url: string, onEvent: (event: CdpEvent) => void): Promise<CdpConnection> {
    const socket = new WebSocket(url);
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('open', () => resolve(), { once: true });
      socket.addEventListener('error', () => reject(new Error('The browser does not answer')), { once: true });
    });
    return new CdpConnection(socket, onEvent);
  }

  send(method: string, params: object = {}, sessionId?: string): Promise<Readonly<Record<string, unknown>>> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#socket.send(JSON.stringify({ id, method, params, ...(sessionId !== undefined && { sessionId }) }));
    });
  }

  close(): void {
    this.#socket.close();
  }

  #hear(text: string, onEvent: (event: CdpEvent) => void): void {
    const message = JSON.parse(text) as Partial<CdpEvent> & {
      id?: number;
      result?: Readonly<Record<string, unknown>>;
      error?: { message?: string };
    };
    if (message.id === undefined) {
      onEvent(message as CdpEvent);
      return;
    }
    const answer = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.error) answer?.reject(new Error(message.error.message ?? 'The browser refused'));
    else answer?.resolve(message.result ?? {});
  }
}
