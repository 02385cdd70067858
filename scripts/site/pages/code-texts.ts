import type { FreshkeyErrorCode, PassReason, RefusalReason, SessionEvents } from '../../../packages/core/src/index.ts';

/** What a page about a code says beside what the code's own comment and sentence say. */
export interface CodeText {
  readonly why: string;
  readonly fix: string;
  readonly isNot: string;
}

/** A page for each code: the compiler refuses a code without one, and one without its code. */
export const errorTexts: Readonly<Record<FreshkeyErrorCode, CodeText>> = {
  'invalid-tokens': {
    why: 'What came is no token: an empty string, the word `undefined` or `null`, a whole header, a member of another name, or an error that was answered with status 200.',
    fix: 'Read the message: it names the member and what is wrong with it. Return the token response as it came, or `{ accessToken, refreshToken, expiresAtMs }`.',
    isNot: 'A token that the server refuses: that is known only after a request, and is `unauthorized`.',
  },
  'invalid-credential': {
    why: 'A header value would hold a line break or a character that no header may carry. It was not sent.',
    fix: 'Trim what your scheme or your key comes from: most often a line break at the end of a file or variable.',
    isNot: 'A refusal by the server: nothing left the process.',
  },
  'refresh-refused': {
    why: 'The refresh token was used up, revoked, expired or belongs to another client (`invalid_grant` and its kin), or `refresh` threw `RefreshRefusedError`.',
    fix: 'The user signs in again; `ended` tells when. If it happens to many at once, look for a second place that refreshes: another client, tab or process with the same refresh token.',
    isNot: 'A network error, a 429 or a 5xx: those are `refresh-failed`, and nobody is signed out for them.',
  },
  'refresh-failed': {
    why: 'The network, a time-out, a 429, a 5xx, or an answer that is no token response. The session stays as it is.',
    fix: 'Nothing at once: the next need tries again, then after a growing pause. If it stays, look at `error.cause` in your log, and at the status of the token endpoint.',
    isNot: 'The end of the session. Do not sign anybody out for it; `explain(error)?.retryable` is `true`.',
  },
  'refresh-timeout': {
    why: '`refresh` did not settle within `refreshTimeoutMs` (default below 10 s). The flight goes on; its answer is still taken.',
    fix: 'Hand `signal` to the request that `refresh` makes, and look why the token endpoint is slow. Raise `refreshTimeoutMs` only if it is slow by nature.',
    isNot: 'A refusal: the session stays.',
  },
  'refresh-paused': {
    why: 'Refreshes failed one after the other, so the next attempt waits; requests meanwhile go out with the token at hand.',
    fix: 'Wait until `lastFailure.retryAtMs` of the snapshot, or call `session.refresh()`, which ends the pause. A browser that comes online ends it, too.',
    isNot: 'A lock for good: the pause has an end, and it is short after a first failure.',
  },
  'no-refresh': {
    why: 'The session was made without `refresh`: its token is static, checked and explained, never renewed.',
    fix: 'Set `refresh` in `createSession`, or replace the key that was refused.',
    isNot: 'A failed refresh: none was tried.',
  },
  'signed-out': {
    why: 'Nobody is signed in, or `signOut()` was called while the request waited.',
    fix: 'Show the sign-in. Requests that were under way at a sign-out reject once, quietly, as aborted ones do: filter them where you show errors.',
    isNot: 'The end of a session by the server: that is `session-ended`.',
  },
  'session-replaced': {
    why: 'Somebody signed in while the request waited. It is never sent as somebody else.',
    fix: 'Make the request again for the user who is signed in now.',
    isNot: 'An error of the network or the server.',
  },
  'session-ended': {
    why: 'A refresh was refused for good. Requests go out without a credential from then on.',
    fix: 'Ask the user to sign in, and show `snapshot.ended.message`. `session.on("ended", …)` tells it once, in every tab.',
    isNot: 'Something that trying again cures.',
  },
  'session-disposed': {
    why: '`dispose()` was called and the session used afterwards, often by an effect that ran twice.',
    fix: 'Make one session beside your client, outside of components. On a server dispose of it when the request is over.',
    isNot: 'A sign-out: the tokens are still in the store.',
  },
  aborted: {
    why: 'The signal that you handed over was aborted, or its time was up. Only this wait ended.',
    fix: 'Nothing, where you aborted it. The shared refresh goes on for everybody else.',
    isNot: 'A failed refresh.',
  },
  unauthorized: {
    why: 'The API refused the request, and a refresh could not cure it.',
    fix: 'Read `session.explain(error)`: `reason` says why it surfaced, and `diagnosis` what to change, where `diagnose` is configured.',
    isNot: 'A bug in the client: the original error of axios, ky or fetch stands as it is, with this as its cause.',
  },
  'insufficient-scope': {
    why: 'The request names scopes that the token response did not grant. It was not sent.',
    fix: 'Ask for the scope at the sign-in, or grant it to the client at the authorization server.',
    isNot: 'Something that a refresh cures: a refreshed token has the same scopes.',
  },
  'store-failed': {
    why: 'The database, `localStorage` or your own store threw. The session goes on in memory.',
    fix: 'Look at `error.cause` of the event `store-failed`. Until it works, a reload may find an older token.',
    isNot: 'A reason to sign the user out.',
  },
  'store-absent': {
    why: 'The browser forbids the storage here: a private window, a blocked third-party frame, a policy.',
    fix: 'Nothing: the session lives in this tab alone. Offer a sign-in after a reload.',
    isNot: 'A store that is slow or full.',
  },
  'store-unreachable': {
    why: 'Redis, the database or the disk did not answer in time.',
    fix: 'Mend the connection. A refresh waits for it, since a refresh token that cannot be kept would be lost.',
    isNot: 'A refusal by the authorization server.',
  },
  'store-corrupt': {
    why: 'Somebody else wrote under this key, or a record was cut off.',
    fix: 'Give each session a key of its own. Delete what stands there; the user signs in again.',
    isNot: 'A record of an older version: those are read.',
  },
  'lock-timeout': {
    why: 'Another process held the lock for longer than anybody waits.',
    fix: 'Look for a process that hangs in `refresh`. The lock of a process that died ends by itself.',
    isNot: 'A refresh that failed: none was begun here.',
  },
  'store-read-only': {
    why: 'The place may read the tokens and not write them, as a server component may not set cookies.',
    fix: 'Let a place refresh that can write: a middleware, a route handler, the browser.',
    isNot: 'A broken store.',
  },
  'not-authorized': {
    why: '`authorize` returned nothing, or threw: the user declined, or the window was closed.',
    fix: 'Offer the action again when the user asks for it.',
    isNot: 'The end of the session: the token that was there stays.',
  },
  'discovery-failed': {
    why: 'The metadata of the issuer or resource did not come, or name another issuer than the one that was asked.',
    fix: 'Compare the `issuer` in the document with the one in your options, letter by letter, the last slash included.',
    isNot: 'A refused token.',
  },
  'token-endpoint': {
    why: 'The authorization server answered with an error, or with what is no token response.',
    fix: 'Read the description in the message; it is the server’s own.',
    isNot: 'Always the end: only a refused grant ends a session.',
  },
  'sign-in-failed': {
    why: 'The user declined, the time was up, or the answer carries another `state` than the one that was sent.',
    fix: 'Begin the sign-in anew. If it happens always: the redirect address must be registered exactly as it is sent.',
    isNot: 'A session that ended: none had begun.',
  },
  'incompatible-session': {
    why: 'Two copies of `@freshkey/core` are installed that do not understand each other.',
    fix: 'Run `npm ls @freshkey/core`, and bring all `@freshkey/*` to one version.',
    isNot: 'A wrong option.',
  },
};

