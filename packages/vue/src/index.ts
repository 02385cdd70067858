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
export { createFreshkey, type Freshkey, type FreshkeyOptions } from './create-freshkey.ts';
export { SessionGate, type SessionGateSlots } from './session-gate.ts';
export { useFreshkey } from './use-freshkey.ts';
export { useSession } from './use-session.ts';
export { useSessionEvent } from './use-session-event.ts';
