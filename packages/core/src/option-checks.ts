import { longestTimerMs } from './deadline.ts';
import { didYouMean } from './judging/did-you-mean.ts';
import { originOf } from './judging/origins.ts';
import { isThenable } from './thenable.ts';

/** What came, without a value that may be a secret. */
function came(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value);
  if (isThenable(value)) return 'a Promise';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'function' ? 'a function' : `a value of type ${typeof value}`;
}

/** @throws TypeError that names the option, what it expects and what came, and the line to change where that is known. */
export function fail(option: string, expected: string, value: unknown, remedy = ''): never {
  const hint = remedy && ` ${remedy}`;
  throw new TypeError(`createSession: "${option}" expects ${expected}; got ${came(value)}.${hint}`);
}

/** Names that are not known are mistakes: an option that is misspelt would be ignored in silence. */
export function checkNames(where: string, options: object, known: ReadonlySet<string>): void {
  for (const name of Object.keys(options)) {
    if (!known.has(name)) {
      throw new TypeError(`createSession: there is no option "${where}${name}".${didYouMean(name, known)}`);
    }
  }
}

export function numberOf(
  option: string,
  value: unknown,
  standard: number,
  least: number,
  most = longestTimerMs,
): number {
  if (value === undefined) return standard;
  if (typeof value !== 'number' || !(value >= least && value <= most)) {
    fail(option, `a number from ${least} to ${most}`, value);
  }
  return value;
}

export function booleanOf<T extends boolean | undefined>(option: string, value: T): T {
  if (value !== undefined && typeof value !== 'boolean') fail(option, 'true or false', value);
  return value;
}

export function functionOf<T>(option: string, value: T): T {
  if (value === undefined || typeof value === 'function') return value;
  const remedy = isThenable(value)
    ? `It was called: pass the function itself, "${option}: () => …", not what it returns.`
    : undefined;
  return fail(option, 'a function', value, remedy);
}

/** An object that has these functions, such as `example` makes. */
export function madeBy<T>(option: string, value: T, functions: readonly string[], what: string, example: string): T {
  const members = Object(value) as Record<string, unknown>;
  if (typeof value === 'object' && functions.every((name) => typeof members[name] === 'function')) return value;
  const remedy =
    Symbol.for('freshkey.env.read') in members
      ? 'It is of @freshkey/env, which reads the environment: import the scheme from @freshkey/core.'
      : isThenable(value)
        ? 'Await it first.'
        : `Write "${option}: ${example}".`;
  return fail(option, `${what} such as ${example}`, value, remedy);
}

export function originsOf(origins: unknown): ReadonlySet<string> | undefined {
  if (origins === undefined) return undefined;
  if (!Array.isArray(origins)) fail('origins', 'an array such as ["https://api.example.com"]', origins);
  return new Set(origins.map(oneOrigin));
}

function oneOrigin(origin: unknown, index: number): string {
  const expected = 'scheme, host and port alone, such as "https://api.example.com"';
  if (typeof origin !== 'string') return fail(`origins[${index}]`, expected, origin);
  const isPattern = origin.includes('*');
  const read = isPattern || !/^[a-z][\w+.-]*:/i.test(origin) ? undefined : originOf(origin);
  if (read !== undefined && (origin === read || origin === `${read}/`)) return read;
  const meant = read ?? (/^[\w-]+(\.[\w-]+)+(:\d+)?$/.test(origin) ? `https://${origin}` : undefined);
  const remedy = isPattern
    ? 'Name each origin: a pattern would let credentials go where nobody looked.'
    : meant && `Did you mean "${meant}"?`;
  return fail(`origins[${index}]`, expected, origin, remedy);
}
