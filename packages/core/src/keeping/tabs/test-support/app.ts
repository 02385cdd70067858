import { sessionInternals } from '../../../adapter.ts';
import { cookie, createSession, type Session, type SessionOptions } from '../../../index.ts';
import { FetchExchange } from '../../../sending/platform-fetch/fetch-exchange.ts';
import { tabs } from '../../../tabs.ts';

/** Which application a tab runs. */
export interface AppOptions {
  readonly key: string;
  readonly storage: 'memory' | 'indexedDB';
  readonly shareTokens?: boolean;
  /** `'token'`: a refresh token at the token endpoint. `'cookie'`: an HttpOnly refresh cookie; `'cookies'`: both tokens. */
  readonly refresh: 'token' | 'cookie' | 'cookies';
  readonly tokens?: SessionOptions['tokens'];
  readonly refreshTimeoutMs?: number;
  readonly abandonAfterMs?: number;
}

type Told = readonly [event: string, detail?: string];

/** What a test can do in a tab. */
export interface AppControl {
  readonly session: Session;
  readonly told: Told[];
  readonly aborted: string[];
  /** The statuses, or the errors, of as many requests at once. */
  send(ids: readonly string[]): Promise<(number | string)[]>;
  signedIn(path?: string): Promise<void>;
}

declare global {
  /** Every channel of the page. */
  var channels: BroadcastChannel[];
  var app: AppControl;
  var openApp: (options: AppOptions) => Promise<string>;
}

/** Puts the application into a page or worker, to be opened by a test. */
export function install(): void {
  globalThis.openApp = start;
  globalThis.channels = [];
  if (typeof BroadcastChannel !== 'function') return;
  globalThis.BroadcastChannel = class extends BroadcastChannel {
    constructor(name: string) {
      super(name);
      channels.push(this);
    }
  };
}

async function start({
  key,
  storage,
  shareTokens = true,
  refresh,
  tokens,
  refreshTimeoutMs = 8000,
  abandonAfterMs,
}: AppOptions): Promise<string> {
  const told: Told[] = [];
  const aborted: string[] = [];
  const ask = (path: string, signal: AbortSignal, body?: URLSearchParams) => {
    signal.addEventListener('abort', () => aborted.push(String(signal.reason?.code ?? signal.reason)));
    told.push(['refreshing']);
    return fetch(path, { method: 'POST', signal, ...(body && { body }) });
  };
  const common = {
    tokens,
    store: tabs({ key, storage, shareTokens }),
    origins: [location.origin],
    refreshTimeoutMs,
    ...(abandonAfterMs !== undefined && { abandonAfterMs }),
  };
  const renewCookies = async (signal: AbortSignal) => {
    const response = await ask('/session/refresh', signal);
    return response.ok ? undefined : response;
  };
  const session =
    refresh === 'cookies'
      ? createSession({ ...common, scheme: cookie(), refresh: ({ signal }) => renewCookies(signal) })
      : refresh === 'cookie'
        ? createSession({ ...common, refreshWhenEmpty: true, refresh: ({ signal }) => ask('/session/refresh', signal) })
        : createSession({
            ...common,
            refresh: ({ tokens: { refreshToken }, signal }) =>
              ask(
                '/oauth/token',
                signal,
                new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken }),
              ),
          });
  for (const event of ['refreshed', 'ended', 'signed-in', 'signed-out', 'refresh-failed'] as const) {
    session.on(event, (detail) => told.push([event, 'adopted' in detail && detail.adopted ? 'adopted' : '']));
  }
  session.on('store-failed', ({ operation, error }) =>
    told.push(['store-failed', `${operation}: ${(error as Error).cause ?? error}`]),
  );
  const internals = sessionInternals(session);
  const context = {
    fetch: globalThis.fetch,
    client: 'fetch',
    baseOrigin: undefined,
    session: internals,
    options: undefined,
  };
  const api = (url: string, init: RequestInit) => internals.perform(new FetchExchange({ input: url, init }, context));
  const status = (id: string) =>
    api(`/api/echo?id=${id}`, { cache: 'no-store' }).then(
      (response) => response.status,
      (error: { cause?: { code?: string } }) => error.cause?.code ?? String(error),
    );
  globalThis.app = {
    session,
    told,
    aborted,
    send: (ids) => Promise.all(ids.map(status)),
    async signedIn(path = '/login') {
      const response = await fetch(path, {
        method: 'POST',
        body: new URLSearchParams({ username: 'ada', password: 'lovelace' }),
      });
      await session.signIn(await response.json());
    },
  };
  await session.ready;
  return session.status;
}
