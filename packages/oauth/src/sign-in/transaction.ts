/** What a sign-in has to remember until the user comes back: plain JSON, for the session storage of a page or a cookie. */
export interface Transaction {
  readonly issuer: string;
  readonly clientId: string;
  readonly redirectUri: string;
  /** Ties the answer to this sign-in (RFC 6749 §10.12). */
  readonly state: string;
  /** RFC 7636 §4.1: a secret. */
  readonly codeVerifier: string;
  /** Ties the ID token to it (OpenID Connect Core §3.1.2.1); absent where none is asked for. */
  readonly nonce?: string | undefined;
  readonly scope?: string | undefined;
  /** How old the user's authentication may be, in seconds. */
  readonly maxAgeSec?: number | undefined;
  /** The authentication context classes of which one is needed, separated by spaces. */
  readonly acrValues?: string | undefined;
  /** The thumbprint of the key that the tokens will be bound to. */
  readonly key?: string | undefined;
}
