export { type DecodedBasic, decodeBasic } from './decode-basic.ts';
export { diagnose } from './diagnose-portable.ts';
export type { DiagnoseContext, Exchange } from './exchange.ts';
export type { Confidence, Diagnosis, DiagnosisStatus, Finding } from './finding.ts';
export { fingerprint } from './fingerprint.ts';
export { isMissingValue, isPlaceholder, placeholderKind } from './placeholder.ts';
export type { Product } from './products/product.ts';
export { redact, redactText, redactUrl } from './redact.ts';
export { isSensitiveField, isSensitiveHeader } from './sensitive-names.ts';
