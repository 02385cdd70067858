/**
 * The shapes that the contracts are about, as this package sees them: structural, since it may depend on nobody who
 * implements them. `@freshkey/core` declares them for everybody else.
 */
export interface TokenSet {
  readonly accessToken: string;
  readonly refreshToken?: string;
  readonly idToken?: string;
  readonly scope?: string;
  readonly receivedAtMs: number;
  readonly expiresAtMs?: number;
}

export interface SessionRecord {
  readonly generation: number;
  readonly loginId: string;
  readonly tokens: TokenSet | null;
  readonly ended?: { readonly code: string; readonly message: string };
}

export interface HeldLock {
  readonly lost: AbortSignal;
  readonly record?: SessionRecord | undefined;
  confirm?(): Promise<void>;
}

export interface Lock {
  run<T>(task: (held: HeldLock) => Promise<T>, wait: { signal: AbortSignal; timeoutMs: number }): Promise<T>;
}

export interface TokenStore {
  read(): SessionRecord | undefined | Promise<SessionRecord | undefined>;
  write(next: SessionRecord, expected: number | undefined): boolean | Promise<boolean>;
  subscribe?(listener: (record: SessionRecord) => void): () => void;
  readonly lock?: Lock;
  readonly sharing?: object;
  readonly readOnly?: boolean;
}

export interface Credential {
  headers?: Record<string, string>;
  query?: Record<string, string>;
  forHop?: (request: { method: string; url: string }) => Promise<Credential>;
}

export interface Scheme {
  readonly name: string;
  credential(tokens: TokenSet, request: { method: string; url: string }): Credential;
  learn?(answer: { headers: { get(name: string): unknown }; status: number }): 'again' | undefined;
  answers?(challengeScheme: string): boolean;
  readonly headers?: readonly string[];
  readonly query?: readonly string[];
  readonly ambient?: boolean;
  readonly followRedirects?: boolean;
}
