import type { HarPrinted } from '../har/har-printed.ts';
import { causeText, verdictFormat, verdictText } from './finding-text.ts';
import { printableLine } from './printable.ts';
import type { Look } from './style.ts';
import { wrap } from './wrap.ts';

const maxGroups = 20;
const maxPatterns = 20;
const maxIndexes = 8;

/** The report of a recording for a person: a summary, then each reason with its first request, then the patterns. */
export function harText(report: HarPrinted, look: Look): string {
  const { entries, refused, sanitized, groups, patterns } = report;
  const summary =
    refused === 0
      ? `Nothing was refused in ${plural(entries, 'entry', 'entries')}.`
      : `${refused} of ${plural(entries, 'entry', 'entries')} ${refused === 1 ? 'was' : 'were'} refused, for ${plural(groups.length, 'reason')}.`;
  const parts = [look.paint(refused === 0 ? 'green' : 'red', wrap(summary, look.width))];
  if (sanitized) {
    parts.push(
      wrap(
        'This recording was exported without credentials, so that nobody can say what was sent. Export it again with sensitive data (in Chrome: DevTools, Settings, Preferences, Network, “Allow to generate HAR with sensitive data”).',
        look.width,
      ),
    );
  }
  for (const { count, first, diagnosis } of groups.slice(0, maxGroups)) {
    const { cause } = diagnosis;
    const lines = [
      look.paint(
        verdictFormat(diagnosis.status),
        wrap(printableLine(`${count} times: ${cause?.title ?? verdictText(diagnosis, undefined)}`), look.width),
      ),
      wrap(printableLine(`first in entry ${first.index}: ${first.method} ${first.url}`), look.width, '  ', '    '),
    ];
    if (cause) lines.push(causeText(cause, look));
    parts.push(lines.join('\n'));
  }
  if (groups.length > maxGroups) parts.push(`… and ${groups.length - maxGroups} more; --json lists them all.`);
  if (patterns.length > 0) {
    const lines = [look.paint('bold', 'Patterns')];
    for (const { kind, indexes, text } of patterns.slice(0, maxPatterns)) {
      const shown = indexes.slice(0, maxIndexes).join(', ') + (indexes.length > maxIndexes ? ', …' : '');
      lines.push(wrap(printableLine(`${kind}: ${text} (entries ${shown})`), look.width, '  - ', '    '));
    }
    if (patterns.length > maxPatterns) lines.push(`  … and ${patterns.length - maxPatterns} more`);
    parts.push(lines.join('\n'));
  }
  if (report.notes.length > 0)
    parts.push(
      [look.paint('bold', 'Notes'), ...report.notes.map((note) => wrap(note, look.width, '  - ', '    '))].join('\n'),
    );
  return `${parts.join('\n\n')}\n`;
}

const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
