import { diagnose as diagnoseByRules } from '@freshkey/diagnose/rules';
import type { Diagnose } from '../diagnose.ts';
import { harEntry } from '../har/har-entry.ts';
import { type HarPrinted, harPrinted } from '../har/har-printed.ts';
import { HarReport } from '../har/har-report.ts';
import { UsageError } from '../usage-error.ts';

/**
 * The report about a HAR recording, as `why401 --har FILE --json` has it: refusals by reason, storms, refresh races and
 * loops, every credential cut.
 *
 * @param recording the parsed file. Entries without a request are passed over and counted in a note.
 * @param diagnose what gives the verdicts. Default: the rules that hold for all of HTTP; {@link loadEveryRule} has the rest.
 * @throws {UsageError} When there is no `log.entries` in it.
 */
export function explainRecording(recording: unknown, diagnose: Diagnose = diagnoseByRules): HarPrinted {
  const log = memberOf(recording, 'log');
  const entries = memberOf(log, 'entries');
  if (!Array.isArray(entries)) throw new UsageError('This is no HAR recording: it has no log.entries.');
  const report = new HarReport(diagnose);
  const creator = memberOf(memberOf(log, 'creator'), 'name');
  if (typeof creator === 'string') report.creator(creator);
  let skipped = 0;
  for (const [index, value] of entries.entries()) {
    const entry = harEntry(value, index);
    if (entry) report.entry(entry);
    else skipped += 1;
  }
  return harPrinted(report, { entries: entries.length, skipped, isComplete: true });
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