const endedFix = 'Show the sign-in, with the reason of the end where there is one.';

export const reasonTexts: Readonly<Record<RefusalReason, CodeText>> = {
  'no-credential': {
    why: 'There was no token to send. The API wants one.',
    fix: 'Wait for `session.ready`, and show screens that need a user only while the status is `active` (`SessionGate`).',
    isNot: 'A token that was lost on the way: a proxy that drops the header leaves another trace.',
  },
  'session-ended': { why: 'A refresh was refused for good before.', fix: endedFix, isNot: 'A blip of the network.' },
  'signed-out': {
    why: '`signOut()` was called meanwhile, here or in another tab.',
    fix: endedFix,
    isNot: 'A refusal of the token.',
  },
  'session-replaced': {
    why: 'A request of one login is never sent as another.',
    fix: 'Make the request again for who is signed in now.',
    isNot: 'A refusal of the token.',
  },
  'session-disposed': {
    why: 'The session was disposed of while the request was under way.',
    fix: 'Dispose of a session when nothing of it is under way: `await session.close()`.',
    isNot: 'A sign-out.',
  },
  'other-origin': {
    why: 'A credential leaves only for the origins that it was meant for.',
    fix: 'Name the other origin in `origins` if it is yours, or call it by its own address.',
    isNot: 'A refusal of your token: it was not sent there.',
  },
  proxy: {
    why: 'Status 407 comes from a proxy and not from the API.',
    fix: 'Give the proxy its credentials where the proxy is configured.',
    isNot: 'About your token.',
  },
  'other-scheme': {
    why: 'A password gate, a VPN or an API gateway asks for `Basic`, `Negotiate` or the like.',
    fix: 'Take the gate away from this path, or give it its own credential. See [401s that are not about the token](site:guide/not-about-the-token).',
    isNot: 'Something that a new token cures: none is fetched for it.',
  },
  'insufficient-scope': {
    why: 'The token is good and lacks a right.',
    fix: 'Ask for the scope at the sign-in, or configure `authorize`, which asks for it when it is needed.',
    isNot: 'An expired token. See [401 or 403](site:questions/401-or-403).',
  },
  'step-up': {
    why: 'The API wants a stronger or a more recent sign-in (RFC 9470).',
    fix: 'Send the user through the sign-in with the `acr_values` or `max_age` of the challenge; `authorize` is handed both.',
    isNot: 'An expired token.',
  },
  'claims-challenge': {
    why: 'Conditional access or the like asks for claims.',
    fix: 'Hand the claims of the challenge to the authorization request; `authorize` is handed them.',
    isNot: 'An expired token.',
  },
  'malformed-request': {
    why: 'The challenge says `invalid_request`: a header twice, two tokens, a broken value.',
    fix: 'Run `npx why401` with the request: it says which part.',
    isNot: 'A matter of the token’s age.',
  },
  'invalid-proof': {
    why: 'The DPoP proof does not fit: another key, address, method, or a clock that is off.',
    fix: 'Keep the key with the token, and set the clock.',
    isNot: 'A refused token.',
  },
  'no-refresh': {
    why: 'There is no `refresh` among the options.',
    fix: 'Set it, or replace the key.',
    isNot: 'A failed refresh.',
  },
  'refresh-forbidden': {
    why: 'The request carries `refresh: false`.',
    fix: 'Take the option away where the 401 is about the token.',
    isNot: 'A mishap.',
  },
  'refresh-useless': {
    why: 'Tokens that were just renewed were refused here a short while ago.',
    fix: 'Read the diagnosis: audience, scope or another gate. The pause ends by itself.',
    isNot: 'A lock: other paths refresh as ever.',
  },
  'read-only': {
    why: 'A refresh here would lose the new refresh token.',
    fix: 'Refresh where it can be kept: a middleware, a route handler, the browser.',
    isNot: 'A broken store.',
  },
  'not-authorized': {
    why: '`authorize` was asked and brought nothing.',
    fix: 'Offer the action again.',
    isNot: 'The end of the session.',
  },
  'still-refused': {
    why: 'The token is new, so its age is not what the API objects to: audience, issuer, scope, another environment, a gate, a wrong password behind the same status.',
    fix: 'Run `npx why401` with the request, or configure `diagnose`: it names which one. A wrong password wants `bypass` on the login call.',
    isNot: 'An expired token: it was replayed with a current one.',
  },
  'refresh-failed': {
    why: 'The refresh failed in a way that may pass.',
    fix: 'Offer “try again”; do not sign out.',
    isNot: 'A refusal for good.',
  },
  'refresh-refused': {
    why: 'The authorization server refused the refresh token.',
    fix: endedFix,
    isNot: 'A blip of the network.',
  },
  'refresh-timeout': {
    why: 'The token endpoint did not answer in time.',
    fix: 'Offer “try again”. Its late answer is still taken.',
    isNot: 'A refusal for good.',
  },
  'refresh-paused': {
    why: 'Refreshes failed lately; the next one waits.',
    fix: 'Try again after `lastFailure.retryAtMs`.',
    isNot: 'A refusal for good.',
  },
  'replay-forbidden': {
    why: 'The request carries `replay: false`.',
    fix: 'Send it again yourself, once you know that it may be sent twice.',
    isNot: 'A refused token: a new one is there.',
  },
  'body-not-replayable': {
    why: 'A stream can be read once. It is never sent empty.',
    fix: 'Send a string, bytes, a `Blob` or a `FormData`, or refresh first: `await session.getAccessToken({ minValidityMs: 60_000 })`.',
    isNot: 'A refused token: a new one is there.',
  },
  'hidden-by-network-error': {
    why: 'A browser hides an answer without CORS headers, and gateways answer 401 without them.',
    fix: 'Let the gateway send `Access-Control-Allow-Origin` on errors too. See [refusal-hidden-by-browser](site:why/refusal-hidden-by-browser).',
    isNot: 'Certain: the network may really have failed.',
  },
};

