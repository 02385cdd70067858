import { FreshkeyError, type FreshkeyErrorCode } from '@freshkey/core';

/** What is known of a failure beside its words. */
export interface OAuthFailure {
  readonly error?: string | undefined;
  readonly description?: string | undefined;
  readonly response?: Response | undefined;
  /** A refresh token that came all the same: the server has rotated, and the session keeps it. */
  readonly refreshToken?: unknown;
  readonly cause?: unknown;
}

/**
 * What a server answered instead of what was asked for: which server, which member, and what to change. Its `code` is
 * `discovery-failed`, `token-endpoint` or `sign-in-failed`.
 */
export class OAuthError extends FreshkeyError {
  override readonly name = 'OAuthError';
  /** The server's own code (RFC 6749 §5.2 and §4.1.2.1): `invalid_client`. */
  declare readonly error?: string;
  /** The status of its answer. */
  declare readonly status?: number;

  constructor(code: FreshkeyErrorCode, message: string, failure: OAuthFailure = {}) {
    const { error, description, response, refreshToken, cause } = failure;
    super(code, message, cause);
    if (error !== undefined) this.error = error;
    if (response) this.status = response.status;
    // What core reads of an error, and nobody prints.
    const hidden = {
      response,
      data: { error, error_description: description },
      tokens: { refresh_token: refreshToken },
    };
    for (const [name, value] of Object.entries(hidden)) Object.defineProperty(this, name, { value });
  }
}
