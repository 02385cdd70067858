import { type DecodedToken, decodeToken } from './decode-token.ts';
import type { Exchange, ExpectedToken } from './exchange.ts';
import { Facts } from './facts.ts';
import type { Finding } from './finding.ts';
import { pageOf } from './home-page.ts';
import { isRecord } from './parse-json.ts';
import { beginningOf } from './plain-words.ts';
import { readExchange } from './read-exchange.ts';
import { tokenAloneRules } from './rules/token-alone.ts';
import { runRules } from './run-rules.ts';

/** What {@link inspectToken} takes into account. All of it may be left out. */
export interface InspectTokenOptions {
  /** The local clock: epoch milliseconds, or a function that gives them. Default: unknown, and no time is judged. */
  readonly now?: number | (() => number);
  /** What the API is known to demand. Default: nothing. */
  readonly expected?: ExpectedToken;
  /** Scopes that the operation needs. Default: none. */
  readonly requiredScopes?: readonly string[];
  /** `'all'` returns every claim, e-mail addresses and names too. Default: `'technical'`. */
  readonly claims?: 'technical' | 'all';
}

/** What a token is, what it says of itself, and what is wrong with it. Diagnostic only: no signature is verified. */
export interface TokenInspection {
  /** The version of this shape. Fields may be added within a version. */
  readonly schema: 1;
  /**
   * `jwt`; `jwe`, encrypted; `damaged`, meant to be one of these; `vendor`, known by its prefix; `opaque`, anything else;
   * `empty`.
   */
  readonly kind: DecodedToken['kind'] | 'vendor' | 'empty';
  /** Of a vendor's token, what it is: `a GitHub personal access token (classic)`. */
  readonly label?: string;
  /** Of a JWT or JWE: algorithm, type, key id. */
  readonly header?: Record<string, unknown>;
  /** Times, issuer, audience, scopes and types; with `claims: 'all'` everything. */
  readonly claims?: Record<string, unknown>;
  /** Surest first. */
  readonly problems: Finding[];
}

const technicalHeader = ['alg', 'typ', 'kid', 'enc', 'cty', 'zip', 'crit', 'b64', 'iss'] as const;
const technicalClaims = [
  'iss',
  'aud',
  'exp',
  'nbf',
  'iat',
  'auth_time',
  'scope',
  'scp',
  'permissions',
  'roles',
  'realm_access',
  'resource_access',
  'typ',
  'token_use',
  'token_type',
  'type',
  'use',
  'idtyp',
  'azp',
  'client_id',
  'appid',
  'tid',
  'ver',
  'acr',
  'amr',
  'gty',
  'cnf',
  'ref',
  'role',
] as const;

/**
 * Looks at a token alone: its structure first (segments, base64url, padding, JSON, times), then what it says, or a
 * vendor's prefix and checksum. Pure and synchronous; never throws; shows nothing of the token but its ends, and no
 * personal claim unless `claims: 'all'` asks for them.
 *
 * @example
 * const { kind, problems } = inspectToken(process.env.API_TOKEN ?? '', { now: Date.now() });
 *
 * Boundary: verifies no signature (RFC 8725 is the receiver's affair), and knows no revocation.
 */
export function inspectToken(token: string, options: InspectTokenOptions = {}): TokenInspection {
  const whole = typeof token === 'string' ? token : '';
  const long = longJwt(whole);
  const text = long === undefined ? whole : technicalPart(long);
  const given: InspectTokenOptions = isRecord(options) ? options : {};
  const facts = new Facts(readExchange(exchangeOf(text, given)), clockOf(given.now), true);
  const problems = runRules([{ rules: tokenAloneRules }], facts).map((finding) => spokenOfToken(finding, facts));
  if (whole.length > headerLimit && facts.token?.kind === 'jwt') problems.unshift(tooLong(whole.length));
  if (text.trim() === '') return { schema: 1, kind: 'empty', problems };
  const found = long ?? facts.token;
  const header = found?.header && pick(found.header, technicalHeader);
  const claims = found?.claims && (given.claims === 'all' ? { ...found.claims } : pick(found.claims, technicalClaims));
  return {
    schema: 1,
    kind: facts.token?.shape ? 'vendor' : (found?.kind ?? 'opaque'),
    ...(facts.token?.shape && { label: facts.token.shape.label }),
    ...(header && { header }),
    ...(claims && { claims }),
    problems,
  };
}

