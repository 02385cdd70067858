import { decodeToken, type TokenUse, tokenShapeOf } from '@freshkey/diagnose';
import type { Flaw } from './problem.ts';

/** What a credential is wanted for. */
export interface Wanted {
  /** Uses that will do. */
  readonly uses: ReadonlySet<TokenUse>;
  /** The beginnings of which it must have one; empty: any. Not secret. */
  readonly prefixes: readonly string[];
  /** In UTF-16 code units. Default: 1. */
  readonly minLength?: number | undefined;
  /** Which environment it is for; undefined: either. */
  readonly mode?: 'test' | 'live' | undefined;
}

const flaw = (id: string, row: string, says: string, fix: string): Flaw => ({ id, row, says, fix });

/** What is wrong with a clean value as the credential that is wanted: another kind, another mode, damaged. */
export function shapeFlaws(value: string, wanted: Wanted): Flaw[] {
  const shape = tokenShapeOf(value);
  const found: Flaw[] = [];
  const hasPrefix = wanted.prefixes.length === 0 || wanted.prefixes.some((prefix) => value.startsWith(prefix));
  if (shape !== undefined && !wanted.uses.has(shape.use)) {
    found.push(
      shape.use === 'publishable'
        ? flaw(
            'publishable-key',
            'C25',
            `holds ${shape.label} where a secret one is needed`,
            'Put the secret key in; the publishable one is for browsers.',
          )
        : flaw(
            'wrong-kind',
            'C23',
            `holds ${shape.label}, which is not what is needed here`,
            `It goes ${shape.transport.text}.`,
          ),
    );
  } else if (!hasPrefix) {
    const expected = wanted.prefixes.join(' or ');
    const isOther = shape === undefined ? '' : `; it is ${shape.label}`;
    found.push(
      flaw(
        'wrong-prefix',
        'C24',
        `does not begin with ${expected}${isOther}`,
        `Put in the key that begins with ${expected}.`,
      ),
    );
  }
  if (wanted.mode !== undefined) {
    const mode = shape?.mode ?? modeOf(value);
    if (mode !== undefined && mode !== wanted.mode) {
      found.push(
        flaw(
          'wrong-mode',
          'G10',
          `holds a ${mode} key where a ${wanted.mode} one is needed`,
          `Use the ${wanted.mode} key, or the ${mode} host.`,
        ),
      );
    }
  }
  if (found.length > 0) return found;
  if (wanted.minLength !== undefined && value.length < wanted.minLength) {
    return [flaw('too-short', 'C11', `is shorter than ${wanted.minLength} characters`, 'Copy the whole credential.')];
  }
  return damage(value);
}

const modeOf = (value: string): 'test' | 'live' | undefined => {
  const found = /^(?:[a-z]{1,8}[_-])?(test|sandbox|live|prod)[_-]/i.exec(value)?.[1]?.toLowerCase();
  if (found === undefined) return undefined;
  return found === 'test' || found === 'sandbox' ? 'test' : 'live';
};

const damage = (value: string): Flaw[] => {
  const shape = tokenShapeOf(value);
  const copyAgain = 'Copy the whole credential again.';
  if (shape?.length !== undefined && value.length !== shape.length) {
    return [
      flaw('wrong-length', 'C11', `has ${value.length} characters, but ${shape.label} has ${shape.length}`, copyAgain),
    ];
  }
  if (shape?.minLength !== undefined && value.length < shape.minLength) {
    return [
      flaw(
        'wrong-length',
        'C11',
        `has ${value.length} characters, but ${shape.label} has at least ${shape.minLength}`,
        copyAgain,
      ),
    ];
  }
  if (shape?.checksum?.(value) === false)
    return [
      flaw('wrong-checksum', 'C11', `holds ${shape.label} whose checksum is wrong: a character differs`, copyAgain),
    ];
  const decoded = decodeToken(value);
  const [first] = decoded.flaws;
  if (decoded.kind === 'damaged' && first !== undefined)
    return [flaw('damaged-jwt', 'D14', `holds a damaged JWT: it ${article(first.text)}`, copyAgain)];
  return [];
};

/** The flaw's text begins with a verb (`has 2 segments`) or with a part (`the payload is …`). */
const article = (text: string): string => (/^(?:has|is)\b/.test(text) ? text : `is broken where ${text}`);
