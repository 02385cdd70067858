import type { explainExchange } from 'why401/paste';

export type RequestReport = ReturnType<typeof explainExchange>;
