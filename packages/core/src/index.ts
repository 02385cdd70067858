export { FreshkeyError, type FreshkeyErrorCode, isFreshkeyError, RefreshRefusedError } from './errors.ts';
export type { FailureKind } from './judging/failure.ts';
export type { TokenSet, TokensInput } from './judging/token-set.ts';
export type { RefusalReason, ReplayReason } from './judging/verdict.ts';
export { type Lock, memoryLock } from './keeping/lock.ts';
export { isSessionRecord, memoryStore, type SessionRecord, type StoreHost, type TokenStore } from './keeping/store.ts';
export { type StorageLike, type WebStorageOptions, webStorage } from './keeping/web-storage.ts';
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
export type { RequestOptions } from './sending/exchange.ts';
export { bearer, type Credential, type HeaderReader, type Scheme } from './sending/scheme.ts';
export { type ApiKeyOptions, apiKey } from './sending/schemes/api-key.ts';
export { basic } from './sending/schemes/basic.ts';
export { cookie } from './sending/schemes/cookie.ts';
export { createSession, type Session } from './session.ts';
export type { SessionSnapshot, SessionStatus } from './state/state.ts';
export type { RequestSummary, SessionEvents, SessionListener } from './telling/events.ts';
export type { Diagnose, Diagnosis, Explanation, Finding, PassReason, RefusedExchange } from './telling/explanation.ts';
