import type { HeaderList } from '../http/header-list.ts';
import type { RequestReport } from '../request/request-report.ts';
import { alsoCheckText, causeText, verdictFormat, verdictText } from './finding-text.ts';
import { printable, printableLine } from './printable.ts';
import type { Look } from './style.ts';
import { wrap } from './wrap.ts';

const maxBodyLines = 12;

/** A request's report for a person: the verdict in the first line, then what it rests on. */
export function requestText(report: RequestReport, look: Look): string {
  const { cause, alsoCheck, request, response, error } = report;
  const verdict = response === null && cause === null && error ? error.message : verdictText(report, response?.status);
  const parts = [look.paint(verdictFormat(report.status), wrap(printableLine(verdict), look.width))];
  if (error && cause) parts.push(wrap(error.message, look.width));
  if (cause) parts.push(causeText(cause, look));
  if (alsoCheck.length > 0) parts.push(alsoCheckText(alsoCheck, look));
  parts.push(
    [
      look.paint('bold', 'Sent'),
      wrap(`${request.method} ${request.url}`, look.width, '  ', '    '),
      ...headerLines(request.headers, look),
      ...bodyLines(request.body ?? '', look),
    ].join('\n'),
  );
  if (report.redirects.length > 0) {
    const steps = report.redirects.map(({ status, to, headersDropped = [] }) => {
      const dropped = headersDropped.length > 0 ? `, without ${headersDropped.join(', ')}` : '';
      return wrap(`${status} to ${to}${dropped}`, look.width, '  - ', '    ');
    });
    parts.push([look.paint('bold', 'Redirected'), ...steps].join('\n'));
  }
  if (response) {
    parts.push(
      [
        look.paint('bold', 'Received'),
        `  ${response.status}`,
        ...headerLines(response.headers, look),
        ...bodyLines(response.body, look),
      ].join('\n'),
    );
  }
  if (report.probes && report.probes.length > 0) {
    const lines = report.probes.map(({ name, method, url, status }) =>
      wrap(`${name}: ${method} ${url}: ${status || 'no answer'}`, look.width, '  - ', '    '),
    );
    parts.push([look.paint('bold', 'Probes'), ...lines].join('\n'));
  }
  if (report.notes.length > 0) {
    parts.push(
      [
        look.paint('bold', 'Notes'),
        ...report.notes.map((note) => wrap(printableLine(note), look.width, '  - ', '    ')),
      ].join('\n'),
    );
  }
  return `${parts.join('\n\n')}\n`;
}

const headerLines = (headers: HeaderList, look: Look): string[] =>
  headers
    .slice(0, 60)
    .map(([name, value]) => look.paint('dim', wrap(printableLine(`${name}: ${value}`), look.width, '  ', '    ')));

const bodyLines = (body: string, look: Look): string[] => {
  if (body.trim() === '') return [];
  const lines = wrap(printable(body.trim()), look.width, '  ').split('\n');
  return ['', ...lines.slice(0, maxBodyLines), ...(lines.length > maxBodyLines ? ['  …'] : [])];
};
