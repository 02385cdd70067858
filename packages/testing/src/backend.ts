import type { World } from './world/world.ts';

/** What a refresh function is given, as far as ours need it. */
export interface RefreshCall {
  readonly tokens: { readonly refreshToken?: string } | null;
  readonly signal: AbortSignal;
}

/** A world that requests can reach: on loopback, or as a plain `fetch`. */
export interface Backend extends World {
  /** Where the world is, without a slash at the end: base URL of the API and of the token endpoint alike. */
  readonly url: string;
  /** Reaches the world: the platform's fetch, or one of its own. */
  readonly fetch: typeof fetch;
  /** A ready-made `refresh` for sessions: spends the refresh token at this world's token endpoint. */
  readonly refresh: (call: RefreshCall) => Promise<Response>;
  /** Ends the world and cuts what is under way. */
  close(): Promise<void>;
}

/** The refresh that RFC 6749 §6 describes, through any fetch. */
export function refreshThrough(send: typeof fetch, url: string): Backend['refresh'] {
  return ({ tokens, signal }) =>
    send(`${url}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: tokens?.refreshToken ?? '',
        client_id: 'app',
      }),
      signal,
    });
}