/** In characters: what servers and proxies take of a header, by default. */
const headerLimit = 8_192;
/** What the rules read of a header. */
const readLimit = 65_536;
/** Nobody sends a token that is longer. */
const longest = 8 * 1_048_576;

/** A sound JWT of a length that no header is read to. */
function longJwt(token: string): DecodedToken | undefined {
  const text = token.trim();
  if (text.length <= readLimit) return undefined;
  const decoded = decodeToken(text, longest);
  return decoded.kind === 'jwt' ? decoded : undefined;
}

/** The same token without what the rules do not read: its technical claims, and the beginning of its signature. */
function technicalPart({ header = {}, claims = {} }: DecodedToken): string {
  const segment = (value: unknown): string =>
    btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(value)).slice(0, 16_000)))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', '');
  return `${segment(pick(header, technicalHeader))}.${segment(pick(claims, technicalClaims))}.${'A'.repeat(43)}`;
}

const tooLong = (length: number): Finding => ({
  id: 'header-too-long',
  row: 'C22',
  title: 'The token is longer than servers and proxies take in a header',
  confidence: 'likely',
  evidence: [`It has ${length} characters.`, 'Many servers take no more than 8 KiB, and drop or refuse the rest.'],
  fix: 'Have fewer groups, roles and claims put into it (Entra: “groups assigned to the application”), or raise the limit of each server on the way (`large_client_header_buffers`, `--max-http-header-size`).',
  reference: 'RFC 6585 §5 (431); Microsoft Entra: groups overage claim',
});

/** The token as if it had been sent and refused without a word. */
const exchangeOf = (token: string, { expected, requiredScopes }: InspectTokenOptions): Exchange => ({
  request: { method: 'GET', url: '', headers: [['the token', token]] },
  response: { status: 401, headers: [] },
  ...(expected && { expected }),
  ...(requiredScopes && { requiredScopes }),
});

function clockOf(now: InspectTokenOptions['now']): number | undefined {
  try {
    const value = typeof now === 'function' ? now() : now;
    return Number.isFinite(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Sentences begin with a capital, also those that begin with the token. */
function spokenOfToken(finding: Finding, facts: Facts): Finding {
  const spoken = (text: string) =>
    facts
      .withoutSecrets(text)
      .replace(/^the token/, 'The token')
      .replace(/\b[Tt]he (?:credential|value) (?:in|of) the token\b/, 'The token')
      .replace('The header the token', 'The token');
  return {
    ...finding,
    title: titles[finding.id] ?? finding.title,
    evidence: finding.evidence.map(spoken),
    fix: spoken(finding.fix),
    url: pageOf(finding.id),
  };
}

/** Titles for a token that nobody has sent. */
const titles: Readonly<Record<string, string>> = {
  'id-token-as-access-token': 'This is an ID token, not an access token',
  'refresh-token-as-access-token': 'This is a refresh token, not an access token',
  'dpop-token-as-bearer': 'The token is bound to a key (DPoP): it is no bearer token',
  'certificate-bound-token': 'The token is bound to a client certificate: it is no bearer token',
  'credential-of-another-kind': 'This is no credential for an API',
  'credential-is-empty': 'There is no token',
  'encrypted-token': 'The token is encrypted, for somebody else to read',
  'credential-in-quotes': 'The token is in quotes, which would be sent as part of it',
};

/** Members of those names, values kept small: text, numbers, lists, and lists of roles one level down. */
function pick(from: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const name of names) {
    const value = small(from[name], 3);
    if (value !== undefined) picked[name] = value;
  }
  return picked;
}

function small(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return beginningOf(value, 1_000);
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  if (depth === 0) return undefined;
  if (Array.isArray(value))
    return value
      .slice(0, 200)
      .map((item) => small(item, depth - 1))
      .filter((item) => item !== undefined);
  return isRecord(value)
    ? Object.fromEntries(
        Object.keys(value)
          .slice(0, 50)
          .map((name) => [name, small(value[name], depth - 1)]),
      )
    : undefined;
}
