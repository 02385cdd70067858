import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An API and its token endpoint, for many users at once: it knows whose every token is, and what was said of each request. */
export interface UsersApi {
  readonly url: string;
  issue(user: string): { access_token: string; refresh_token: string; expires_in: number };
  /** The user's access token is refused from now on. */
  revoke(user: string): void;
  /** Requests that carried another user's token than they were made for. */
  readonly mixedUp: string[];
  /** Refresh tokens that came a second time. */
  readonly reused: string[];
  /** Requests that came with a token of somebody who had signed out before they were sent. */
  readonly late: string[];
  signedOut(user: string): void;
  readonly refreshes: number;
  close(): Promise<void>;
}

/** @param delayMs how long an answer takes. */
export async function startUsersApi(delayMs: () => number): Promise<UsersApi> {
  const owners = new Map<string, string>();
  const valid = new Set<string>();
  const refreshTokens = new Map<string, { user: string; isSpent: boolean }>();
  const gone = new Set<string>();
  const [mixedUp, reused, late] = [[] as string[], [] as string[], [] as string[]];
  let [issued, refreshes] = [0, 0];

  const issue = (user: string) => {
    const [access, refresh] = [`at-${++issued}-${user}`, `rt-${issued}-${user}`];
    owners.set(access, user);
    valid.add(access);
    refreshTokens.set(refresh, { user, isSpent: false });
    return { access_token: access, refresh_token: refresh, expires_in: 3600 };
  };

  const textOf = async (message: IncomingMessage) => {
    let text = '';
    for await (const chunk of message) text += String(chunk);
    return text;
  };

  function renew(body: string): [status: number, answer: object] {
    const spent = new URLSearchParams(body).get('refresh_token') ?? '';
    const known = refreshTokens.get(spent);
    if (!known || known.isSpent) {
      reused.push(spent);
      return [400, { error: 'invalid_grant' }];
    }
    known.isSpent = true;
    refreshes++;
    return [200, issue(known.user)];
  }

  function serve(message: IncomingMessage): [status: number, answer: object] {
    const token = (message.headers.authorization ?? '').replace('Bearer ', '');
    const madeFor = String(message.headers['x-made-for']);
    const owner = owners.get(token);
    if (owner !== undefined && owner !== madeFor) mixedUp.push(`${madeFor} was sent as ${owner}`);
    if (owner !== undefined && gone.has(token) && message.headers['x-after-sign-out']) late.push(madeFor);
    return valid.has(token) ? [200, { user: owner }] : [401, { error: 'invalid_token' }];
  }

  const server = createServer(async (message, response) => {
    const body = await textOf(message).catch(() => '');
    const [status, answer] = message.url === '/oauth/token' ? renew(body) : serve(message);
    await new Promise((resolve) => setTimeout(resolve, delayMs()));
    const challenge = status === 401 ? { 'www-authenticate': 'Bearer error="invalid_token"' } : {};
    response.writeHead(status, { 'content-type': 'application/json', ...challenge }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    issue,
    revoke(user) {
      for (const token of valid) if (owners.get(token) === user) valid.delete(token);
    },
    signedOut(user) {
      for (const [token, owner] of owners) if (owner === user) gone.add(token);
    },
    mixedUp,
    reused,
    late,
    get refreshes() {
      return refreshes;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
