export {
  apiKey,
  basic,
  bearer,
  cookie,
  createSession,
  type Explanation,
  FreshkeyError,
  type FreshkeyErrorCode,
  isFreshkeyError,
  memoryStore,
  RefreshRefusedError,
  type RequestOptions,
  type Session,
  type SessionEvents,
  type SessionOptions,
  type SessionSnapshot,
  type SessionStatus,
  type TokenSet,
  type TokensInput,
  webStorage,
} from '@freshkey/core';
export { extend } from './extend.ts';
export { hooks, type KyRequestOptions } from './hooks.ts';
