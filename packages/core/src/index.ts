export { FreshkeyError, type FreshkeyErrorCode, isFreshkeyError, RefreshRefusedError } from './errors.ts';
export type { RequestSummary, SessionEvents, SessionListener } from './events.ts';
export type { Diagnose, Diagnosis, Explanation, Finding, PassReason, RefusedExchange } from './explanation.ts';
export type { FailureKind } from './failure.ts';
export { type Lock, memoryLock } from './lock.ts';
export type {
  AnswerSummary,
  ExpiryOptions,
  Refresh,
  RefreshContext,
  RefreshResult,
  RefreshTokens,
  ReplayOptions,
  SessionOptions,
} from './options.ts';
export type { RequestOptions } from './request.ts';
export { bearer, type Credential, type HeaderReader, type Scheme } from './scheme.ts';
export { type ApiKeyOptions, apiKey } from './schemes/api-key.ts';
export { basic } from './schemes/basic.ts';
export { cookie } from './schemes/cookie.ts';
export { createSession, type Session } from './session.ts';
export type { SessionSnapshot, SessionStatus } from './state.ts';
export { isSessionRecord, memoryStore, type SessionRecord, type StoreHost, type TokenStore } from './store.ts';
export type { TokenSet, TokensInput } from './token-set.ts';
export type { RefusalReason, ReplayReason } from './verdict.ts';
export { type StorageLike, type WebStorageOptions, webStorage } from './web-storage.ts';
