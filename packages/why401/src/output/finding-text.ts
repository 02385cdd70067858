import type { Diagnosis, Finding } from '@freshkey/diagnose';
import { printable, printableLine } from './printable.ts';
import type { Look } from './style.ts';
import { wrap } from './wrap.ts';

const certainty: Record<Finding['confidence'], string> = { proof: 'certain', likely: 'likely', hint: 'a hint' };

/**
 * A cause as paragraphs, in the order in which somebody in a hurry needs them: the server's own sentence, the fix with
 * the lines to copy, what it rests on (differences marked), and last where to read more.
 */
export function causeText(cause: Finding, look: Look): string {
  const { said, url } = cause;
  const evidence = cause.evidence.filter((text) => said === undefined || text !== `The server says “${said}”.`);
  const lines: string[] = [];
  if (said !== undefined) lines.push(wrap(printableLine(`The server says: ${said}`), look.width, '', '  '), '');
  lines.push(look.paint('bold', 'Fix'), ...fixLines(cause, look));
  if (evidence.length > 0) lines.push('', look.paint('bold', 'Evidence'));
  for (const text of evidence) lines.push(...evidenceLines(text, look));
  const about = `${cause.id} (${cause.row}), ${certainty[cause.confidence]}. ${cause.reference}`;
  lines.push('', look.paint('bold', 'About'), wrap(printableLine(about), look.width, '  '));
  if (url !== undefined) lines.push(`  ${printableLine(url)}`);
  return lines.join('\n');
}

/** The fix in words, then its commands in lines of their own, unbroken: they are there to be copied. */
const fixLines = ({ fix, commands = [] }: Finding, look: Look): string[] => {
  const [last] = commands.slice(-1);
  const end = [`\`${last}\`.`, `\`${last}\``].find((ending) => fix.endsWith(ending));
  const words = end === undefined || commands.length > 1 ? fix : fix.slice(0, -end.length).trimEnd();
  return [
    ...(words === '' ? [] : [wrap(printableLine(words), look.width, '  ')]),
    ...commands.map((line) => `    ${look.paint('cyan', printableLine(line))}`),
  ];
};

/** A signal: its sentence in the width of the screen, and the lines of a difference as they stand, so that the mark stays in its place. */
const evidenceLines = (evidence: string, look: Look): string[] => {
  const [sentence = '', ...difference] = evidence.split('\n');
  return [
    wrap(printableLine(sentence), look.width, '  - ', '    '),
    ...difference.map((line) => `      ${printable(line)}`),
  ];
};

/** Further things to check, shorter. */
export function alsoCheckText(findings: readonly Finding[], look: Look): string {
  const lines = [look.paint('bold', 'Also check')];
  for (const finding of findings) {
    lines.push(
      wrap(
        printableLine(`${finding.title} (${finding.row}, ${certainty[finding.confidence]})`),
        look.width,
        '  - ',
        '    ',
      ),
    );
    lines.push(wrap(printableLine(finding.fix), look.width, '    '));
  }
  return lines.join('\n');
}

/** The verdict in words, for the first line. */
export function verdictText({ status, cause }: Diagnosis, httpStatus: number | undefined): string {
  const answer = httpStatus === undefined ? '' : ` (${httpStatus})`;
  if (cause) return `${httpStatus === undefined ? '' : `${httpStatus}: `}${cause.title}`;
  if (status === 'not-refused') return `Not refused${answer}.`;
  if (status === 'no-answer') return 'No answer came.';
  return `Refused${answer}, and nothing in the exchange says why for certain.`;
}

export function verdictFormat(status: Diagnosis['status']) {
  return status === 'not-refused'
    ? ('green' as const)
    : status === 'explained'
      ? ('red' as const)
      : ('yellow' as const);
}
