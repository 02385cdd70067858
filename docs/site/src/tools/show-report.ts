import type { Finding } from '@freshkey/diagnose';
import { capital } from './capital';
import type { RequestReport } from './paste-types';

type Child = Node | string;

function element(name: string, ...children: readonly Child[]): HTMLElement {
  const made = document.createElement(name);
  made.append(...children);
  return made;
}

const sureness = { proof: 'certain', likely: 'likely', hint: 'a hint' };

/** Text with `code` in it. */
function prose(text: string): Child[] {
  return text.split(/`([^`]*)`/).map((part, index) => (index % 2 ? element('code', part) : part));
}

function evidenceOf(line: string): HTMLElement {
  const [sentence = '', ...more] = line.split('\n');
  return element('li', ...prose(sentence), ...(more.length > 0 ? [element('pre', more.join('\n'))] : []));
}

function findingOf(finding: Finding, base: string): Child[] {
  const sure = element('span', sureness[finding.confidence]);
  sure.className = 'sure';
  const more = element('a', `More about ${finding.id}`) as HTMLAnchorElement;
  more.href = `${base}/why/${finding.id}/`;
  return [
    sure,
    element('h2', capital(finding.title)),
    element('h3', 'Fix'),
    element('p', ...prose(finding.fix)),
    ...(finding.commands ? [element('pre', finding.commands.join('\n'))] : []),
    element('h3', 'Evidence'),
    element('ul', ...finding.evidence.map(evidenceOf)),
    element('p', more, ` · ${finding.reference}`),
  ];
}

const statuses = {
  'not-refused': 'This answer is no refusal.',
  explained: '',
  unexplained: 'Refused, and no cause is sure enough. Paste more of it: the request and the whole answer.',
  'no-answer': 'There was no answer.',
};

/** The verdict, and what it rests on. Everything goes in as text. */
export function showReport(report: RequestReport, base: string, text: string): Child[] {
  const copy = element('button', 'Copy as text') as HTMLButtonElement;
  copy.type = 'button';
  copy.addEventListener('click', async () => {
    await navigator.clipboard.writeText(text);
    copy.textContent = 'Copied';
  });
  const others = report.alsoCheck.map((finding) => {
    const link = element('a', capital(finding.title)) as HTMLAnchorElement;
    link.href = `${base}/why/${finding.id}/`;
    return element('li', link);
  });
  const details = element('details', element('summary', 'What was read'), element('pre', text));
  return [
    ...(report.cause ? findingOf(report.cause, base) : [element('h2', statuses[report.status])]),
    ...(others.length > 0 ? [element('h3', 'Also check'), element('ul', ...others)] : []),
    ...report.notes.map((note) => element('p', ...prose(note))),
    copy,
    details,
  ];
}

/** A recording's refusals, as the command prints them. */
export function showRecording(text: string): Child[] {
  return [element('h2', 'The recording'), element('pre', text)];
}
