import { decodeToken, tokenShapeOf } from '@freshkey/diagnose';
import type { EnvFile } from './env-file.ts';
import { dollarProblem, fileProblems, productionSign } from './file-facts.ts';
import type { CredentialProblem } from './problem.ts';
import { readText, type TextRules } from './read-text.ts';
import { shapeFlaws } from './shape-flaws.ts';
import { type Definition, sourcesOf } from './sources.ts';

export interface AuditOptions {
  /** The variables of the process. Default: none. */
  readonly env?: Readonly<Record<string, unknown>> | undefined;
  /** Files as {@link readEnvFile} gives them; of two, the later counts. Default: none. */
  readonly files?: readonly EnvFile[] | undefined;
  /** Names to look at. Default: those whose name or value says that they are a credential. */
  readonly names?: readonly string[] | undefined;
  /** Which environment the credentials are for. Default: not checked. */
  readonly mode?: 'test' | 'live' | undefined;
}

/**
 * Checks variables of which it is not known what they are for: by their names, and by what their values look like. Finds
 * only what is wrong whatever the credential is for. What {@link readCredentials} with a spec finds beyond: missing
 * variables, and one kind of credential in the place of another.
 */
export function auditVariables({ env = {}, files = [], names, mode }: AuditOptions): CredentialProblem[] {
  const sources = sourcesOf(env, files);
  const known = new Set(sources.names);
  const signs = productionSigns(env, files);
  const problems: CredentialProblem[] = [];
  for (const file of files) {
    problems.push(
      ...fileProblems(file, (name) => {
        const definition = entryOf(file, name);
        return isWanted(name, definition?.value, names) ? shownName(name, definition) : undefined;
      }),
    );
  }
  for (const name of names ?? sources.names) {
    const [definition] = sources.definitionsOf(name);
    // Told with the file.
    if (!isWanted(name, definition?.value, names) || name.startsWith('\uFEFF')) continue;
    const sign = mode === undefined && definition && !speaksOfTests(name) ? signs.get(definition.source) : undefined;
    const reading = readText(name, rulesFor(name), {
      sources,
      mode: sign === undefined ? mode : 'live',
      mustAgree: true,
    });
    const found = 'problems' in reading ? [...reading.problems] : [];
    const isReference = found.some(({ id }) => id === 'unexpanded' || id === 'dollar-expanded');
    const dollar =
      definition && !isReference ? dollarProblem(name, definition, (other) => known.has(other)) : undefined;
    if (dollar) found.push(dollar);
    const shown = names === undefined ? shownName(name, definition) : name;
    for (const problem of found) {
      const title = problem.title.replace(name, () => shown);
      problems.push({
        ...problem,
        name: shown,
        title: problem.id === 'wrong-mode' && sign !== undefined ? `${shown} holds a test key beside ${sign}` : title,
      });
    }
  }
  return problems;
}

const isWanted = (name: string, value: string | undefined, names: readonly string[] | undefined): boolean =>
  names?.includes(name) ?? isCredential(name.replace(/^\uFEFF/, ''), value);

const entryOf = (file: EnvFile, name: string): Definition | undefined => {
  const entry = file.entries.get(name);
  return entry && { ...entry, source: file.path };
};

/** What says of each source that it is for production. */
const productionSigns = (
  env: Readonly<Record<string, unknown>>,
  files: readonly EnvFile[],
): ReadonlyMap<string, string> => {
  const texts = Object.entries(env).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  const all = [
    ['environment', texts] as const,
    ...files.map(
      ({ path, entries }) => [path, [...entries].map(([name, { value }]) => [name, value] as const)] as const,
    ),
  ];
  return new Map(
    all.flatMap(([source, definitions]) => {
      const sign = productionSign(definitions, source);
      return sign === undefined ? [] : [[source, sign] as const];
    }),
  );
};

/** A name that speaks of tests may well hold a test key. */
const speaksOfTests = (name: string): boolean => /TEST|SANDBOX|DEV|STAG/i.test(name);

/** A secret that was wrapped over two lines may stand where a name should: only what looks like one is shown. */
const shownName = (name: string, definition: Definition | undefined): string => {
  const digits = name.replace(/\D/g, '').length;
  const isPlain =
    /^[A-Z][A-Z0-9]{0,30}(?:_[A-Z0-9]{1,30}){0,12}$/.test(name) || (/^[A-Za-z_][\w.-]{0,60}$/.test(name) && digits < 3);
  if (isPlain) return name;
  return definition?.line
    ? `The variable on line ${definition.line} of ${definition.source}`
    : 'A variable with an odd name';
};

const word =
  '(?:TOKEN|SECRET|KEY|APIKEY|PASSWORD|PASSWD|PASSPHRASE|PASS|PWD|CREDENTIALS?|AUTH|AUTHORIZATION|BEARER|PAT|JWT)S?';
const telling = new RegExp(
  `(?:^|_)${word}(?:_(?:${word}|LIVE|TEST|PROD|PRODUCTION|STAGING|DEV|SANDBOX|V?\\d+|B64|BASE64|VALUE|ID))*$`,
);
const harmlessNames =
  /^(?:PWD|OLDPWD|LESSKEY|.*(?:PRIMARY|SORT|PARTITION|FOREIGN|CACHE|ROUTING)_KEY|.*(?:CLIENT|TENANT|ACCOUNT|APP|PROJECT)_ID)$/;

/** Whether a variable is a credential, by its name, or by a value that looks like nothing else. */
const isCredential = (name: string, value: string | undefined): boolean => {
  const upper = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[-.]/g, '_')
    .toUpperCase();
  if (harmlessNames.test(upper)) return false;
  if (name.length <= 200 && telling.test(upper)) return true;
  return value !== undefined && (tokenShapeOf(value) !== undefined || decodeToken(value).kind === 'jwt');
};

const rulesFor = (name: string): TextRules => {
  const upper = name.toUpperCase();
  const isPassword = /PASS|PWD|AUTH$|CREDENTIAL/.test(upper);
  const isPublic = /PUBLI(?:C|SHABLE)(?!_(?:SECRET|TOKEN))|ANON|CLIENT_KEY|SITE_KEY|POSTHOG|SENTRY_DSN|MAPS/.test(
    upper.replace(/^(?:NEXT_|NUXT_|EXPO_)?PUBLIC_/, ''),
  );
  const needsSecret = /SECRET/.test(upper);
  return {
    isOptional: false,
    alphabet: isPassword ? 'text' : 'token',
    isPublic,
    shape: (value, mode) => {
      const uses = ['access', 'secret', 'refresh', 'client-secret', 'webhook-secret', 'identifier'] as const;
      const allowed = new Set(needsSecret && !isPublic ? uses : ([...uses, 'publishable'] as const));
      return shapeFlaws(value, { uses: allowed, prefixes: [], mode });
    },
  };
};
