import type { CredentialKind } from './kind.ts';
import type { Secret } from './secret.ts';
import { secretKind } from './secret-kind.ts';

/** What every kind of credential takes. */
export interface CredentialOptions {
  /** `undefined` is fine when the variable is not set or empty. Default: false. */
  readonly optional?: boolean | undefined;
}

type Optional<Options> = Options extends { readonly optional: true } ? undefined : never;

/** What a key of one environment takes. */
export interface ModeOptions extends CredentialOptions {
  /** The environment that it must be for, where the key itself tells (`sk_test_…`). Default: that of {@link readCredentials}; either. */
  readonly mode?: 'test' | 'live' | undefined;
}

export interface ApiKeyOptions extends ModeOptions {
  /** What the key begins with, or several such beginnings. Default: anything. */
  readonly prefix?: string | readonly string[] | undefined;
  /** The least length, in UTF-16 code units. Default: 1. */
  readonly minLength?: number | undefined;
  /** The key is meant for browsers: a publishable key, under a public prefix, is fine. Default: false. */
  readonly publishable?: boolean | undefined;
}

/**
 * An access token to be sent as `Authorization: Bearer` (RFC 6750 §2.1): text without its scheme. A refresh token, a
 * client secret, a publishable key or a damaged JWT in its place is a problem.
 *
 * Boundary: whether the token has expired or the server likes it is not looked at.
 */
export function bearerToken<const Options extends ModeOptions = ModeOptions>(
  options?: Options,
): CredentialKind<Secret | Optional<Options>> {
  return secretKind('bearerToken', options, ['optional', 'mode'], {
    uses: new Set(['access', 'secret']),
    prefixes: [],
  }) as CredentialKind<Secret | Optional<Options>>;
}

/** A refresh token (RFC 6749 §1.5): it goes to the token endpoint alone. */
export function refreshToken<const Options extends CredentialOptions = CredentialOptions>(
  options?: Options,
): CredentialKind<Secret | Optional<Options>> {
  return secretKind('refreshToken', options, ['optional'], {
    uses: new Set(['refresh']),
    prefixes: [],
  }) as CredentialKind<Secret | Optional<Options>>;
}

/**
 * An API key, by its prefix if that is known: `apiKey({ prefix: 'sk_live_' })`.
 *
 * @throws {TypeError} When an option is of another type.
 */
export function apiKey<const Options extends ApiKeyOptions = ApiKeyOptions>(
  options?: Options,
): CredentialKind<Secret | Optional<Options>> {
  const { prefix = [], minLength, publishable = false } = options ?? {};
  const prefixes = typeof prefix === 'string' ? [prefix] : prefix;
  if (!Array.isArray(prefixes) || prefixes.some((item) => typeof item !== 'string' || item === '')) {
    throw new TypeError('apiKey: prefix must be a non-empty string, or an array of them');
  }
  if (minLength !== undefined && !(Number.isSafeInteger(minLength) && minLength > 0))
    throw new TypeError('apiKey: minLength must be a positive integer');
  const uses = new Set(publishable ? (['access', 'secret', 'publishable'] as const) : (['access', 'secret'] as const));
  return secretKind(
    'apiKey',
    options,
    ['optional', 'mode', 'prefix', 'minLength', 'publishable'],
    { uses, prefixes, minLength },
    publishable,
  ) as CredentialKind<Secret | Optional<Options>>;
}
