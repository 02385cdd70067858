import { printableLine } from './printable.ts';
import type { Look } from './style.ts';
import { wrap } from './wrap.ts';

/** What is printed of credentials. Fields may be added within a schema version. */
export interface EnvPrinted {
  schema: 1;
  status: 'ok' | 'problems';
  problems: { name: string; row: string; id: string; title: string; fix: string }[];
  /** Where was looked: `environment`, paths of files. */
  sources: string[];
}

/** The problems of the environment for a person. */
export function envText({ problems, sources }: EnvPrinted, look: Look): string {
  const where = sources.length === 0 ? 'nowhere' : sources.join(' and ');
  const count =
    problems.length === 0 ? 'No problem' : problems.length === 1 ? 'One problem' : `${problems.length} problems`;
  const parts = [
    look.paint(
      problems.length === 0 ? 'green' : 'red',
      wrap(printableLine(`${count} with the credentials in ${where}.`), look.width),
    ),
  ];
  for (const { title, row, fix } of problems) {
    parts.push(
      [wrap(printableLine(`${title} (${row}).`), look.width), wrap(printableLine(fix), look.width, '  ')].join('\n'),
    );
  }
  return `${parts.join('\n\n')}\n`;
}
