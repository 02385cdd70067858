export { type DecodedBasic, decodeBasic } from './decode-basic.ts';
export { type DecodedToken, decodeToken, type TokenFlaw } from './decode-token.ts';
export { diagnose } from './diagnose-with-products.ts';
export type {
  CredentialSource,
  DiagnoseContext,
  EnvironmentFacts,
  EnvironmentVariable,
  Exchange,
  ExpectedToken,
  HeaderList,
  ProbeResults,
  PublicKeyFacts,
  RedirectStep,
  RequestSent,
  ResponseReceived,
} from './exchange.ts';
export type { Confidence, Diagnosis, DiagnosisStatus, Finding } from './finding.ts';
export { fingerprint } from './fingerprint.ts';
export { type InspectTokenOptions, inspectToken, type TokenInspection } from './inspect-token.ts';
export { findOperation, type OpenApiOperation, operationsOf, requiredScopes } from './openapi.ts';
export { isMissingValue, isPlaceholder, placeholderKind } from './placeholder.ts';
export { products } from './products/index.ts';
export type {
  Addressee,
  CheckedRequest,
  CredentialForm,
  Environment,
  NeededHeader,
  OtherToken,
  Product,
  Saying,
  TokenCheck,
} from './products/product.ts';
export { redact, redactText, redactUrl } from './redact.ts';
export { auditScopes, type GrantedScopes, type RequiredScopes, type ScopeAudit, scopesOf } from './scopes.ts';
export { isSensitiveField, isSensitiveHeader } from './sensitive-names.ts';
export { type TokenShape, type TokenTransport, type TokenUse, tokenShapeOf } from './token-shapes.ts';
