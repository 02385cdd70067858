export type { HarFindings, HarGroup, HarPrinted } from './har/har-printed.ts';
export { safeBody, safeHeaders, safeUrl } from './output/safe-exchange.ts';
export { explainExchange } from './paste/explain-exchange.ts';
export { explainRecording } from './paste/explain-recording.ts';
export { type PastedRequest, readCommand } from './paste/read-command.ts';
export { reportText } from './paste/report-text.ts';
export type { Pattern } from './patterns/pattern.ts';
export type { ProbeLine, RequestReport } from './request/request-report.ts';
export { UsageError } from './usage-error.ts';
