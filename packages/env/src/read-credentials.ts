import { CredentialsError } from './credentials-error.ts';
import type { EnvFile } from './env-file.ts';
import { type CredentialSpec, type Credentials, type ReadContext, read } from './kind.ts';
import { checkOptionNames } from './option-names.ts';
import type { CredentialProblem } from './problem.ts';
import { readEnvFile } from './read-env-file.ts';
import { sourcesOf } from './sources.ts';
import type { StandardSchema } from './standard-schema.ts';

export interface ReadCredentialsOptions {
  /** The variables: `process.env`, `import.meta.env`, or any object. Default: `process.env` where there is one. */
  readonly env?: Readonly<Record<string, unknown>> | undefined;
  /**
   * Paths of `.env` files that are read beside `env`; of two, the later counts. One that does not exist is passed over.
   * Node only. Default: none.
   */
  readonly files?: string | readonly string[] | undefined;
  /** Which environment the credentials are for: a test key is a problem in `'live'`, and the reverse. Default: not checked. */
  readonly mode?: 'test' | 'live' | undefined;
  /** Whether a variable that `env` and a file define differently is a problem. Default: true. */
  readonly mustAgree?: boolean | undefined;
}

/**
 * Reads credentials at start-up: secrets that cannot be printed by accident, or one error with everything that is wrong.
 *
 * @example
 * const { API_TOKEN } = readCredentials({ API_TOKEN: bearerToken() });
 * const session = createSession({ tokens: API_TOKEN.reveal() });
 *
 * @throws {CredentialsError} With all problems of all variables, naming variable and flaw, never the value.
 * @throws {TypeError} When an option is wrong, or there is no environment to read.
 */
export function readCredentials<const Spec extends CredentialSpec>(
  spec: Spec,
  options: ReadCredentialsOptions = {},
): Credentials<Spec> {
  checkSpec(spec);
  const result = readAll(spec, contextOf(options));
  if ('problems' in result) throw new CredentialsError(result.problems);
  return result.value;
}

/**
 * The same as a Standard Schema (v1) over the whole environment: `schema['~standard'].validate(process.env)`. Each issue
 * names its variable in its path.
 */
export function credentialsSchema<const Spec extends CredentialSpec>(
  spec: Spec,
  options: Omit<ReadCredentialsOptions, 'env'> = {},
): StandardSchema<Credentials<Spec>> {
  checkSpec(spec);
  return {
    '~standard': {
      version: 1,
      vendor: 'freshkey',
      validate: (value) => {
        if (typeof value !== 'object' || value === null)
          return { issues: [{ message: 'The environment must be an object of variables.' }] };
        const result = readAll(spec, contextOf({ ...options, env: value as Record<string, unknown> }));
        if (!('problems' in result)) return result;
        return {
          issues: result.problems.map(({ name, title, fix }) => ({ message: `${title}. ${fix}`, path: [name] })),
        };
      },
    },
  };
}

const checkSpec = (spec: unknown): void => {
  if (typeof spec !== 'object' || spec === null)
    throw new TypeError('readCredentials: the first argument must be an object of credentials by variable');
  for (const [name, kind] of Object.entries(spec)) {
    if (typeof (kind as Record<PropertyKey, unknown> | null)?.[read] !== 'function') {
      throw new TypeError(`readCredentials: ${name} must be bearerToken(), refreshToken(), apiKey() or basic()`);
    }
  }
};

const contextOf = (options: ReadCredentialsOptions): ReadContext => {
  checkOptionNames('readCredentials', options, ['env', 'files', 'mode', 'mustAgree']);
  const { env, files = [], mode, mustAgree = true } = options;
  if (mode !== undefined && mode !== 'test' && mode !== 'live')
    throw new TypeError("readCredentials: mode must be 'test' or 'live'");
  const paths = typeof files === 'string' ? [files] : files;
  if (!Array.isArray(paths) || paths.some((path) => typeof path !== 'string'))
    throw new TypeError('readCredentials: files must be a path, or an array of paths');
  const read = paths.map(readEnvFile).filter((file): file is EnvFile => file !== undefined);
  return { sources: sourcesOf(environmentOf(env), read), mode, mustAgree };
};

const environmentOf = (env: unknown): Readonly<Record<string, unknown>> => {
  if (env === undefined) {
    const { process } = globalThis as { process?: { env?: Record<string, unknown> } };
    if (process?.env) return process.env;
    throw new TypeError(
      'readCredentials: there is no process.env here; pass { env: import.meta.env } or another object',
    );
  }
  if (typeof env !== 'object' || env === null)
    throw new TypeError('readCredentials: env must be an object of variables');
  return env as Record<string, unknown>;
};

const readAll = <Spec extends CredentialSpec>(
  spec: Spec,
  context: ReadContext,
): { value: Credentials<Spec> } | { problems: CredentialProblem[] } => {
  const problems: CredentialProblem[] = [];
  const values: [string, unknown][] = [];
  for (const [name, kind] of Object.entries(spec)) {
    const reading = kind[read](name, context);
    if ('problems' in reading) problems.push(...reading.problems);
    else values.push([name, reading.value]);
  }
  return problems.length > 0 ? { problems } : { value: Object.fromEntries(values) as Credentials<Spec> };
};
