import type { HarPrinted } from '../har/har-printed.ts';
import { harText } from '../output/har-text.ts';
import { requestText } from '../output/request-text.ts';
import type { RequestReport } from '../request/request-report.ts';

/**
 * A report as text, as the command prints it without colours: in lines of at most `width` columns (default: 80).
 * {@link explainExchange} and {@link explainRecording} make reports.
 */
export function reportText(report: RequestReport | HarPrinted, width = 80): string {
  const look = { paint: (_format: string, text: string) => text, width };
  return 'groups' in report ? harText(report, look) : requestText(report, look);
}
