import { decodeBasic } from '@freshkey/diagnose';
import type { CredentialOptions } from './bearer-token.ts';
import type { CredentialKind, ReadContext, Reading } from './kind.ts';
import { type CredentialProblem, problemOf } from './problem.ts';
import { readText, type TextRules } from './read-text.ts';
import { Secret } from './secret.ts';
import { checkOptions, kindOf } from './secret-kind.ts';

/** A user and a password. */
export interface BasicCredentials {
  readonly username: string;
  readonly password: Secret;
}

export interface BasicOptions extends CredentialOptions {
  /** The variable that holds the user's name; then the password is in another one. Default: one variable holds `user:password`. */
  readonly username?: string | undefined;
  /** The variable that holds the password; goes with `username`. */
  readonly password?: string | undefined;
}

type Optional<Options> = Options extends { readonly optional: true } ? undefined : never;

/**
 * User and password for HTTP Basic (RFC 7617 §2), out of one variable `user:password` (the first colon splits) or out of
 * two: `DB: basic({ username: 'DB_USER', password: 'DB_PASSWORD' })`.
 *
 * @throws {TypeError} When only one of the two variables is named.
 */
export function basic<const Options extends BasicOptions = BasicOptions>(
  options?: Options,
): CredentialKind<BasicCredentials | Optional<Options>> {
  const { optional } = checkOptions('basic', options, ['optional', 'username', 'password']);
  const { username, password } = (options ?? {}) as BasicOptions;
  if ((username === undefined) !== (password === undefined))
    throw new TypeError('basic: name both variables, username and password, or neither');
  for (const name of [username, password]) {
    if (name !== undefined && (typeof name !== 'string' || name === ''))
      throw new TypeError('basic: username and password must be names of variables');
  }
  const rules: TextRules = { isOptional: optional, alphabet: 'text', isPublic: false, shape: () => [] };
  const kind = kindOf(
    (name, context): Reading<BasicCredentials | undefined> =>
      username === undefined || password === undefined
        ? fromOne(name, rules, context)
        : fromTwo(username, password, rules, context),
  );
  return kind as CredentialKind<BasicCredentials | Optional<Options>>;
}

const fromOne = (name: string, rules: TextRules, context: ReadContext): Reading<BasicCredentials | undefined> => {
  const reading = readText(name, rules, context);
  if ('problems' in reading || reading.value === undefined) return reading as Reading<undefined>;
  const { value } = reading;
  const colon = value.indexOf(':');
  if (colon < 0) {
    const isEncoded = decodeBasic(value)?.password !== undefined;
    const problem = isEncoded
      ? {
          id: 'basic-encoded',
          row: 'C17',
          says: 'holds user and password already in base64',
          fix: 'Put user:password in as it is: it is encoded when it is sent.',
        }
      : {
          id: 'basic-without-colon',
          row: 'C15',
          says: 'holds no colon between user and password',
          fix: 'Write it as user:password.',
        };
    return { problems: [problemOf(name, problem)] };
  }
  if (colon === 0 || colon === value.length - 1) {
    const missing = colon === 0 ? 'user' : 'password';
    return {
      problems: [
        problemOf(name, {
          id: `basic-without-${missing}`,
          row: 'C15',
          says: `holds no ${missing} beside the colon`,
          fix: 'Write it as user:password.',
        }),
      ],
    };
  }
  return {
    value: {
      username: value.slice(0, colon),
      password: new Secret(value.slice(colon + 1), name === '' ? undefined : name),
    },
  };
};

const fromTwo = (
  userName: string,
  passwordName: string,
  rules: TextRules,
  context: ReadContext,
): Reading<BasicCredentials | undefined> => {
  const user = readText(userName, rules, context);
  const password = readText(passwordName, rules, context);
  const problems: CredentialProblem[] = [];
  for (const reading of [user, password]) if ('problems' in reading) problems.push(...reading.problems);
  if (problems.length > 0 || 'problems' in user || 'problems' in password) return { problems };
  if (user.value === undefined && password.value === undefined) return { value: undefined };
  for (const [name, { value }] of [
    [userName, user],
    [passwordName, password],
  ] as const) {
    if (value === undefined)
      problems.push(
        problemOf(name, {
          id: 'missing',
          row: 'G01',
          says: 'is not set, but its counterpart is',
          fix: 'Set both, or neither.',
        }),
      );
  }
  if (user.value?.includes(':')) {
    problems.push(
      problemOf(userName, {
        id: 'basic-colon-in-user',
        row: 'C18',
        says: 'holds a colon, which ends a user name',
        fix: 'Use a user name without a colon.',
      }),
    );
  }
  if (problems.length > 0) return { problems };
  return { value: { username: user.value as string, password: new Secret(password.value as string, passwordName) } };
};
