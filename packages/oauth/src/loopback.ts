/**
 * Sign-in of a command line, through the browser of the machine (RFC 8252 §7.3). For Node.
 *
 * @module
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TokensInput } from '@freshkey/core';
import { authorizationUrl, callback, type OAuth, OAuthError, type SignInOptions } from './index.ts';

/** See `loopback`. */
export interface LoopbackOptions extends Pick<SignInOptions, 'scope' | 'parameters'> {
  /** Shows the address to the user: opens a browser, or prints it. */
  readonly open: (url: string) => unknown;
  /** Ends the waiting. */
  readonly signal?: AbortSignal;
  /** How long the user may take. Milliseconds, above 0; default 300,000. */
  readonly timeoutMs?: number;
  /** The path of the redirect address, `http://127.0.0.1:<port>/callback`. Default: `/callback`. */
  readonly path?: string;
  /** For servers that do not allow any port (RFC 8252 §7.3). Default: a free one. */
  readonly port?: number;
}

const page = (text: string) =>
  `<!doctype html><meta charset="utf-8"><title>Sign-in</title><p>${text} You can close this window.</p>`;

/**
 * Signs in through a browser on this machine: listens on 127.0.0.1 until the answer comes, for `session.signIn`.
 *
 * @throws OAuthError as `callback`, and `sign-in-failed` where nobody came in time; the signal's reason.
 * @example await session.signIn(await loopback(auth, { open: (url) => console.log(`Sign in at ${url}`) }));
 */
export async function loopback(auth: OAuth, options: LoopbackOptions): Promise<TokensInput> {
  const { open, signal, timeoutMs = 300_000, path = '/callback', port = 0, scope, parameters } = options;
  signal?.throwIfAborted();
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  try {
    const redirectUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
    const { url, transaction } = await authorizationUrl(auth, { scope, parameters, redirectUri });
    const came = new Promise<{ answer: URLSearchParams; response: ServerResponse }>((resolve, reject) => {
      server.on('request', (request, response) => {
        const asked = new URL(request.url ?? '/', redirectUri);
        // A browser asks for its icon, and anybody on this machine for anything: only the answer to this sign-in counts.
        if (asked.pathname === path && asked.searchParams.get('state') === transaction.state)
          resolve({ answer: asked.searchParams, response });
        else response.writeHead(404, { connection: 'close' }).end();
      });
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    await open(url);
    const { answer, response } = await inTime(came, timeoutMs);
    try {
      const tokens = await callback(auth, answer, transaction);
      show(response, 200, 'You are signed in.');
      return tokens;
    } catch (error) {
      show(response, 400, 'The sign-in failed; the program says why.');
      throw error;
    }
  } finally {
    server.close();
  }
}

function show(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', connection: 'close' }).end(page(text));
}

async function inTime<T>(came: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const why = `Nobody signed in within ${timeoutMs} ms ("timeoutMs").`;
    timer = setTimeout(() => reject(new OAuthError('sign-in-failed', why)), timeoutMs);
  });
  try {
    return await Promise.race([came, late]);
  } finally {
    clearTimeout(timer);
  }
}
