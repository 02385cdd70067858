import { AsyncLocalStorage } from 'node:async_hooks';
import { createSession, type Session } from '@freshkey/react';

/** Stands in for what Next.js and the application's `lib/api.ts` give: the cookie of this request, a session a user. */
export const cookie = new AsyncLocalStorage<string | undefined>();
const sessions = new Map<string, Session>();

export async function userOfCookie(): Promise<string | undefined> {
  return cookie.getStore();
}

export function sessionOf(userId: string): Session {
  const session = sessions.get(userId) ?? createSession({ tokens: `secret-of-${userId}` });
  sessions.set(userId, session);
  return session;
}
