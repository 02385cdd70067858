import type { ValueInspection } from '../token/inspect-value.ts';
import { causeText } from './finding-text.ts';
import { printableLine } from './printable.ts';
import type { Look } from './style.ts';
import { wrap } from './wrap.ts';

/** What is printed of a token. Fields may be added within a schema version. */
export interface TokenPrinted extends ValueInspection {
  notes: string[];
}

const kinds: Record<ValueInspection['kind'], string> = {
  basic: 'Basic credentials',
  header: 'The value of an Authorization header',
  jwt: 'A JWT',
  jwe: 'An encrypted JWT (JWE)',
  damaged: 'A damaged JWT',
  vendor: 'A token known by its prefix',
  opaque: 'An opaque token: only its issuer can read it',
  empty: 'No token',
};
const times = new Set(['exp', 'nbf', 'iat', 'auth_time']);

/** An inspection for a person. */
export function tokenText(
  { kind, label, header, claims, problems, notes }: TokenPrinted,
  look: Look,
  nowMs: number,
): string {
  const certain = problems.filter(({ confidence }) => confidence !== 'hint').length;
  const what = label === undefined ? kinds[kind] : kind === 'basic' ? label : `This is ${label}`;
  const verdict = `${what}; ${certain === 0 ? 'nothing wrong with it that shows' : certain === 1 ? 'one problem' : `${certain} problems`}.`;
  const parts = [look.paint(certain === 0 ? 'green' : 'red', wrap(printableLine(verdict), look.width))];
  for (const problem of problems)
    parts.push(
      [look.paint('yellow', wrap(printableLine(problem.title), look.width)), causeText(problem, look)].join('\n'),
    );
  for (const [heading, members] of [
    ['Header', header],
    ['Claims', claims],
  ] as const) {
    const lines = Object.entries(members ?? {}).map(([name, value]) =>
      wrap(printableLine(`${name}: ${shown(name, value, nowMs)}`), look.width, '  ', '    '),
    );
    if (lines.length > 0) parts.push([look.paint('bold', heading), ...lines].join('\n'));
  }
  for (const note of notes) parts.push(wrap(printableLine(note), look.width));
  if (kind === 'jwt') parts.push('Nothing was verified: this is what the token says of itself.');
  return `${parts.join('\n\n')}\n`;
}

const shown = (name: string, value: unknown, nowMs: number): string => {
  if (times.has(name) && typeof value === 'number' && Math.abs(value) < 1e11)
    return `${value} (${new Date(value * 1000).toISOString()}, ${distanceText(value * 1000 - nowMs)})`;
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
};

const distanceText = (ms: number): string => {
  const minutes = Math.round(Math.abs(ms) / 60_000);
  const amount =
    minutes < 120
      ? `${minutes} min`
      : minutes < 2_880
        ? `${Math.round(minutes / 60)} h`
        : `${Math.round(minutes / 1_440)} days`;
  return ms < 0 ? `${amount} ago` : `in ${amount}`;
};