export const passTexts: Readonly<Record<PassReason, CodeText>> = {
  bypassed: {
    why: 'The request carries `bypass`, as sign-in calls should.',
    fix: 'Take the mark away if the request is one of the session’s.',
    isNot: 'A refusal of your token: none was sent.',
  },
  refresh: {
    why: 'It is the refresh itself, through the same client.',
    fix: 'Nothing: a refresh never waits for itself.',
    isNot: 'A loop.',
  },
  'other-origin': {
    why: 'The address is of another origin than the client’s base URL and `origins`.',
    fix: 'Name it: `origins: ["https://api.example.com"]`.',
    isNot: 'A token that was lost: it was kept back.',
  },
  'no-origin': {
    why: 'Neither a base URL nor `origins` says where the token may go.',
    fix: 'Set `baseURL` of the client, or `origins` of the session.',
    isNot: 'A refusal of your token: none was sent.',
  },
  'own-credential': {
    why: 'The request brings an `Authorization` header of its own, which is not touched.',
    fix: 'Remove the old interceptor that sets the header.',
    isNot: 'The session’s token being refused.',
  },
  'no-cors': {
    why: 'In this mode the platform drops the header in silence.',
    fix: 'Use `mode: "cors"`, and let the API answer the preflight.',
    isNot: 'A refusal of your token: it was never sent.',
  },
};

