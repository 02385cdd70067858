import type { Authorizer, SessionOptions } from '@freshkey/core';
import { didYouMean } from '@freshkey/core/adapter';
import type { AuthorizationServer, ClientAuth } from 'oauth4webapi';
import type { Authority, AuthoritySettings, DpopPart, FindIssuer, Registration } from './authority.ts';
import type { Grant } from './grants.ts';
import { addressOf, httpRemedy } from './text.ts';

/** See `oauth`. One of `issuer`, `server` and `resource` (with `findIssuer`), and one of `clientId` and `registration`. */
export interface OAuthOptions {
  /** The server's issuer identifier (RFC 8414 §2), an https address; its metadata are read at the first need. */
  readonly issuer?: string;
  /** Its endpoints by hand, without discovery: at least `token_endpoint`. ID tokens are kept only where an issuer is named. */
  readonly server?: Partial<AuthorizationServer>;
  /** The API that the tokens are for, at every request for tokens (RFC 8707 §2). */
  readonly resource?: string;
  /** `issuerOfResource`, where only the resource is known (RFC 9728). */
  readonly findIssuer?: FindIssuer;
  /** The client identifier; an https address is that of a client metadata document. */
  readonly clientId?: string;
  /** `register(…)`, where nobody has registered the client by hand (RFC 7591). */
  readonly registration?: Registration;
  /** How the client proves who it is: an authentication of `oauth4webapi`, such as `ClientSecretBasic(secret)`. Default: `None()`. */
  readonly clientAuthentication?: ClientAuth;
  /** What is asked for at sign-in, and by a grant without a user; separated by spaces. */
  readonly scope?: string;
  /** Further members of every request to the authorization and the token endpoint (`audience`, `access_type`). */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Where the server sends the user back to. */
  readonly redirectUri?: string;
  /** Makes the requests to the server (a proxy, a client certificate). Default: the platform's, looked up at the call. */
  readonly fetch?: typeof globalThis.fetch;
  /** Allows http, for a server on this machine. Default: false. */
  readonly allowHttp?: boolean;
  /** How tokens are asked for without a user: `clientCredentials()` and others. Default: the refresh token. */
  readonly grant?: Grant;
  /** `dpop(…)`: tokens that are bound to a key (RFC 9449). */
  readonly dpop?: DpopPart;
  /** `askUser(…)`, for what a refresh cannot bring. */
  readonly authorize?: (authority: Authority) => Authorizer;
  /** `revoke`: the server learns of a sign-out (RFC 7009). */
  readonly onSignOut?: (authority: Authority) => NonNullable<SessionOptions['onSignOut']>;
  /** How far our clock and the server's may be apart, for ID tokens. Seconds, 0 or more; default 30. */
  readonly clockToleranceSec?: number;
  /** How long metadata are waited for. Milliseconds, above 0; default 5,000, below the session's `refreshTimeoutMs`. */
  readonly discoveryTimeoutMs?: number;
}

const text = (value: unknown) => typeof value === 'string' && value !== '';
const callable = (value: unknown) => typeof value === 'function';
const made = (member: string) => (value: unknown) => Object(value)[member] !== undefined;

const anAddress = 'an address';
const exampleAuthentication = 'ClientSecretBasic(secret)';

/** What each option is, and how that is said. */
const options: Record<keyof OAuthOptions, readonly [(value: unknown) => boolean, string]> = {
  issuer: [(value) => !/\/\.well-known\//.test(String(value)), 'the address without "/.well-known/…"'],
  server: [made('token_endpoint'), '"token_endpoint"'],
  resource: [text, anAddress],
  findIssuer: [callable, 'issuerOfResource'],
  clientId: [text, 'a string; or set "registration"'],
  registration: [made('client'), 'register(…)'],
  // What makes one is often given uncalled: it takes a secret or a key, and what it makes takes the request.
  clientAuthentication: [
    (value) => callable(value) && ![1, 2].includes((value as ClientAuth).length),
    exampleAuthentication,
  ],
  scope: [text, 'one string, its scopes separated by spaces'],
  parameters: [
    (value) => typeof value === 'object' && Object.values(Object(value)).every(text),
    'an object of strings',
  ],
  redirectUri: [text, anAddress],
  fetch: [callable, 'a function'],
  allowHttp: [(value) => typeof value === 'boolean', 'true or false'],
  grant: [made('parameters'), 'clientCredentials(), or another grant'],
  dpop: [made('keyFor'), 'dpop({ keys })'],
  authorize: [callable, 'askUser(…)'],
  onSignOut: [callable, 'revoke'],
  clockToleranceSec: [(value) => Number(value) >= 0, 'a number of seconds, 0 or more'],
  discoveryTimeoutMs: [(value) => Number(value) > 0, 'a number of milliseconds, above 0'],
};

/**
 * Reads the options once.
 *
 * @throws TypeError that names the option, what it expects and what to change, never a secret.
 */
export function readOptions(given: OAuthOptions): AuthoritySettings {
  const settings: AuthoritySettings = { ...defaults };
  for (const [name, value] of Object.entries(Object(given))) {
    if (value === undefined) continue;
    const check = options[name as keyof OAuthOptions];
    if (!check) {
      // The nearest name would be "clientId", which is sent in the clear and logged.
      const isSecret = /secret/i.test(name);
      const hint = isSecret
        ? ` Write "clientAuthentication: ${exampleAuthentication}".`
        : didYouMean(name, Object.keys(options));
      throw new TypeError(`oauth: there is no option "${name}".${hint}`);
    }
    if (!check[0](value)) fail(name, check[1]);
    Object.assign(settings, { [name]: value });
  }
  const { issuer, server, resource, findIssuer, clientId, registration, allowHttp } = settings;
  checkAddress('issuer', issuer, allowHttp);
  checkAddress('resource', resource, true);
  checkAddress('server.token_endpoint', server?.token_endpoint, allowHttp);
  if (!issuer && !server && !(resource && findIssuer))
    fail('issuer', `${anAddress}; or set "server.token_endpoint", or "resource" with "findIssuer"`);
  if (!clientId && !registration) fail('clientId', options.clientId[1]);
  return settings;
}

const defaults = { parameters: {}, allowHttp: false, clockToleranceSec: 30, discoveryTimeoutMs: 5000 };

function fail(option: string, expected: string): never {
  throw new TypeError(`oauth: "${option}" expects ${expected}.`);
}

function checkAddress(option: string, url: unknown, allowHttp: boolean): void {
  if (url === undefined || addressOf(url, allowHttp)) return;
  fail(option, `an https address such as "https://login.example.com". ${httpRemedy}`);
}
