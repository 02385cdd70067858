import type { EnvFile } from './env-file.ts';
import { type CredentialProblem, problemOf } from './problem.ts';
import { encodingFlaw } from './read-text.ts';
import type { Definition } from './sources.ts';

const maxNames = 5;

/** What is wrong with a file as a whole. @param shown the name as it may be printed; undefined for no credential. */
export function fileProblems(file: EnvFile, shown: (name: string) => string | undefined): CredentialProblem[] {
  const problems: CredentialProblem[] = [];
  const add = (name: string, id: string, row: string, says: string, fix: string) =>
    problems.push(problemOf(name, { id, row, says, fix }));
  if (file.encoding !== 'utf-8') {
    const flaw = encodingFlaw(file.path, file.encoding);
    add(file.path, flaw.id, flaw.row, encodingText(file, shown), flaw.fix);
  }
  const credentials = [...file.entries.keys()].filter((name) => shown(name) !== undefined);
  if (file.hasCarriageReturns && credentials.length > 0)
    add(
      file.path,
      'line-ends',
      'G17',
      'has Windows line ends: Node takes them off, docker --env-file and `source` in a shell make them a part of every value',
      `Save the file with Unix line ends (LF): sed -i 's/\\r$//' ${/^[\w./-]+$/.test(file.path) ? file.path : '.env'}`,
    );
  for (const [name, lines] of file.redefined) {
    const known = shown(name);
    if (known !== undefined)
      add(
        known,
        'defined-twice',
        'G09',
        `is defined ${lines.length === 2 ? 'twice' : `${lines.length} times`} in ${file.path} with different values (lines ${lines.slice(0, maxNames).join(' and ')}); the last counts`,
        'Remove the definition that is not meant.',
      );
  }
  return problems;
}

const encodingText = ({ encoding, hiddenNames }: EnvFile, shown: (name: string) => string | undefined): string => {
  const names = hiddenNames.map(shown).filter((name) => name !== undefined);
  const list = names.slice(0, maxNames).join(', ') + (names.length > maxNames ? ', …' : '');
  const lost = list === '' ? '' : `: ${list} ${names.length === 1 ? 'is' : 'are'} not set`;
  return encoding === 'utf-16'
    ? `is UTF-16, which loaders do not read${lost}`
    : `begins with a byte order mark, which becomes a part of the first name${lost}`;
};

/** `$NAME` in a value: who expands variables leaves a hole there. */
export function dollarProblem(
  name: string,
  { rawValue, source, line }: Definition,
  isDefined: (name: string) => boolean,
): CredentialProblem | undefined {
  if (rawValue === undefined || /^[ \t]*'/.test(rawValue)) return undefined;
  const found = /(?<![\\$])\$(?:\{?([A-Za-z_]\w*)|\d)/.exec(rawValue);
  // A reference to another variable of the file is meant as one.
  if (!found || (found[1] !== undefined && isDefined(found[1]))) return undefined;
  return problemOf(name, {
    id: 'dollar-unescaped',
    row: 'G06',
    says: `has a $ in ${source}${line ? ` (line ${line})` : ''} that docker compose, shells and dotenv-expand take for a variable`,
    fix: 'Put single quotes around the value, or write \\$ for it (docker compose: $$).',
  });
}

const environmentName =
  /^(?:(?:NODE|APP|RAILS|RACK|DJANGO|FLASK|VERCEL|DEPLOY|ASPNETCORE|SYMFONY|MIX|GO|PY|PYTHON|NUXT|NEXT_PUBLIC|VITE|SENTRY)_)?(?:APP_)?ENV(?:IRONMENT)?$|^(?:DEPLOYMENT_)?STAGE$|^SPRING_PROFILES_ACTIVE$/;
const production = /^(?:prod|production|live)$/i;

/** Where a source says that it is for production; undefined if it does not, or says something else as well. */
export function productionSign(
  definitions: readonly (readonly [name: string, value: string])[],
  source: string,
): string | undefined {
  const said = definitions.filter(([name]) => environmentName.test(name));
  if (said.some(([, value]) => !production.test(value.trim()))) return undefined;
  const [first] = said;
  if (first) return `${first[0]}=${first[1].trim()}`;
  const file = source.split(/[\\/]/).at(-1) ?? '';
  return /^(?:\.env\.prod(?:uction)?(?:\.local)?|prod(?:uction)?\.env)$/.test(file) ? `the name ${file}` : undefined;
}
