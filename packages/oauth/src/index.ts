export {
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretJwt,
  ClientSecretPost,
  None,
  PrivateKeyJwt,
  TlsClientAuth,
} from 'oauth4webapi';
export { type Ask, askUser, type Question } from './asking/ask-user.ts';
export type { Authority, DpopKey, DpopPart, FindIssuer, FoundIssuer, KnownClient, Registration } from './authority.ts';
export { type DpopKeys, dpop } from './dpop/dpop.ts';
export { indexedDbKeys } from './dpop/indexed-db-keys.ts';
export { jwkKeys } from './dpop/jwk-keys.ts';
export { issuerOfResource } from './finding/issuer-of-resource.ts';
export { type RegisteredClient, type RegisterOptions, type RegistrationStore, register } from './finding/register.ts';
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
export { authorizationUrl, type SignInOptions } from './sign-in/authorization-url.ts';
export { callback } from './sign-in/callback.ts';
export { type DeviceAuthorization, deviceAuthorization } from './sign-in/device-authorization.ts';
export type { Transaction } from './sign-in/transaction.ts';
export { logoutUrl } from './sign-out/logout-url.ts';
export { revoke } from './sign-out/revoke.ts';
