import { answersUnlessForeign, type Scheme } from '../scheme.ts';

/**
 * The platform carries the credential in a cookie: nothing is added to a request, a 401 is refreshed and replayed.
 * The session needs no tokens and is active from the start; `refresh` may return nothing.
 * Boundary: cookies themselves, `credentials: 'include'` and CSRF are the client's to set.
 */
export function cookie(): Scheme {
  return { name: 'Cookie', ambient: true, isConstant: true, answers: answersUnlessForeign, credential: () => ({}) };
}
