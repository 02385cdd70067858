/** A parameter to write. An `AuthParam` fits. */
export interface AuthParamInput {
  /** A token (RFC 9110 §5.6.2), in any case. */
  readonly name: string;
  /** Written in place of `name`. */
  readonly nameAsSent?: string;
  /** Any text without control characters (but the tab) and without characters above U+00FF. */
  readonly value: string;
  /** `false` leaves the quotes out where the value allows it. Default: `true`, which every recipient accepts. */
  readonly quoted?: boolean;
}

/** A challenge or credentials to write. A `Challenge` fits. */
export interface ChallengeInput {
  /** A token (RFC 9110 §11.1), in any case. */
  readonly scheme: string;
  /** Written in place of `scheme`. */
  readonly schemeAsSent?: string;
  /** Letters, digits and `-._~+/`, then any number of `=` (RFC 9110 §11.2). Excludes `params`. */
  readonly token68?: string;
  readonly params?: readonly AuthParamInput[];
}

const isToken = (text: unknown): boolean => typeof text === 'string' && /^[!#$%&'*+.^_`|~\w-]+$/.test(text);

const nameOf = (param: AuthParamInput): string => param.nameAsSent ?? param.name;

const writeParam = (param: AuthParamInput): string => {
  const { value, quoted } = param;
  const name = nameOf(param);
  if (!isToken(name)) throw new TypeError('The name of a parameter must be a token (RFC 9110 §5.6.2).');
  if (typeof value !== 'string' || !/^[\t -~\x80-\xff]*$/.test(value)) {
    throw new TypeError(
      `The value of "${name}" must be a string without control characters and characters above U+00FF.`,
    );
  }
  return quoted === false && isToken(value) ? `${name}=${value}` : `${name}="${value.replace(/["\\]/g, '\\$&')}"`;
};

/**
 * Writes an `Authentication-Info` header (RFC 9110 §11.6.3).
 *
 * @throws TypeError for a name that is no token, a value that no header can carry, and a name given twice.
 * The message never holds a value.
 */
export function serializeAuthenticationInfo(params: readonly AuthParamInput[]): string {
  const written = params.map(writeParam);
  const names = new Set(params.map(nameOf).map((name) => name.toLowerCase()));
  if (names.size < params.length) throw new TypeError('A parameter must occur only once (RFC 9110 §11.2).');
  return written.join(', ');
}

/**
 * Writes an `Authorization` or `Proxy-Authorization` header (RFC 9110 §11.4). The result is a credential.
 *
 * @throws TypeError for a scheme that is no token, a token68 that is none or stands beside parameters, and as
 * {@link serializeAuthenticationInfo} does. The message holds neither token nor value.
 */
export function serializeCredentials(credentials: ChallengeInput): string {
  const { token68, params = [] } = credentials;
  const scheme = credentials.schemeAsSent ?? credentials.scheme;
  if (!isToken(scheme)) throw new TypeError('A scheme must be a token (RFC 9110 §11.1).');
  if (token68 === undefined) return `${scheme} ${serializeAuthenticationInfo(params)}`.trimEnd();
  if (typeof token68 !== 'string' || !/^[\w.~+/-]+=*$/.test(token68)) {
    throw new TypeError('A token68 must hold letters, digits and -._~+/ only, then any number of = (RFC 9110 §11.2).');
  }
  if (params.length)
    throw new TypeError('A scheme is followed by a token68 or by parameters, not by both (RFC 9110 §11.3).');
  return `${scheme} ${token68}`;
}

/**
 * Writes a `WWW-Authenticate` or `Proxy-Authenticate` header (RFC 9110 §11.6.1, §11.7.1), all challenges in one line.
 * `parseChallenges` reads it back.
 *
 * @throws TypeError as {@link serializeCredentials} does.
 */
export function serializeChallenges(challenges: readonly ChallengeInput[]): string {
  return challenges.map(serializeCredentials).join(', ');
}
