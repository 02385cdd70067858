import { type CredentialKind, type ReadContext, type Reading, read } from './kind.ts';
import { checkOptionNames } from './option-names.ts';
import { readText, type TextRules } from './read-text.ts';
import { Secret } from './secret.ts';
import { shapeFlaws, type Wanted } from './shape-flaws.ts';
import { sourcesOf } from './sources.ts';

/** Options that every kind has, checked. */
export function checkOptions(
  factory: string,
  options: unknown,
  known: readonly string[],
): { optional: boolean; mode: 'test' | 'live' | undefined } {
  if (options !== undefined && (typeof options !== 'object' || options === null))
    throw new TypeError(`${factory}: the options must be an object`);
  checkOptionNames(factory, options ?? {}, known);
  const { optional = false, mode } = (options ?? {}) as { optional?: unknown; mode?: unknown };
  if (typeof optional !== 'boolean') throw new TypeError(`${factory}: optional must be true or false`);
  if (mode !== undefined && mode !== 'test' && mode !== 'live')
    throw new TypeError(`${factory}: mode must be 'test' or 'live'`);
  return { optional, mode };
}

/** A kind that is one variable and yields one secret. */
export function secretKind(
  factory: string,
  options: unknown,
  known: readonly string[],
  wanted: Wanted,
  isPublic = false,
): CredentialKind<Secret | undefined> {
  const { optional, mode } = checkOptions(factory, options, known);
  const rules: TextRules = {
    isOptional: optional,
    alphabet: 'token',
    isPublic,
    shape: (value, common) => shapeFlaws(value, { ...wanted, mode: mode ?? common }),
  };
  return kindOf((name, context): Reading<Secret | undefined> => {
    const reading = readText(name, rules, context);
    if ('problems' in reading || reading.value === undefined) return reading as Reading<undefined>;
    return { value: new Secret(reading.value, name === '' ? undefined : name) };
  });
}

/** A kind out of the function that reads it; as a Standard Schema it gets the variable's text alone, without its name. */
export function kindOf<Value>(readKind: (name: string, context: ReadContext) => Reading<Value>): CredentialKind<Value> {
  return {
    [read]: readKind,
    '~standard': {
      version: 1,
      vendor: 'freshkey',
      validate: (value) => {
        const reading = readKind('', { sources: sourcesOf({ '': value }, []), mode: undefined, mustAgree: false });
        return 'problems' in reading
          ? { issues: reading.problems.map(({ title, fix }) => ({ message: `The credential${title}. ${fix}` })) }
          : reading;
      },
    },
  };
}
