import { FreshkeyError } from '../errors.ts';
import type { SessionRecord } from '../keeping/session-record.ts';

/** Why a request or wait of a login that is no longer the current one comes to its end. */
export function endOfLogin(current: SessionRecord | undefined): FreshkeyError {
  return current?.tokens
    ? new FreshkeyError('session-replaced', 'Somebody else signed in meanwhile.')
    : new FreshkeyError('signed-out', 'The session was signed out meanwhile.');
}

export function endOfSession(): FreshkeyError {
  return new FreshkeyError('session-disposed', 'The session was disposed of.');
}

/** Why there is no token. */
export function nobody(current: SessionRecord | undefined): FreshkeyError {
  return current?.ended
    ? new FreshkeyError('session-ended', current.ended.message)
    : new FreshkeyError('signed-out', 'Nobody is signed in.');
}

/** Whether an error says that a sign-in, a sign-out or the session's own end came between. */
export function isFence({ code }: FreshkeyError): boolean {
  return code === 'signed-out' || code === 'session-replaced' || code === 'session-disposed';
}

/** Why a request of that login must not be sent any more. */
export function fenceOf(
  { disposed, record }: { readonly disposed: boolean; readonly record: SessionRecord | undefined },
  loginId: string | undefined,
): FreshkeyError | undefined {
  if (disposed) return endOfSession();
  return loginId === undefined || loginId === record?.loginId ? undefined : endOfLogin(record);
}
