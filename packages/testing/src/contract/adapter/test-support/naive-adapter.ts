import type { TokenResponse } from '../../../world/tokens.ts';
import { serversInMemory } from '../../servers/in-memory.ts';
import type { AdapterSubject, ContractFailure, ContractRequest, ContractSession, SessionSetup } from '../subject.ts';

/** What many write by hand: on 401 refresh and send again. No single flight, no fences, no deadline. */
export class NaiveSession implements ContractSession {
  status = 'signed-out';
  readonly ready = Promise.resolve();
  readonly #options: SessionSetup;
  #tokens: Partial<TokenResponse> = {};

  constructor(options: SessionSetup) {
    this.#options = options;
    if (options.tokens) this.#take(options.tokens);
  }

  get header(): string {
    return `Bearer ${this.#tokens.access_token}`;
  }

  #take(tokens: unknown): void {
    this.#tokens = { ...this.#tokens, ...(tokens as TokenResponse) };
    this.status = 'active';
  }

  async refresh(): Promise<void> {
    const tokens = { refreshToken: this.#tokens.refresh_token ?? '' };
    const answer = await this.#options.refresh?.({ tokens, signal: new AbortController().signal });
    this.#take(answer instanceof Response ? await answer.json() : answer);
  }

  async getAccessToken(): Promise<string> {
    return this.#tokens.access_token ?? '';
  }

  async signIn(tokens: unknown): Promise<void> {
    this.#take(tokens);
  }

  async signOut(): Promise<void> {
    this.#tokens = {};
    this.status = 'signed-out';
  }

  explain(): undefined {}
  on(): () => void {
    return () => undefined;
  }
  getSnapshot(): unknown {
    return { isRefreshing: false };
  }
  dispose(): void {}
}

const initOf = (
  { method = 'GET', headers = {}, json, body, signal }: ContractRequest,
  authorization: string,
): RequestInit => ({
  method,
  headers: { ...headers, ...(json !== undefined && { 'content-type': 'application/json' }), authorization },
  ...(json !== undefined ? { body: JSON.stringify(json) } : body !== undefined && { body }),
  ...(body instanceof ReadableStream && { duplex: 'half' }),
  ...(signal && { signal }),
});

/** A fetch wrapper of the same kind. */
export const naiveSubject: AdapterSubject<NaiveSession> = {
  createSession: (options) => new NaiveSession(options),
  openServers: serversInMemory,
  traits: { bodies: ['text', 'binary', 'form-data', 'url-search-params', 'blob', 'stream'], cookies: true },
  connect(source, { baseUrl, fetch }) {
    const session = source as NaiveSession;
    return {
      async request(request) {
        const url = new URL(request.path, baseUrl);
        try {
          let response = await fetch(url, initOf(request, session.header));
          if (response.status === 401) {
            await session.refresh();
            response = await fetch(url, initOf(request, session.header));
          }
          const { status, headers } = response;
          return { status, headers, body: await response.text(), original: response };
        } catch (error) {
          const { name, cause } = error as Error;
          const failure: ContractFailure = {
            name,
            cause,
            isAbort: name === 'AbortError',
            isTimeout: false,
            original: error,
          };
          throw failure;
        }
      },
    };
  },
};
