import type { Exchange, RequestOptions } from '../sending/exchange.ts';
import type { PassReason } from '../telling/explanation.ts';
import { didYouMean } from './did-you-mean.ts';

const requestOptions: ReadonlySet<string> = new Set<keyof RequestOptions>([
  'bypass',
  'priority',
  'replay',
  'refresh',
  'scopes',
]);

/** What is wrong with what a caller says about one request: a name that is misspelt would be ignored in silence. */
export function flawOfOptions(options: unknown): TypeError | undefined {
  if (typeof options !== 'object' || options === null)
    return new TypeError('The options of a request are an object, such as { bypass: true }.');
  for (const name in options) {
    if (!requestOptions.has(name))
      return new TypeError(`There is no request option "${name}".${didYouMean(name, requestOptions)}`);
  }
  return undefined;
}

/** Why a request passes untouched, whatever it carries. */
export function passReason(
  exchange: Exchange,
  origins: ReadonlySet<string> | undefined,
  isRefresh: boolean,
): PassReason | undefined {
  const { options, origin, baseOrigin } = exchange;
  if (options?.bypass) return 'bypassed';
  if (isRefresh) return 'refresh';
  if (origins) {
    if (origin === undefined || !origins.has(origin)) return 'other-origin';
  } else if (baseOrigin === undefined) return 'no-origin';
  else if (origin !== baseOrigin) return 'other-origin';
  return exchange.passReason;
}

/** A header that stands for no credential: old code that builds one of a token that is not there. */
export function isPlaceholder(authorization: string): boolean {
  return /^(\S+ +)?(undefined|null|NaN|\[object \w+\])$|^(bearer|token|dpop) *$/i.test(authorization);
}

/** Whether an answer came from an origin of ours, after whatever redirects; where nobody can tell, it did. */
export function isOwnOrigin(
  exchange: Exchange,
  origins: ReadonlySet<string> | undefined,
  origin: string | undefined,
): boolean {
  if (origin === undefined || origin === exchange.origin) return true;
  return origins ? origins.has(origin) : origin === exchange.baseOrigin;
}

/** What to do about a request that passed and was refused. */
export const passHints: Readonly<Record<PassReason, string>> = {
  bypassed: 'It carries the "bypass" mark.',
  refresh: 'It is the refresh itself.',
  'other-origin':
    'Its origin is not the client\'s own: add it to the session\'s "origins" if credentials may go there.',
  'no-origin': 'The client has no base URL: set one, or name the API in the session\'s "origins".',
  'own-credential':
    'It carries a credential of its own: remove the line that sets it, and the session adds a current one.',
  'no-cors':
    'Its mode is "no-cors", in which a browser drops the credential: make it with mode "cors", or leave it to the page.',
};

export function listOf(scopes: string | readonly string[]): string[] {
  return typeof scopes === 'string' ? scopes.split(' ').filter(Boolean) : [...scopes];
}

/** The scopes that a request names and the token response did not grant; none where it named no scope. */
export function missingScopes({ options }: Exchange, granted: string | undefined): string[] {
  if (!options?.scopes || granted === undefined) return [];
  const grants = new Set(granted.split(' '));
  return listOf(options.scopes).filter((scope) => !grants.has(scope));
}
