import type { Challenge } from '@freshkey/challenge';
import { jwtDecode } from 'jwt-decode';
import { isRecord } from './parse-json.ts';

/** What a token may do, against what an operation needs. Scopes are compared as they are, case included (RFC 6749 §3.3). */
export interface ScopeAudit {
  /** Each once, in the order given. */
  readonly granted: string[];
  /** Each once; of several alternatives the one that was compared. */
  readonly required: string[];
  /** Required and not granted. */
  readonly missing: string[];
  /** Granted and not required. */
  readonly unneeded: string[];
}

/**
 * Scopes as one has them: a text with spaces or commas between (`'orders:read orders:write'`), a list with one scope an
 * entry, the claims of a decoded token, or a token that is a JWT. Nothing at all is no scope.
 */
export type GrantedScopes = string | readonly string[] | Readonly<Record<string, unknown>> | null | undefined;

/**
 * The same; or the challenge of a server, which names the scopes that it wants (RFC 6750 §3); or a list of alternatives
 * as {@link requiredScopes} returns it, of which any one is enough.
 */
export type RequiredScopes = GrantedScopes | Pick<Challenge, 'params'> | readonly (readonly string[])[];

/**
 * Compares the scopes of a token with those that an operation needs.
 *
 * @example
 * auditScopes({ granted: 'orders:read profile', required: ['orders:read', 'orders:write'] });
 * // { granted: ['orders:read', 'profile'], required: ['orders:read', 'orders:write'],
 * //   missing: ['orders:write'], unneeded: ['profile'] }
 *
 * Of a token's claims, `scope`, `scp`, `permissions`, `roles`, `realm_access.roles` and `cognito:groups` are read, the
 * token's own words alone: nothing is verified. Of alternatives the one that is granted is compared, the one that leaves
 * least unneeded if there are several, else the one that misses least. Never throws.
 *
 * Boundary: knows no hierarchy between scopes; that `repo` includes `repo:status` is the vendor's affair.
 */
export function auditScopes({
  granted,
  required,
}: {
  readonly granted: GrantedScopes;
  readonly required: RequiredScopes;
}): ScopeAudit {
  const held = scopesOf(granted);
  const has = new Set(held);
  const audits = alternativesOf(required).map((needed): ScopeAudit => {
    const needs = new Set(needed);
    return {
      granted: held,
      required: needed,
      missing: needed.filter((scope) => !has.has(scope)),
      unneeded: held.filter((scope) => !needs.has(scope)),
    };
  });
  return audits.reduce((best, next) => (isNearer(next, best) ? next : best));
}

const isNearer = (one: ScopeAudit, other: ScopeAudit): boolean =>
  one.missing.length === other.missing.length
    ? one.unneeded.length < other.unneeded.length
    : one.missing.length < other.missing.length;

function alternativesOf(required: RequiredScopes): string[][] {
  if (Array.isArray(required) && required.length > 0 && required.every(Array.isArray))
    return required.map((needed) => scopesOf(needed));
  return [scopesOf(required as GrantedScopes)];
}

/** The scopes in any accepted shape, each once, in order. */
export function scopesOf(given: GrantedScopes | Pick<Challenge, 'params'>): string[] {
  if (typeof given === 'string') {
    const claims = jwtClaims(given);
    return claims ? claimedScopes(claims) : listed(given);
  }
  if (Array.isArray(given))
    return unique(given.filter((scope) => typeof scope === 'string').map((scope: string) => scope.trim()));
  if (!isRecord(given)) return [];
  return Array.isArray(given.params) ? challengedScopes(given.params) : claimedScopes(given);
}

function claimedScopes(claims: Readonly<Record<string, unknown>>): string[] {
  const { realm_access: realm } = claims;
  const lists = [claims.scope, claims.scp].map(asList);
  const names = [
    claims.permissions,
    claims.roles,
    isRecord(realm) ? realm.roles : undefined,
    claims['cognito:groups'],
  ].map(asNames);
  return unique([...lists, ...names].flat());
}

/** Scopes never hold a space, so that an entry with one is several. */
const asList = (value: unknown): string[] =>
  typeof value === 'string' ? listed(value) : asNames(value).flatMap(listed);

/** Names of roles may hold spaces. */
const asNames = (value: unknown): string[] =>
  typeof value === 'string'
    ? listed(value)
    : Array.isArray(value)
      ? value.filter((name) => typeof name === 'string')
      : [];

const listed = (text: string): string[] => unique(text.split(/[\s,]+/));

const unique = (scopes: readonly string[]): string[] => [...new Set(scopes)].filter((scope) => scope !== '');

const challengedScopes = (params: readonly unknown[]): string[] =>
  unique(
    params.flatMap((param) =>
      isRecord(param) && param.name === 'scope' && typeof param.value === 'string' ? listed(param.value) : [],
    ),
  );

function jwtClaims(text: string): Record<string, unknown> | undefined {
  if (!/^ey[\w-]+\.[\w-]+\.[\w-]*$/.test(text.trim())) return undefined;
  try {
    return jwtDecode<Record<string, unknown>>(text.trim());
  } catch {
    return {};
  }
}
