import { FreshkeyError } from '../errors.ts';
import type { TokenSet } from '../judging/token-set.ts';

/** What a scheme adds to one request. */
export interface Credential {
  /** Header names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /**
   * The credential of the next request, where a redirect leads on within the same origin and each request needs its own (a
   * DPoP proof, RFC 9449 §4.2); without it the same one goes along.
   */
  readonly forHop?: (request: { method: string; url: string }) => Credential | Promise<Credential>;
}

/** Reads one header, whatever its case; `null` or `undefined` when it is not there. */
export interface HeaderReader {
  get(name: string): unknown;
}

/** How tokens become a credential. */
export interface Scheme {
  /** The authentication scheme's name (RFC 9110 §11.1); a challenge for another scheme is not ours. */
  readonly name: string;
  /** Headers or query of one request, asked for at every attempt unless `isConstant`. */
  credential(tokens: TokenSet, request: { method: string; url: string }): Credential | Promise<Credential>;
  /** The credential depends on the tokens alone, and is asked for once for all requests that carry them. Default: false. */
  readonly isConstant?: boolean;
  /** Sees the answers: `'again'` asks for one more attempt with a new credential and no refresh (a DPoP nonce). */
  learn?(answer: { url: string; status: number; headers: HeaderReader }): 'again' | undefined;
  /** Whether a challenge of this scheme (lower case) can be ours; by default where it is `name`. */
  answers?(challengeScheme: string): boolean;
  /** What is wrong with an access token, in words that follow "the access token"; by default the rules of bearer. */
  flawOf?(accessToken: string): string | undefined;
  /** The platform carries the credential (a cookie): a session needs no access token. */
  readonly ambient?: boolean;
  /** The headers other than `Authorization` that carry the credential (lower case), where they are known beforehand. */
  readonly headers?: readonly string[];
  /** The query parameters that carry the credential, where they are known beforehand. */
  readonly query?: readonly string[];
  /**
   * Accepts that a platform which follows redirects out of our sight (XMLHttpRequest, and `fetch` in a browser) carries this
   * credential to wherever a redirect of the API points. Only headers other than `Authorization`, and query parameters, are
   * concerned. Default: false.
   */
  readonly followRedirects?: boolean;
}

/** Schemes of gates in front of an API that no token of ours opens. */
const foreignGates = new Set(['basic', 'digest', 'negotiate', 'ntlm']);

/** For schemes that have no name of their own in a challenge: everything but the well-known gates may be ours. */
export function answersUnlessForeign(challengeScheme: string): boolean {
  return !foreignGates.has(challengeScheme);
}

/**
 * `Authorization: Bearer …` (RFC 6750 §2.1), the default. A token that is bound to a key (`tokenType` `DPoP`) is refused with
 * `invalid-credential`: RFC 9449 §7.1.
 *
 * @param name another scheme name for APIs that want one (`Token`, `JWT`); default `Bearer`.
 * @throws TypeError for a name that is no string.
 */
export function bearer(name = 'Bearer'): Scheme {
  if (typeof name !== 'string') throw new TypeError('bearer(name) expects the name of a scheme, such as "Token".');
  return {
    name,
    isConstant: true,
    credential({ tokenType = '', accessToken }) {
      if (/^dpop$/i.test(tokenType)) {
        const why =
          'The token is bound to a key (token_type "DPoP"), and "scheme" sends no proof of it. It was not sent.';
        throw new FreshkeyError('invalid-credential', `${why} Set "dpop" of @freshkey/oauth.`);
      }
      return { headers: { authorization: `${name} ${accessToken}` } };
    },
  };
}

const sendable = /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/;
const malformedAuthorization = /^\S+$|^\S+ {2}|^(\S+) \1 |^\S+ ["']|^\S+ (undefined|null)$|\[object /i;

/**
 * The last check before a credential leaves, whatever scheme made it.
 *
 * @throws FreshkeyError `invalid-credential`, naming the header and the flaw, never the value.
 */
export function checkCredential(credential: Credential): void {
  if (typeof credential !== 'object' || credential === null) throw flawed('(none)', 'is missing');
  const { headers, query } = credential;
  for (const [name, value] of Object.entries({ ...query, ...headers })) {
    const isHeader = headers && name in headers;
    if (isHeader && name !== name.toLowerCase()) throw flawed(name, 'has a name that is not in lower case');
    if (typeof value !== 'string' || (isHeader && !sendable.test(value))) {
      throw flawed(name, 'is empty, or holds a line break, a control or a non-ASCII character, or space at an end');
    }
    if (name === 'authorization' && malformedAuthorization.test(value)) {
      throw flawed(name, 'is not a scheme, exactly one space and a credential');
    }
  }
}

function flawed(name: string, flaw: string): FreshkeyError {
  return new FreshkeyError('invalid-credential', `The credential in "${name}" ${flaw}. It was not sent.`);
}
