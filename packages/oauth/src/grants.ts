import type { TokenSet } from '@freshkey/core';

/** What a grant knows when it is asked. */
export interface GrantContext {
  /** The tokens at hand; absent: the first time. */
  readonly tokens?: TokenSet | undefined;
  /** The authorization server's issuer: the `aud` of an assertion (RFC 7523 §3). */
  readonly issuer: string;
  readonly signal: AbortSignal;
}

/** How tokens are asked for where nobody signs in: the session begins, and begins anew, by itself. */
export interface Grant {
  readonly type: string;
  parameters(context: GrantContext): Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
}

/** A secret that is at hand, or asked for each time. */
export type TokenSource = string | ((context: GrantContext) => string | Promise<string>);

function read(source: TokenSource, context: GrantContext): string | Promise<string> {
  return typeof source === 'function' ? source(context) : source;
}

/** The client itself, for a service (RFC 6749 §4.4). */
export function clientCredentials(): Grant {
  return { type: 'client_credentials', parameters: () => ({}) };
}

/**
 * Any assertion of another issuer (RFC 7521 §4.1).
 *
 * @param type the grant's name, `urn:ietf:params:oauth:grant-type:saml2-bearer`.
 * @param assertion asked for at every request.
 */
export function assertionGrant(type: string, assertion: TokenSource): Grant {
  return { type, parameters: async (context) => ({ assertion: await read(assertion, context) }) };
}

/**
 * A JWT that the application signs (RFC 7523 §2.1): a service account.
 *
 * @param assertion makes one each time; `issuer` is what its `aud` names where the server does not say otherwise.
 */
export function jwtBearer(assertion: TokenSource): Grant {
  return assertionGrant('urn:ietf:params:oauth:grant-type:jwt-bearer', assertion);
}

const tokenTypes = 'urn:ietf:params:oauth:token-type:';

/** See `tokenExchange`; types are a short name (`access_token`, `id_token`, `jwt`, …) or a URI (RFC 8693 §3). */
export interface TokenExchangeOptions {
  readonly subjectToken: TokenSource;
  /** Default: `access_token`. */
  readonly subjectTokenType?: string;
  readonly actorToken?: TokenSource;
  /** Default: `access_token`. */
  readonly actorTokenType?: string;
  /** Default: the server's choice. */
  readonly requestedTokenType?: string;
  readonly audience?: string;
}

/** A token of somebody for one of ours (RFC 8693 §2.1): on behalf of a user, or from another domain. */
export function tokenExchange(options: TokenExchangeOptions): Grant {
  const { subjectToken, subjectTokenType, actorToken, actorTokenType, requestedTokenType, audience } = options;
  const uri = (type = 'access_token') => (type.includes(':') ? type : tokenTypes + type);
  return {
    type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    async parameters(context) {
      return {
        subject_token: await read(subjectToken, context),
        subject_token_type: uri(subjectTokenType),
        ...(actorToken !== undefined && {
          actor_token: await read(actorToken, context),
          actor_token_type: uri(actorTokenType),
        }),
        ...(requestedTokenType !== undefined && { requested_token_type: uri(requestedTokenType) }),
        ...(audience !== undefined && { audience }),
      };
    },
  };
}
