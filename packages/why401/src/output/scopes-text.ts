import { printableLine } from './printable.ts';
import type { Look } from './style.ts';
import { wrap } from './wrap.ts';

/** What is printed of an audit. Fields may be added within a schema version. */
export interface ScopesPrinted {
  schema: 1;
  /** `POST /orders`; null when only scopes were given. */
  operation: string | null;
  operationId?: string;
  granted: string[];
  required: string[];
  missing: string[];
  unneeded: string[];
  /** Sets of scopes of which any one is enough; `required` is the one that was compared. */
  alternatives: string[][];
}

/** An audit of scopes for a person. */
export function scopesText(
  { operation, granted, required, missing, unneeded, alternatives }: ScopesPrinted,
  look: Look,
): string {
  const what = operation === null ? 'The operation' : operation;
  const verdict =
    missing.length > 0
      ? `${what} needs ${missing.join(', ')}, which the token does not have.`
      : required.length === 0
        ? `${what} needs no scope.`
        : `${what} is allowed: all its scopes are granted.`;
  const lines = [look.paint(missing.length > 0 ? 'red' : 'green', wrap(printableLine(verdict), look.width)), ''];
  for (const [name, scopes] of [
    ['Granted', granted],
    ['Required', required],
    ['Missing', missing],
    ['Not needed', unneeded],
  ] as const) {
    lines.push(
      wrap(printableLine(`${name}: ${scopes.length === 0 ? 'none' : scopes.join(' ')}`), look.width, '', '  '),
    );
  }
  if (alternatives.length > 1)
    lines.push(
      wrap(
        printableLine(`Any one of ${alternatives.length} sets of scopes is enough; the nearest is compared.`),
        look.width,
      ),
    );
  if (missing.length > 0) {
    lines.push(
      '',
      wrap(
        'Ask for the missing scopes when the user signs in, or for the client itself; refreshing the token does not add any.',
        look.width,
      ),
    );
  }
  return `${lines.join('\n')}\n`;
}
