export type { Authority, FindIssuer, FoundIssuer, KnownClient, Registration } from './authority.ts';
export type { Dpop, DpopKey } from './dpop/dpop.ts';
export {
  assertionGrant,
  clientCredentials,
  type Grant,
  type GrantContext,
  jwtBearer,
  type TokenExchangeOptions,
  type TokenSource,
  tokenExchange,
} from './grants.ts';
export { type OAuth, type OAuthSessionOptions, oauth } from './oauth.ts';
export { OAuthError } from './oauth-error.ts';
export type { OAuthOptions } from './options.ts';
