export { authorizer } from './coordinating/authorizing.ts';
export { FreshkeyError, type FreshkeyErrorCode, isFreshkeyError, RefreshRefusedError } from './errors.ts';
export type { FailureKind } from './judging/failure.ts';
export type { TokenBinding, TokenSet, TokensInput } from './judging/token-set.ts';
export type { DemandReason, RefusalReason, ReplayReason } from './judging/verdict.ts';
export { type HeldLock, type Lock, memoryLock } from './keeping/lock.ts';
export { memoryStore } from './keeping/memory.ts';
export { type Ended, isSessionRecord, type SessionRecord } from './keeping/session-record.ts';
export type { StoreHost, TokenStore } from './keeping/store.ts';
export { type StorageLike, type WebStorageOptions, webStorage } from './keeping/web-storage.ts';
export type {
  AnswerSummary,
  Authorize,
  AuthorizeRequest,
  Authorizer,
  ExpiryOptions,
  LearnableAnswer,
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
export { type Closed, createSession, type Session } from './session.ts';
export type { LastFailure, SessionSnapshot, SessionStatus } from './state/state.ts';
export type { Diagnose, Diagnosis, Finding, RefusedExchange } from './telling/diagnosis.ts';
export type { SessionEvents, SessionListener } from './telling/events.ts';
export type { Explanation, PassReason } from './telling/explanation.ts';
export type { FlightTrace, RequestSummary, Step, StepTrace } from './telling/steps.ts';
