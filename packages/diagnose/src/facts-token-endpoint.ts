import type { Facts } from './facts.ts';
import { isRecord } from './parse-json.ts';

/** A request to OAuth's token endpoint (RFC 6749 §3.2), as far as it can be told. */
export interface TokenRequest {
  /** `'refresh_token'`, `'client_credentials'`, …; empty if unknown. */
  readonly grantType: string;
  /** A field of the form, of the JSON body or of the query; undefined if it has none. */
  field(name: string): string | undefined;
  /** `error` and `error_description` of the answer, in lower case; empty if there are none. */
  readonly error: string;
  readonly description: string;
}

const tokenPath =
  /\/(?:access_?)?tokens?\/?$|\/(?:oauth2?|connect|auth)\/.{0,40}(?:token|refresh)\/?$|\/refresh(?:[-_]?token)?\/?$/i;
const clientErrors = /^(?:invalid_client|invalid_grant|unauthorized_client|unsupported_grant_type|invalid_scope)$/;

const memberText = (facts: Facts, name: string): string => {
  const value = facts.response?.member(name);
  return typeof value === 'string' ? value.slice(0, 500).toLowerCase() : '';
};

/** The request as one for a token; undefined if it is none. */
export function tokenRequestOf(facts: Facts): TokenRequest | undefined {
  const { request } = facts;
  const field = (name: string): string | undefined => {
    const fromForm = request.form?.get(name);
    if (fromForm != null) return fromForm;
    if (isRecord(request.json) && typeof request.json[name] === 'string') return request.json[name];
    return request.location?.searchParams.get(name) ?? undefined;
  };
  const isPost = request.method.toUpperCase() === 'POST';
  const error = memberText(facts, 'error');
  if (!isPost) return undefined;
  const hasPath = tokenPath.test(request.location?.pathname ?? '');
  const grantType = field('grant_type') ?? (hasPath && field('refresh_token') !== undefined ? 'refresh_token' : '');
  if (grantType === '' && !(hasPath && clientErrors.test(error))) return undefined;
  return { grantType, field, error, description: memberText(facts, 'error_description') };
}

/** The refresh token that a request spends; undefined if it spends none. A secret. */
export function refreshTokenOf(facts: Facts): string | undefined {
  return tokenRequestOf(facts)?.field('refresh_token');
}

/** The access token that an answer issues; undefined if it issues none. A secret. */
export function issuedTokenOf(facts: Facts): string | undefined {
  if (facts.status < 200 || facts.status > 299 || facts.request.method.toUpperCase() !== 'POST') return undefined;
  const token =
    facts.response?.member('access_token') ?? facts.response?.member('accessToken') ?? facts.response?.member('token');
  return typeof token === 'string' && token !== '' ? token : undefined;
}
