import { fingerprintOf } from '../fingerprint.ts';
import { createJournal, type Draft, type Journal } from '../journal/journal.ts';
import type { JournalEntry } from '../journal/journal-entry.ts';
import { answerApi, delayMsOf } from './api.ts';
import { answerPreflight, isPreflight, withCors } from './cors.ts';
import { readCredential } from './credential.ts';
import { answerOf, createFaults, type Fault, type Faults } from './faults.ts';
import { json, type Outcome, type WorldAnswer, type WorldRequest } from './message.ts';
import { holdsToken, withoutTokens } from './minted.ts';
import { settingsOf, type WorldOptions, type WorldSettings } from './settings.ts';
import { answerCookieRefresh, answerLogin, answerLogout, answerToken, grantOf } from './token-endpoint.ts';
import { createTokens, type Tokens } from './tokens.ts';

/**
 * An authorization server and an API, without a network: requests in, answers out.
 *
 * | route | what it does |
 * |---|---|
 * | `POST /oauth/token` | grants `refresh_token` (rotation, reuse detection), `client_credentials`, `password` |
 * | `POST /login`, `/logout` | user and password for a token response |
 * | `POST /session/login`, `/session/refresh`, `/session/logout` | the same with an `HttpOnly` refresh cookie |
 * | `/api/…` | needs a good access token; `/api/echo` tells what arrived; see `?status=`, `?delayMs=`, `?refusal=`, `?id=` |
 * | `/api/late`, `/api/redirect?to=`, `/api/scope/<name>`, `/api/step-up`, `/api/dpop-nonce` | as their names say |
 * | `/api/always-401`, `/api/other-scheme`, `/api/proxy` | refusals that no token changes |
 * | `/public/…` | needs nothing |
 */
export interface World {
  /** May be changed at any time. */
  readonly settings: WorldSettings;
  readonly tokens: Tokens;
  readonly faults: Faults;
  readonly journal: Journal;
  /**
   * Answers one request.
   *
   * @param gone aborts when the client leaves: then nothing is waited for any longer.
   */
  handle(request: WorldRequest, gone?: AbortSignal): Promise<Outcome>;
}

const kindOf = (request: WorldRequest): JournalEntry['kind'] => {
  if (isPreflight(request)) return 'preflight';
  const { pathname } = request.url;
  if (pathname === '/oauth/token' || pathname === '/session/refresh') return 'token';
  if (pathname === '/login' || pathname === '/session/login') return 'login';
  if (pathname === '/logout' || pathname === '/session/logout') return 'logout';
  return /^\/(api|public)\//.test(pathname) ? 'api' : 'other';
};

const tokensIn = ({ headers, url }: WorldRequest, body: string): string[] => [
  ...Object.keys(headers)
    .filter((name) => holdsToken(headers[name] ?? ''))
    .map((name) => `header ${name}`),
  ...(holdsToken(url.search) ? ['query'] : []),
  ...(holdsToken(body) ? ['body'] : []),
];

/** Until the client leaves, or the promise is through. */
const unlessGone = async (waiting: Promise<void> | undefined, gone: AbortSignal | undefined): Promise<void> => {
  if (!waiting || !gone) return waiting;
  if (gone.aborted) return;
  let leave: (() => void) | undefined;
  const left = new Promise<void>((resolve) => {
    leave = resolve;
    gone.addEventListener('abort', leave, { once: true });
  });
  await Promise.race([waiting, left]);
  if (leave) gone.removeEventListener('abort', leave);
};

/** A world of one's own; nothing is shared with another one. */
export function createWorld(options: WorldOptions = {}): World {
  const settings = settingsOf(options);
  const tokens = createTokens(settings);
  const faults = createFaults();
  const journal = createJournal();

  const arrive = (request: WorldRequest): Draft => {
    const { method, url, body } = request;
    const kind = kindOf(request);
    const received = new TextDecoder().decode(body);
    const credential = kind === 'token' ? undefined : readCredential(request, tokens, settings);
    const contentType = request.headers['content-type'];
    // A preflight is the browser's request, not the test's.
    const id = kind === 'preflight' ? undefined : (url.searchParams.get('id') ?? request.headers['x-request-id']);
    return journal.begin({
      atMs: settings.now(),
      kind,
      method,
      path: url.pathname,
      ...(id !== undefined && { id }),
      ...(credential && { credential: credential.seen }),
      ...(kind === 'token' && { grant: grantOf(request) }),
      ...(contentType !== undefined && { contentType }),
      body: { bytes: body.length, fingerprint: fingerprintOf(body), text: withoutTokens(received) },
      tokensIn: tokensIn(request, received),
    });
  };

  const route = (request: WorldRequest, entry: Draft): WorldAnswer => {
    const { pathname } = request.url;
    if (entry.kind === 'preflight') return answerPreflight(request, settings.cors);
    if (entry.kind === 'api') {
      // Judged when it is served, not when it came in: a gate may have held it for long.
      const credential = readCredential(request, tokens, settings);
      if (credential) entry.credential = credential.seen;
      return answerApi(request, credential?.found, settings);
    }
    if (request.method !== 'POST') return json(entry.kind === 'other' ? 404 : 405, { error: 'not here' });
    if (pathname === '/oauth/token') return answerToken(request, tokens, settings, entry);
    if (pathname === '/session/refresh') return answerCookieRefresh(request, tokens, entry);
    if (entry.kind === 'login') return answerLogin(request, tokens, settings);
    return entry.kind === 'logout' ? answerLogout() : json(404, { error: 'not here' });
  };

  const serve = async (request: WorldRequest, entry: Draft, gone: AbortSignal | undefined): Promise<Outcome> => {
    const { kind, path } = entry;
    const fault: Fault | undefined = kind === 'preflight' ? undefined : faults.take(kind, path);
    await unlessGone(faults.wait('before', kind, path), gone);
    if (fault === 'reset' || fault === 'hang') return fault;
    const answer = answerOf(fault) ?? route(request, entry);
    const extraMs = typeof fault === 'object' ? (fault.delayMs ?? 0) : 0;
    const latencyMs = kind === 'api' ? settings.latencyMs.api : kind === 'preflight' ? 0 : settings.latencyMs.token;
    const delayMs = latencyMs + extraMs + (kind === 'api' ? delayMsOf(request.url) : 0);
    if (delayMs > 0) await unlessGone(settings.sleep(delayMs), gone);
    await unlessGone(faults.wait('after', kind, path), gone);
    return fault === 'lost' ? 'reset' : withCors(answer, request, settings.cors);
  };

  return {
    settings,
    tokens,
    faults,
    journal,
    async handle(request, gone) {
      const entry = arrive(request);
      const end = (outcome: JournalEntry['outcome']) => {
        if (entry.outcome !== 'pending') return;
        entry.outcome = outcome;
        entry.endedAtMs = settings.now();
      };
      if (gone?.aborted) end('gone');
      gone?.addEventListener('abort', () => end('gone'), { once: true });
      const outcome = await serve(request, entry, gone);
      if (outcome === 'hang') return outcome;
      if (outcome !== 'reset' && entry.outcome === 'pending') entry.status = outcome.status;
      end(outcome === 'reset' ? 'reset' : 'answered');
      return outcome;
    },
  };
}
