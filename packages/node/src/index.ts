export { type SessionContext, type SessionsByKey, sessionContext } from './session-context.ts';
