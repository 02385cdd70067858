export { diagnose } from './diagnose-portable.ts';
export type { DiagnoseContext, Exchange } from './exchange.ts';
export type { Confidence, Diagnosis, DiagnosisStatus, Finding } from './finding.ts';
export type { Product } from './products/product.ts';