/** When each event comes, and what it is good for. */
export const eventTexts: Readonly<Record<keyof SessionEvents, string>> = {
  'signed-in': 'After `signIn`, here or in another tab. Load what belongs to the user.',
  'signed-out': 'After `signOut`, here or in another tab. Drop what belonged to the user: caches, queries.',
  refreshed: 'A new token is there; `adopted`: somebody else brought it. Nothing needs to be done.',
  'refresh-failed': 'A refresh failed in a way that may pass, or was refused (`kind`). Log it; sign nobody out for it.',
  ended: 'A refresh was refused for good. Once. Show the sign-in with `message`; `code` says which end it was.',
  held: 'A request waits for the store or for a refresh.',
  replayed: 'A request goes out once more; `reason` says why.',
  unauthorized:
    'A refusal surfaces at its caller, with its explanation. The place for a toast, where `retryable` tells what it says.',
  passed: 'A request that was left alone was answered 401; `hint` names the line that would make it the session’s.',
  'store-failed': 'The store could not be read, written or locked; the session goes on in memory.',
  'callback-failed': 'A function of yours threw or hung; no request was broken by it.',
  step: 'For timelines: one step on a request’s way. [The devtools](site:packages/devtools) draw it.',
  flight: 'For timelines: a refresh begins, and comes to its end.',
};
