import { readAhead } from './read-ahead.ts';

/** What a constructor cannot give a response. */
type Dress = { readonly [Key in 'url' | 'type' | 'redirected']?: Response[Key] };

/** Gives a response, and every clone of it, what no constructor can. */
export function dressed(response: Response, dress: Dress): Response {
  const clone = () => dressed(Object.getPrototypeOf(response).clone.call(response), dress);
  const members = Object.entries({ ...dress, clone });
  return Object.defineProperties(
    response,
    Object.fromEntries(members.map(([name, value]) => [name, { value, configurable: true }])),
  );
}

/** The same answer, with its body in memory as far as that is reasonable: it keeps no connection. */
export function setAsideResponse(response: Response): Response {
  const { body, status, statusText, headers, url, type, redirected } = response;
  if (typeof body?.getReader !== 'function' || body.locked || response.bodyUsed) return response;
  const kept = new (response.constructor as typeof Response)(readAhead(body), { status, statusText, headers });
  return dressed(kept, { url, type, redirected });
}
