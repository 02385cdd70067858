import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Route } from '../http/outgoing.ts';
import type { CurlCommand } from './curl-command.ts';
import type { Variables } from './lexed.ts';
import { readNamedFile } from './read-file.ts';
import { type CommandRequest, requestOf } from './request-of.ts';
import { routeOf } from './route.ts';

/** A request that is ready to go. */
export interface BuiltRequest extends CommandRequest {
  route: Route;
  /** How many redirects to follow; 0 without `-L`. */
  maxRedirects: number;
  /** Milliseconds for everything. Default: 30,000. */
  maxTimeMs: number;
}

interface BuildContext {
  env: Variables;
  userAgent: string;
}

const defaultMaxTimeMs = 30_000;
const defaultMaxRedirects = 50;

/**
 * Makes of a curl command the request that curl would send, and the way that it goes.
 *
 * @throws {UsageError} When the command names no URL, or a file that cannot be read.
 */
export async function buildRequest(command: CurlCommand, { env, userAgent }: BuildContext): Promise<BuiltRequest> {
  const netrc = env.NETRC ?? join(env.HOME ?? homedir(), '.netrc');
  const made = await requestOf(command, { userAgent, netrc, readFile: readNamedFile });
  return {
    ...made,
    route: await routeOf(command, new URL(made.request.url), env),
    maxRedirects: command.follow ? (command.maxRedirects ?? defaultMaxRedirects) : 0,
    maxTimeMs: command.maxTimeSec ? Math.min(command.maxTimeSec * 1000, 2 ** 31 - 1) : defaultMaxTimeMs,
  };
}
