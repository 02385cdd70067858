import type { DiagnoseContext, Diagnosis, Exchange } from '@freshkey/diagnose';

/** `diagnose` of `@freshkey/diagnose`, or that of one of its entries. */
export type Diagnose = (exchange: Exchange, context?: DiagnoseContext) => Diagnosis;
