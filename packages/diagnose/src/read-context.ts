import type { CredentialSource, EnvironmentFacts, EnvironmentVariable, Exchange, ExpectedToken } from './exchange.ts';
import { isRecord } from './parse-json.ts';

type Unknown = Readonly<Record<string, unknown>>;
const maxText = 65_536;

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string').slice(0, 500) : [];

/** The members of `from` with those names that are text, or a finite number, or true or false. */
function pick<Name extends string>(
  from: Unknown,
  names: readonly Name[],
  type: 'string' | 'number' | 'boolean',
): Record<Name, never> {
  const picked: Record<string, unknown> = {};
  for (const name of names) {
    const value = from[name];
    if (typeof value !== type || (type === 'number' && !Number.isFinite(value))) continue;
    picked[name] = typeof value === 'string' ? value.slice(0, maxText) : value;
  }
  return picked as Record<Name, never>;
}

/** `sources` with every member of the type that it declares. */
export function readSources(value: Unknown): NonNullable<Exchange['sources']> {
  const sources: Record<string, CredentialSource> = {};
  for (const name of Object.keys(value).slice(0, 100)) {
    const source = value[name];
    if (typeof source === 'string') sources[name] = { variable: source.slice(0, 200) };
    if (!isRecord(source)) continue;
    sources[name] = { ...pick(source, ['variable', 'file', 'from'], 'string'), ...pick(source, ['line'], 'number') };
  }
  return sources;
}

/** `expected` with every member of the type that it declares. */
export function readExpected(value: Unknown): ExpectedToken {
  const audience = typeof value.audience === 'string' ? value.audience : textsOf(value.audience);
  const algorithms = textsOf(value.algorithms);
  return {
    ...pick(value, ['issuer', 'type'], 'string'),
    ...(audience.length > 0 && { audience }),
    ...(algorithms.length > 0 && { algorithms }),
  };
}

function variablesOf(value: unknown): EnvironmentVariable[] {
  return (Array.isArray(value) ? value.slice(0, 1_000) : [])
    .filter((variable) => isRecord(variable) && typeof variable.name === 'string')
    .map((variable): EnvironmentVariable => pick(variable, ['name', 'value', 'rawLine', 'source'], 'string'));
}

const environmentLists = ['referenced', 'netrcHosts', 'registryKeys', 'proxyVariables'] as const;

/** `environment` with every member of the type that it declares. */
export function readEnvironment(value: Unknown): EnvironmentFacts {
  const read: Record<string, unknown> = {
    ...pick(value, ['bundler', 'fileEncoding'], 'string'),
    ...pick(value, ['envFileModifiedAtMs', 'processStartedAtMs', 'bundleBuiltAtMs'], 'number'),
  };
  if (Array.isArray(value.variables)) read.variables = variablesOf(value.variables);
  for (const name of environmentLists) if (Array.isArray(value[name])) read[name] = textsOf(value[name]);
  if (isRecord(value.ci))
    read.ci = { ...pick(value.ci, ['provider', 'event'], 'string'), ...pick(value.ci, ['fromFork'], 'boolean') };
  return read as EnvironmentFacts;
}

/** `fetchOptions` with every member of the type that it declares. */
export function readFetchOptions(value: Unknown): NonNullable<Exchange['fetchOptions']> {
  return pick(value, ['credentials', 'mode', 'cache'], 'string');
}
