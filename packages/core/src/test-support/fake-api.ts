import type { Refresh, SessionOptions } from '../options.ts';
import { createSession, type Session } from '../session.ts';
import { createClient, type FakeRequest, type FakeResponse } from './fake-client.ts';

export interface FakeApi {
  /** The access token that the API takes. */
  valid: string;
  readonly log: string[];
  /** Called for each request that arrives; may delay or replace the answer. */
  intercept: ((request: FakeRequest, answer: FakeResponse) => FakeResponse | Promise<FakeResponse>) | undefined;
}

export const challenge = { 'www-authenticate': 'Bearer error="invalid_token"' };

type FakeApiOptions = Omit<SessionOptions, 'refresh' | 'refreshWhenEmpty'> & { readonly refresh?: Refresh | undefined };

/** A session on a fake API: the session holds `old`, the API takes `new`, and `refresh` brings it. */
export function createFakeApi(options: FakeApiOptions = {}): {
  api: FakeApi;
  session: Session;
  client: ReturnType<typeof createClient>;
  refreshes: () => number;
} {
  const api: FakeApi = { valid: 'new', log: [], intercept: undefined };
  const refresh = async () => {
    api.log.push('refresh');
    return { access_token: api.valid, expires_in: 3600 };
  };
  const session = createSession({
    tokens: { accessToken: 'old', refreshToken: 'r1' },
    refresh,
    log: false,
    ...options,
  } as SessionOptions);
  const client = createClient(session, async (request) => {
    api.log.push(`${request.method} ${request.path} ${request.token ?? '-'}`);
    const answer = request.token === api.valid ? { status: 200 } : { status: 401, headers: challenge };
    return api.intercept ? api.intercept(request, answer) : answer;
  });
  return { api, session, client, refreshes: () => api.log.filter((line) => line === 'refresh').length };
}
