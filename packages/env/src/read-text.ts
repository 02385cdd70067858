import { fingerprint } from '@freshkey/diagnose';
import type { ReadContext, Reading } from './kind.ts';
import { type CredentialProblem, type Flaw, problemOf } from './problem.ts';
import { publicPrefixOf } from './public-prefix.ts';
import type { Definition } from './sources.ts';
import { type Alphabet, valueFlaws } from './value-flaws.ts';

/** How the text of one variable is to be judged. */
export interface TextRules {
  readonly isOptional: boolean;
  readonly alphabet: Alphabet;
  /** Whether the value may reach every visitor. */
  readonly isPublic: boolean;
  /** What is wrong with a value that is clean as text. */
  readonly shape: (value: string, mode: 'test' | 'live' | undefined) => readonly Flaw[];
}

/** Reads the text of one variable, or says everything that is wrong with it. */
export function readText(name: string, rules: TextRules, context: ReadContext): Reading<string | undefined> {
  const definitions = context.sources.definitionsOf(name);
  const [first] = definitions;
  if (first === undefined && context.sources.isNotText(name)) {
    return {
      problems: [
        problemOf(name, { id: 'not-text', row: 'G01', says: 'is no text', fix: 'Pass the variable as a string.' }),
      ],
    };
  }
  if ((first === undefined || first.value === '') && rules.isOptional) return { value: undefined };
  const problems = definitionFlaws(name, first, rules, context).map((flaw) => problemOf(name, flaw));
  problems.push(...disagreement(name, definitions, context));
  return problems.length > 0 ? { problems } : { value: first?.value };
}

const definitionFlaws = (
  name: string,
  definition: Definition | undefined,
  rules: TextRules,
  context: ReadContext,
): Flaw[] => {
  const cut = definition === undefined ? undefined : cutAtHash(definition);
  if (cut) return [cut];
  const [bad] = context.sources.badFiles;
  if (definition === undefined && bad) return [encodingFlaw(bad.path, bad.encoding)];
  const flaws = valueFlaws(definition?.value, rules.alphabet);
  if (definition === undefined) return flaws;
  const prefix = publicPrefixOf(name);
  if (prefix !== undefined && !rules.isPublic && definition.value !== '') {
    flaws.push({
      id: 'secret-made-public',
      row: 'G03',
      says: `is a secret, but the prefix ${prefix} puts it into the code that every visitor gets`,
      fix: 'Replace the secret by a new one, name it without the prefix, and call the API through your server.',
    });
  }
  if (flaws.length === 0) flaws.push(...rules.shape(definition.value, context.mode));
  return flaws;
};

/** `NAME=abc#def`: what stands behind the `#` never arrives. */
const cutAtHash = ({ rawValue, value, source }: Definition): Flaw | undefined => {
  if (rawValue === undefined || /^[ \t]*["'`]/.test(rawValue)) return undefined;
  const at = rawValue.indexOf('#');
  if (at < 0 || (at > 0 && /\s/.test(rawValue[at - 1] as string)) || /#/.test(value)) return undefined;
  // `NAME=#…` and `NAME= #…` are comments by intention as often as not.
  if (at === 0 && /^#\s/.test(rawValue)) return undefined;
  return {
    id: 'cut-at-hash',
    row: 'G05',
    says: `is cut at the # in ${source}`,
    fix: 'Put the value in quotes: without them # begins a comment.',
  };
};

export function encodingFlaw(path: string, encoding: 'utf-8' | 'utf-8-bom' | 'utf-16'): Flaw {
  return {
    id: 'file-encoding',
    row: 'G17',
    says: `is not set; it may be in ${path}, which ${encoding === 'utf-16' ? 'is UTF-16' : 'begins with a byte order mark'}`,
    fix: 'Save the file as UTF-8 without a byte order mark.',
  };
}

const disagreement = (
  name: string,
  definitions: readonly Definition[],
  { mustAgree }: ReadContext,
): CredentialProblem[] => {
  const [first, ...others] = definitions;
  const other =
    first && others.find(({ value }) => fingerprint(value) !== fingerprint(first.value) || value !== first.value);
  if (!mustAgree || first === undefined || other === undefined) return [];
  if (other.rawValue !== undefined && /\$/.test(other.rawValue) && first.value.length < other.value.length) {
    const says = `has lost a part that begins with $ between ${other.source} and the ${first.source}`;
    return [
      problemOf(name, {
        id: 'dollar-expanded',
        row: 'G06',
        says,
        fix: 'Put single quotes around it, or write \\$ (docker compose: $$).',
      }),
    ];
  }
  return [
    problemOf(name, {
      id: 'sources-disagree',
      row: 'G09',
      says: `has one value in the ${first.source} and another in ${other.source}; the first counts`,
      fix: 'Remove one of the two, or make them the same.',
    }),
  ];
};
