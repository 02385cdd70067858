export type { EncryptionKey, SharedTokenStore } from '@freshkey/core/shared';
export { type FileStoreOptions, fileStore } from './file-store/file-store.ts';
export { type SessionContext, type SessionsByKey, sessionContext } from './session-context.ts';
