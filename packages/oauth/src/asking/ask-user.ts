import { type AuthorizeRequest, type Authorizer, authorizer, type TokensInput } from '@freshkey/core';
import { subjectOf } from '@freshkey/core/adapter';
import type { AuthorizationServer } from 'oauth4webapi';
import type { Authority } from '../authority.ts';
import { OAuthError } from '../oauth-error.ts';
import { authorizationUrl } from '../sign-in/authorization-url.ts';
import { callback } from '../sign-in/callback.ts';
import type { Transaction } from '../sign-in/transaction.ts';

/** What the user is to be asked for. */
export interface Question extends Pick<AuthorizeRequest, 'reason' | 'request' | 'signal'> {
  /** Where the user answers. */
  readonly url: string;
  /** For a page that goes there itself and never comes back to this promise: kept until `callback`. A secret. */
  readonly transaction: Transaction;
  /** What is asked for: all that was asked for so far, and what the API lacks. */
  readonly scope: string | undefined;
}

/** Shows the question; the address that came back, or `undefined`: declined. */
export type Ask = (question: Question) => string | URL | undefined | Promise<string | URL | undefined>;

/**
 * For the option `authorize` of `oauth`: brings what a refresh cannot, a scope (`insufficient_scope`, RFC 6750 §3.1), a stronger or
 * a more recent authentication (RFC 9470), claims, or a first sign-in where the API says where (RFC 9728 §5.1). The refused
 * requests wait and are replayed; each demand is asked for once, in all tabs; a decline counts for all that were out. Whoever
 * answers has to be the user who is signed in.
 *
 * @param ask shows the address to the user.
 * @param options.widenByRefresh first asks the token endpoint for the scope, for servers that grant more than they did.
 * Default: false.
 * @example oauth({ issuer, clientId, redirectUri, authorize: askUser(({ url, signal }) => openPopup(url, signal)) });
 */
export function askUser(
  ask: Ask,
  { widenByRefresh = false }: { readonly widenByRefresh?: boolean } = {},
): (authority: Authority) => Authorizer {
  if (typeof ask !== 'function') throw new TypeError('askUser: expects a function that shows an address to the user.');
  return (authority) =>
    authorizer(async (demand) => {
      const server = await authority.server(demand.resourceMetadata);
      const scope = unite(...standardScopes(authority, server, demand), demand.tokens?.scope, demand.scope);
      if (widenByRefresh && scope !== undefined) {
        const widened = await widen(demand, scope);
        if (widened) return widened;
      }
      const { reason, request, signal } = demand;
      const { url, transaction } = await authorizationUrl({ authority }, { scope, parameters: membersOf(demand) });
      const address = await ask({ url, transaction, reason, scope, request, signal });
      if (address === undefined) return undefined;
      const brought = await callback({ authority }, address, transaction);
      checkSubject(demand, brought);
      return brought;
    });
}

/** What the application asks for; where it says nothing, what the API names, and a refresh token where there are such. */
function standardScopes({ settings, scope }: Authority, server: AuthorizationServer, demand: AuthorizeRequest) {
  if (settings.scope !== undefined) return [settings.scope];
  const named = demand.scope ?? scope;
  // Alone it would take the place of what the server grants by itself.
  return [named, named && server.scopes_supported?.includes('offline_access') ? 'offline_access' : undefined];
}

/**
 * With what was *requested*: a token for one resource names neither `openid` nor `offline_access`, and who asks for what was granted
 * alone loses the refresh token at the next consent.
 */
function unite(...scopes: (string | undefined)[]): string | undefined {
  const names = new Set(scopes.flatMap((scope) => scope?.split(' ') ?? []).filter(Boolean));
  return names.size > 0 ? [...names].join(' ') : undefined;
}

async function widen(
  { reason, tokens, scope = '', renew }: AuthorizeRequest,
  all: string,
): Promise<TokensInput | undefined> {
  if (reason !== 'insufficient-scope' || !tokens?.refreshToken) return undefined;
  try {
    const widened = await renew({ scope: all });
    const granted = widened.scope?.split(' ');
    return granted && scope.split(' ').every((name) => granted.includes(name)) ? widened : undefined;
  } catch {
    // It grants no more than it did (RFC 6749 §6): then the user is asked.
    return undefined;
  }
}

function membersOf({ acrValues, maxAgeSec, claims }: AuthorizeRequest): Record<string, string | undefined> {
  return { acr_values: acrValues, max_age: maxAgeSec?.toString(), claims: claims && claimsOf(claims) };
}

/** Entra ID sends the JSON of a claims challenge as base64. */
function claimsOf(claims: string): string {
  try {
    return claims.startsWith('{') ? claims : atob(claims.replace(/-/g, '+').replace(/_/g, '/'));
  } catch {
    return claims;
  }
}

/** A question keeps the login: nothing that waits is sent as somebody else. */
function checkSubject({ tokens }: AuthorizeRequest, brought: TokensInput): void {
  const { id_token: idToken = '' } = brought as { id_token?: string };
  const [before, after] = [tokens && subjectOf(tokens), subjectOf({ idToken, accessToken: '', receivedAtMs: 0 })];
  if (before === undefined || after === undefined || before === after) return;
  const why = 'Somebody else answered than who is signed in: the session stays as it is.';
  throw new OAuthError('sign-in-failed', `${why} To change the user, sign out first.`);
}
