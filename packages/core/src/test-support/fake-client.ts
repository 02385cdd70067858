import type { Answer, Exchange, RequestOptions } from '../sending/exchange.ts';
import type { Credential } from '../sending/scheme.ts';
import { type Session, type SessionInternals, sessionBrand } from '../session.ts';

export interface FakeResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly url?: string;
  readonly body?: string;
}

/** What reaches the wire. */
export interface FakeRequest {
  readonly path: string;
  readonly method: string;
  /** The access token that it carries. */
  readonly token: string | undefined;
  readonly credential: Credential | undefined;
  readonly attempt: number;
}

export interface FakeCall {
  readonly method?: string;
  readonly origin?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  readonly options?: RequestOptions;
  readonly isReplayable?: boolean;
}

export type FakeTransport = (request: FakeRequest) => Promise<FakeResponse>;

const apiOrigin = 'https://api.test';

/** The error of a client that ended a wait. */
class FakeAbort extends Error {
  override readonly name = 'FakeAbort';
  readonly kind: 'aborted' | 'timeout';

  constructor(kind: 'aborted' | 'timeout', cause: unknown) {
    super(kind, { cause });
    this.kind = kind;
  }
}

/** A client in memory: what is the coordinator's shows, what is the platform's is out of the way. */
export function createClient(session: Session, transport: FakeTransport) {
  const internals = (session as Session & { [sessionBrand]: SessionInternals })[sessionBrand];
  const discarded: unknown[] = [];
  return {
    discarded,
    request(path: string, call: FakeCall = {}): Promise<FakeResponse> {
      let attempt = 0;
      const { method = 'GET', origin = apiOrigin, headers = {}, signal, timeoutMs, options } = call;
      const exchange: Exchange<FakeResponse> = {
        client: 'fake',
        method,
        url: origin + path,
        origin,
        baseOrigin: apiOrigin,
        signal,
        callerSignal: signal,
        timeoutMs,
        options,
        header: (name) => headers[name],
        send: (credential) => {
          signal?.throwIfAborted();
          const token = credential?.headers?.authorization?.replace('Bearer ', '');
          return transport({ path, method, token, credential, attempt: attempt++ });
        },
        isReplayable: () => call.isReplayable ?? true,
        answer: (outcome) => answerOf(outcome),
        setAside: (outcome) => outcome,
        discard: (outcome) => discarded.push(outcome),
        abandoned: (kind, reason) => new FakeAbort(kind, reason),
        surfaced: () => {},
        sentHeaders: (credential) => Object.entries({ ...headers, ...credential?.headers }),
      };
      return internals.perform(exchange);
    },
  };
}

function answerOf(outcome: unknown): Answer | undefined {
  const response = outcome as FakeResponse | undefined;
  if (typeof response?.status !== 'number') return undefined;
  const { status, headers = {}, url, body = '' } = response;
  return {
    status,
    headers: { get: (name) => headers[name] },
    url,
    text: async () => body,
    entries: () => Object.entries(headers),
  };
}
