import { causeText, verdictFormat, verdictText } from '../../output/finding-text.ts';
import { printableLine } from '../../output/printable.ts';
import type { Look } from '../../output/style.ts';
import { wrap } from '../../output/wrap.ts';
import type { RowRefusal, RowSource } from '../row.ts';
import type { News, RunPrinted } from './run-report.ts';

const maxGroups = 20;
const maxPatterns = 20;

/** One piece of news for a person, while the program runs. */
export function newsText(news: News, look: Look): string {
  if (news.kind === 'note') return `${wrap(printableLine(`why401: ${news.text}`), look.width)}\n`;
  if (news.kind === 'again') {
    const cause = news.refusal.diagnosis.cause?.title ?? 'no cause is certain';
    return `${wrap(printableLine(`why401: ${news.count} times now: ${requestText(news.refusal)} (${cause})`), look.width, '', '  ')}\n`;
  }
  return `${refusalText(news.refusal, look)}\n\n`;
}

const refusalText = (refusal: RowRefusal, look: Look): string => {
  const { diagnosis, says, notes = [], sources, at, client, status } = refusal;
  const head = verdictText(diagnosis, status || undefined);
  const lines = [
    look.paint(verdictFormat(diagnosis.status), wrap(printableLine(`why401: ${head}`), look.width, '', '  ')),
    wrap(printableLine(requestText(refusal)), look.width, '  ', '    '),
  ];
  // The cause tells it itself.
  if (says !== undefined && diagnosis.cause?.said === undefined)
    lines.push(wrap(`The server says: ${says}`, look.width, '  ', '    '));
  for (const note of notes) lines.push(wrap(printableLine(note), look.width, '  ', '    '));
  for (const source of sources) lines.push(wrap(printableLine(sourceText(source)), look.width, '  ', '    '));
  const by = [...(at === undefined ? [] : [`at ${at}`]), ...(client === undefined ? [] : [`by ${client}`])].join(', ');
  if (by !== '') lines.push(wrap(printableLine(`Made ${by}`), look.width, '  ', '    '));
  if (diagnosis.cause) lines.push(causeText(diagnosis.cause, look));
  else {
    const [hint] = diagnosis.alsoCheck;
    if (hint) lines.push(wrap(printableLine(`Worth a look: ${hint.title}. ${hint.fix}`), look.width, '  ', '    '));
  }
  return lines.join('\n');
};

const requestText = ({ method, url }: Pick<RowRefusal, 'method' | 'url'>): string =>
  url === '' ? 'A request that was not sent' : `${method} ${url}`;

/** `authorization holds the value of API_TOKEN (.env line 3)` */
const sourceText = ({ header, variable, file, line }: RowSource): string => {
  const place = file === undefined ? '' : ` (${file}${line === undefined ? '' : ` line ${line}`})`;
  return `${header} holds the value of ${variable}${place}`;
};

/** What a run came to, for a person: counts, then the patterns. Empty if there is nothing to say. */
export function summaryText({ requests, refused, groups, patterns }: RunPrinted, look: Look): string {
  if (refused === 0) return '';
  const counted = `why401: ${refused} of ${Math.max(requests, refused)} ${requests === 1 ? 'request was' : 'requests were'} refused, for ${groups.length === 1 ? 'one reason' : `${groups.length} reasons`}.`;
  const parts = [look.paint('bold', wrap(counted, look.width, '', '  '))];
  if (groups.length > 1 || groups.some(({ count }) => count > 1)) {
    const shown = groups.slice(0, maxGroups).map(({ count, first, diagnosis }) => {
      const what = `${count} × ${first.status || 'unsent'} ${requestText(first)}: ${diagnosis.cause?.title ?? 'no cause is certain'}`;
      return wrap(printableLine(what), look.width, '  - ', '    ');
    });
    if (groups.length > maxGroups)
      shown.push(`  … and ${groups.length - maxGroups} more; --report FILE lists them all.`);
    parts.push(shown.join('\n'));
  }
  for (const { kind, text } of patterns.slice(0, maxPatterns))
    parts.push(wrap(printableLine(`${kind}: ${text}`), look.width, '  - ', '    '));
  return `${parts.join('\n')}\n`;
}
