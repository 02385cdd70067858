export { type AuditOptions, auditVariables } from './audit-variables.ts';
export { type BasicCredentials, type BasicOptions, basic } from './basic.ts';
export {
  type ApiKeyOptions,
  apiKey,
  bearerToken,
  type CredentialOptions,
  type ModeOptions,
  refreshToken,
} from './bearer-token.ts';
export { CredentialsError } from './credentials-error.ts';
export type { EnvFile, EnvFileEntry } from './env-file.ts';
export type { CredentialKind, CredentialSpec, Credentials } from './kind.ts';
export type { CredentialProblem } from './problem.ts';
export { credentialsSchema, type ReadCredentialsOptions, readCredentials } from './read-credentials.ts';
export { parseEnvFile, readEnvFile } from './read-env-file.ts';
export { Secret } from './secret.ts';
export type { StandardResult, StandardSchema } from './standard-schema.ts';
