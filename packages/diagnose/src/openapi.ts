import { isRecord } from './parse-json.ts';

/** One operation of an OpenAPI document. */
export interface OpenApiOperation {
  /** In upper case. */
  readonly method: string;
  /** The path template, as the document spells it. */
  readonly path: string;
  readonly operationId?: string;
}

type Json = Readonly<Record<string, unknown>>;
interface Located {
  readonly summary: OpenApiOperation;
  readonly operation: Json;
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'] as const;

/**
 * The scopes that an operation of an OpenAPI 3.0 or 3.1 document needs: a list of alternatives of which any one is
 * enough, each a list of scopes that are all needed; `[[]]` for an operation that needs none. `undefined` if the document
 * has no such operation.
 *
 * The operation's `security` replaces that of the root (OpenAPI 3.1 §4.8.10.1); `[]` makes it public. An alternative that
 * asks for a key, a password or a certificate in place of a token is left out, unless there is no other.
 *
 * @param openapi the parsed document. References within it are followed; others are passed over. Never throws.
 * @param operation `'POST /orders'` with the path as template (`/orders/{id}`) or as sent (`/orders/17`, a whole URL), or
 *   an operationId.
 * @example
 * auditScopes({ granted: claims, required: requiredScopes(openapi, 'POST /orders') ?? [] });
 */
export function requiredScopes(openapi: unknown, operation: string): string[][] | undefined {
  const found = locate(openapi, operation);
  if (!found || !isRecord(openapi)) return undefined;
  const security = found.operation.security ?? openapi.security;
  if (!Array.isArray(security) || security.length === 0) return [[]];
  const alternatives = security.filter(isRecord);
  const forTokens = alternatives.filter((alternative) =>
    Object.keys(alternative).every((name) => isForTokens(openapi, name)),
  );
  const counted = forTokens.length > 0 ? forTokens : alternatives;
  return counted.length === 0 ? [[]] : counted.map(scopesOfAlternative);
}

/** The operation of that name (see {@link requiredScopes}); `undefined` if the document has none. */
export function findOperation(openapi: unknown, operation: string): OpenApiOperation | undefined {
  return locate(openapi, operation)?.summary;
}

/** Every operation of the document, in its order. */
export function operationsOf(openapi: unknown): OpenApiOperation[] {
  return located(openapi).map(({ summary }) => summary);
}

const scopesOfAlternative = (alternative: Json): string[] => [
  ...new Set(
    Object.values(alternative).flatMap((scopes) =>
      Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === 'string') : [],
    ),
  ),
];

/** Whether a security scheme is one that a token with scopes satisfies. One that is not declared is taken for such. */
function isForTokens(openapi: Json, name: string): boolean {
  const components = resolved(openapi, openapi.components);
  const schemes = resolved(openapi, components?.securitySchemes);
  const scheme = resolved(openapi, schemes?.[name]);
  const type = scheme?.type;
  if (type === 'http') return String(scheme?.scheme).toLowerCase() === 'bearer';
  return type !== 'apiKey' && type !== 'mutualTLS';
}

function located(openapi: unknown): Located[] {
  if (!isRecord(openapi)) return [];
  const paths = resolved(openapi, openapi.paths) ?? {};
  const found: Located[] = [];
  for (const path of Object.keys(paths)) {
    if (!path.startsWith('/')) continue;
    const item = pathItem(openapi, paths[path]);
    for (const method of methods) {
      const operation = resolved(openapi, item[method]);
      if (!operation) continue;
      const { operationId } = operation;
      const summary = { method: method.toUpperCase(), path, ...(typeof operationId === 'string' && { operationId }) };
      found.push({ summary, operation });
    }
  }
  return found;
}

/** A path item and what it refers to; its own members count before those. */
function pathItem(openapi: Json, value: unknown): Json {
  if (!isRecord(value)) return {};
  return typeof value.$ref === 'string' ? { ...resolved(openapi, value), ...value } : value;
}

/** What a value refers to in the same document, however often; `undefined` if that is no object, elsewhere, or itself. */
function resolved(openapi: Json, value: unknown): Json | undefined {
  const seen = new Set<string>();
  let current = value;
  while (isRecord(current) && typeof current.$ref === 'string') {
    const reference = current.$ref;
    if (!reference.startsWith('#') || seen.has(reference)) return undefined;
    seen.add(reference);
    current = pointedAt(openapi, reference);
  }
  return isRecord(current) ? current : undefined;
}

/** A JSON Pointer in a URI fragment (RFC 6901 §6). */
function pointedAt(openapi: Json, reference: string): unknown {
  let current: unknown = openapi;
  for (const step of reference.slice(1).split('/').slice(1)) {
    const name = decoded(step).replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(current)) current = current[Number(name)];
    else if (isRecord(current) && Object.hasOwn(current, name)) current = current[name];
    else return undefined;
  }
  return current;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function locate(openapi: unknown, wanted: string): Located | undefined {
  const all = located(openapi);
  const name = wanted.trim();
  const byId = all.find(({ summary }) => summary.operationId === name);
  if (byId) return byId;
  const [, method = '', target = ''] = /^([A-Za-z]+)\s+(\S+)$/.exec(name) ?? [];
  const candidates = all.filter(({ summary }) => summary.method === method.toUpperCase());
  if (candidates.length === 0) return undefined;
  const path = pathOf(target);
  for (const sent of [path, ...withoutBase(openapi, path)]) {
    const exact = candidates.find(({ summary }) => summary.path === sent);
    if (exact) return exact;
    const nearest = candidates
      .filter(({ summary }) => matches(summary.path, sent))
      .sort((one, other) => rank(one.summary.path).localeCompare(rank(other.summary.path)))[0];
    if (nearest) return nearest;
  }
  return undefined;
}

const pathOf = (target: string): string =>
  target.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '') || '/';

/** The path without the base path of each server that it begins with. */
function withoutBase(openapi: unknown, path: string): string[] {
  const servers = isRecord(openapi) && Array.isArray(openapi.servers) ? openapi.servers : [];
  return servers.flatMap((server) => {
    if (!isRecord(server) || typeof server.url !== 'string') return [];
    const base = pathOf(server.url).replace(/\/$/, '');
    return base !== '' && path.startsWith(`${base}/`) ? [path.slice(base.length)] : [];
  });
}

/** Whether a path, as sent or with parameters of other names, is one of the template's. A slash at the end does not count. */
function matches(template: string, path: string): boolean {
  const wanted = segments(template);
  const sent = segments(path);
  return wanted.length === sent.length && wanted.every((segment, index) => matchesSegment(segment, sent[index] ?? ''));
}

const segments = (path: string): string[] => path.replace(/\/$/, '').split('/');

function matchesSegment(wanted: string, sent: string): boolean {
  const parts = wanted.split(/\{[^{}]*\}/);
  if (parts.length === 1) return wanted === sent;
  let at = 0;
  for (const [index, part] of parts.entries()) {
    const found = index === parts.length - 1 ? sent.length - part.length : sent.indexOf(part, at);
    if (found < at + (index === 0 ? 0 : 1) || !sent.startsWith(part, found) || (index === 0 && found !== 0))
      return false;
    at = found + part.length;
  }
  return true;
}

/** Templates in the order of OpenAPI 3.1 §4.8.8.2: what is spelt out comes before what is a parameter. */
const rank = (template: string): string =>
  segments(template)
    .map((segment) => (segment.includes('{') ? '1' : '0'))
    .join('');
