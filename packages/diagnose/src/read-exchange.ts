import type { Exchange, HeaderList, RedirectStep, RequestSent, ResponseReceived } from './exchange.ts';
import { readEnvironment, readExpected, readFetchOptions, readSources } from './read-context.ts';

/** How much of a body is read, in UTF-16 code units. */
const maxBodyLength = 65_536;
const maxHeaders = 500;
const maxHeaderLength = 65_536;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const text = (value: unknown, max: number): string =>
  typeof value === 'string' ? value.slice(0, max) : typeof value === 'number' ? String(value) : '';

/** Pairs out of what stands in for a list: `Headers`, a `Map`, or an object with text or lists of text. */
function pairsOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  if (!isObject(value)) return [];
  if (typeof value[Symbol.iterator as never] === 'function') {
    const pairs: unknown[] = [];
    for (const pair of value as unknown as Iterable<unknown>) if (pairs.push(pair) >= maxHeaders) break;
    return pairs;
  }
  return Object.keys(value)
    .slice(0, maxHeaders)
    .flatMap((name) =>
      Array.isArray(value[name]) ? (value[name] as unknown[]).map((line) => [name, line]) : [[name, value[name]]],
    );
}

function headerList(value: unknown): HeaderList {
  const list: [string, string][] = [];
  for (const entry of pairsOf(value)) {
    if (list.length >= maxHeaders) break;
    if (Array.isArray(entry) && typeof entry[0] === 'string') list.push([entry[0], text(entry[1], maxHeaderLength)]);
  }
  return list;
}

/** Text as it is; a parsed body as the JSON that it came from. */
function body(value: unknown): { body: string } | undefined {
  if (typeof value === 'string') return { body: value.slice(0, maxBodyLength) };
  if (!isObject(value) || ArrayBuffer.isView(value)) return undefined;
  try {
    return { body: String(JSON.stringify(value)).slice(0, maxBodyLength) };
  } catch {
    return undefined;
  }
}

function requestOf(value: unknown): RequestSent {
  const request = isObject(value) ? value : {};
  return {
    method: (text(request.method, 40) || 'GET').toUpperCase(),
    url: text(request.url, maxHeaderLength),
    headers: headerList(request.headers),
    ...body(request.body),
  };
}

function responseOf(value: unknown): ResponseReceived | undefined {
  if (!isObject(value)) return undefined;
  const status = Number.isInteger(value.status) ? (value.status as number) : 0;
  return {
    status,
    headers: headerList(value.headers),
    ...body(value.body),
    ...(typeof value.url === 'string' && { url: value.url.slice(0, maxHeaderLength) }),
  };
}

function redirectsOf(value: unknown): RedirectStep[] {
  const steps: RedirectStep[] = [];
  for (const step of Array.isArray(value) ? value.slice(0, 50) : []) {
    if (!isObject(step) || typeof step.from !== 'string' || typeof step.to !== 'string') continue;
    const dropped = Array.isArray(step.headersDropped)
      ? step.headersDropped.filter((name) => typeof name === 'string')
      : [];
    steps.push({
      from: step.from.slice(0, maxHeaderLength),
      to: step.to.slice(0, maxHeaderLength),
      status: typeof step.status === 'number' ? step.status : 0,
      ...(typeof step.method === 'string' && { method: step.method.toUpperCase() }),
      ...(dropped.length > 0 && { headersDropped: dropped }),
    });
  }
  return steps;
}

const strings = ['client', 'runtime', 'framework', 'pageOrigin', 'baseUrl'] as const;
const objects = {
  fetchOptions: readFetchOptions,
  sources: readSources,
  expected: readExpected,
  environment: readEnvironment,
};
const booleans = ['bodyIsStream', 'sanitized', 'requestUnknown'] as const;
const numbers = ['sentAtMs', 'receivedAtMs'] as const;
const responses = ['withoutCredentials', 'preflight', 'crossOrigin', 'slashToggled'] as const;

function probesOf(value: unknown): Record<string, unknown> | undefined {
  if (!isObject(value)) return undefined;
  const probes: Record<string, unknown> = {};
  for (const name of responses) {
    const response = responseOf(value[name]);
    if (response) probes[name] = { ...response, url: response.url ?? '' };
  }
  for (const name of ['discovery', 'resourceMetadata']) if (isObject(value[name])) probes[name] = value[name];
  if (Array.isArray(value.jwks)) probes.jwks = value.jwks.filter(isObject).slice(0, 200);
  if (value.signature === 'valid' || value.signature === 'invalid') probes.signature = value.signature;
  if (Array.isArray(value.clockOffsetsMs))
    probes.clockOffsetsMs = value.clockOffsetsMs.filter(Number.isFinite).slice(0, 50);
  return probes;
}

/** An exchange of which every field has the type that it declares, made from anything at all. */
export function readExchange(value: unknown): Exchange {
  const given = isObject(value) ? value : {};
  const read: Record<string, unknown> = { request: requestOf(given.request), redirects: redirectsOf(given.redirects) };
  const { url, headers } = read.request as RequestSent;
  if (url === '' && headers.length === 0) read.requestUnknown = true;
  const response = responseOf(given.response);
  if (response) read.response = response;
  if (given.error !== undefined) read.error = given.error;
  if (given.renewal === 'failed' || given.renewal === 'refused') read.renewal = given.renewal;
  for (const name of strings) if (typeof given[name] === 'string') read[name] = given[name].slice(0, 2_000);
  for (const [name, readObject] of Object.entries(objects))
    if (isObject(given[name])) read[name] = readObject(given[name]);
  for (const name of booleans) if (given[name] === true) read[name] = true;
  for (const name of numbers) if (Number.isFinite(given[name])) read[name] = given[name];
  const scopes =
    typeof given.requiredScopes === 'string' ? given.requiredScopes.split(/\s+/, 200) : given.requiredScopes;
  if (Array.isArray(scopes)) read.requiredScopes = scopes.filter((scope) => typeof scope === 'string' && scope !== '');
  const probes = probesOf(given.probes);
  if (probes) read.probes = probes;
  if (Array.isArray(given.history)) read.history = given.history.slice(-200).filter(isObject);
  return read as unknown as Exchange;
}
