/** What went wrong, as data: `switch (error.code)` narrows. */
export type FreshkeyErrorCode =
  /** A token, or the result of `refresh`, cannot be used; the message says what is wrong with it, never what it is. */
  | 'invalid-tokens'
  /** A scheme produced a header or query value that must not be sent. */
  | 'invalid-credential'
  /** The authorization server, or `refresh` itself, refused for good. */
  | 'refresh-refused'
  /** The refresh failed in a way that may pass: network, timeout, 429, 5xx, or unknown. */
  | 'refresh-failed'
  /** The refresh did not answer within `refreshTimeoutMs`; nobody waits for it any longer. */
  | 'refresh-timeout'
  /** The last refreshes failed and the pause between attempts is not over. */
  | 'refresh-paused'
  /** The session has no `refresh`. */
  | 'no-refresh'
  /** There is no one signed in. */
  | 'signed-out'
  /** Somebody else signed in while the request was waiting. */
  | 'session-replaced'
  /** A refresh was refused for good: the user has to sign in again. */
  | 'session-ended'
  /** `dispose()` was called. */
  | 'session-disposed'
  /** The caller's signal ended the wait. */
  | 'aborted'
  /** A response that says unauthorized; `cause` of the client's own error. */
  | 'unauthorized'
  /** The token response did not grant the scopes that the request names. */
  | 'insufficient-scope'
  /** The store could not be read or written. */
  | 'store-failed'
  /** The store is not there for anybody of this partition: its API is missing or forbidden. */
  | 'store-absent'
  /** The store did not answer in time, or lost its connection. */
  | 'store-unreachable'
  /** What the store holds is not a session record. */
  | 'store-corrupt'
  /** The store's lock was not granted in time. */
  | 'lock-timeout'
  /** The store may not write here, so nothing is refreshed that could not be kept. */
  | 'store-read-only'
  /** `authorize` declined, or failed. */
  | 'not-authorized'
  /** The metadata of an authorization server or a resource could not be read, or are not those that were asked for. */
  | 'discovery-failed'
  /** A token endpoint, or another one of an authorization server, answered with an error or with what cannot be used. */
  | 'token-endpoint'
  /** A sign-in did not come to its end: declined, expired, or its answer belongs to another one. */
  | 'sign-in-failed'
  /** The session comes from a copy of @freshkey/core that this one cannot work with. */
  | 'incompatible-session';

const brand = Symbol.for('freshkey.error');

/**
 * Every error of Freshkey's own. Misuse (a wrong option) is a `TypeError` instead; a refused request surfaces as its
 * client's own error with one of these as `cause`.
 *
 * `cause` is kept, but never printed: it is often the client's error of the refresh, which holds the refresh token.
 */
export class FreshkeyError extends Error {
  override readonly name: string = 'FreshkeyError';
  readonly code: FreshkeyErrorCode;
  readonly #cause: unknown;

  constructor(code: FreshkeyErrorCode, message: string, cause?: unknown) {
    super(message);
    this.code = code;
    this.#cause = cause;
    Object.defineProperty(this, brand, { value: true });
  }

  override get cause(): unknown {
    return this.#cause;
  }

  /**
   * What Node, Deno and Bun print. Some versions of Node read `cause` through the getter (before 24.12), so that they are
   * given the text and no error.
   */
  [Symbol.for('nodejs.util.inspect.custom')](
    _depth: number,
    options: object,
    inspect: (value: unknown, options: object) => string,
  ): string {
    const { name: _name, ...shown } = this;
    return `${this.stack ?? this} ${inspect(shown, options)}`;
  }
}

/**
 * Throw this from `refresh` to end the session whatever the status was: `refresh` knows better.
 *
 * @example throw new RefreshRefusedError('the account was closed');
 */
export class RefreshRefusedError extends FreshkeyError {
  override readonly name = 'RefreshRefusedError';

  constructor(message = 'The refresh was refused.', cause?: unknown) {
    super('refresh-refused', message, cause);
  }
}

/** Whether a value is an error of Freshkey's, also of another copy of the package. */
export function isFreshkeyError(value: unknown): value is FreshkeyError {
  return typeof value === 'object' && value !== null && brand in value;
}
