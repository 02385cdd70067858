import { decodeBasic, type EnvironmentVariable, isMissingValue, isSensitiveHeader } from '@freshkey/diagnose';
import type { EnvFile } from '@freshkey/env';
import { isHarmlessHeader } from '../../output/header-policy.ts';
import type { RowSource } from '../row.ts';

/** One variable, as the environment or a file defines it. */
interface Definition {
  name: string;
  value: string;
  file?: string;
  line?: number;
  rawLine?: string;
  /** The environment holds another value under this name: whoever read this file did so by itself, if anybody did. */
  isOverruled?: boolean;
}

/** What the credentials of a request have to do with variables. */
export interface FoundSources {
  sources: RowSource[];
  /** Every definition of the variables that were found, for the rules. */
  variables: EnvironmentVariable[];
}

/** Shorter values are found by chance. */
const minExact = 4;
const minPart = 10;
const telling = /token|secret|passw|pwd|key|auth|credential|cookie|session|jwt|bearer|pat$/i;

/** Finds the variables whose values a request carries, by comparing the values: in headers, cookies, query and user information. */
export function sourcesOf(
  request: { url: string; headers: readonly (readonly [string, string])[] },
  env: Readonly<Record<string, string | undefined>>,
  files: readonly EnvFile[],
): FoundSources {
  const definitions = definitionsOf(env, files);
  const sources: RowSource[] = [];
  for (const { header, secrets } of carried(request)) {
    for (const secret of secrets) {
      const found = bestOf(definitions, secret);
      if (found === undefined || sources.some((one) => one.header === header && one.variable === found.name)) continue;
      const { name: variable, file, line } = found;
      sources.push({ header, variable, ...(file !== undefined && { file }), ...(line !== undefined && { line }) });
    }
  }
  const names = new Set(sources.map(({ variable }) => variable));
  return {
    sources,
    variables: definitions
      .filter(({ name }) => names.has(name))
      .map(({ name, value, file, rawLine }) => ({
        name,
        value,
        source: file ?? 'environment',
        ...(rawLine !== undefined && { rawLine }),
      })),
  };
}

/** Every text of a request that may be a credential, by the header or parameter that carries it. */
const carried = ({ url, headers }: Parameters<typeof sourcesOf>[0]): { header: string; secrets: string[] }[] => {
  const found: { header: string; secrets: string[] }[] = [];
  for (const [name, value] of headers) {
    const header = name.toLowerCase();
    if (header === 'cookie') found.push({ header, secrets: value.split(';', 100).map(afterEquals) });
    else if (isSensitiveHeader(header) || (!isHarmlessHeader(header) && value.length >= minPart))
      found.push({ header, secrets: secretsIn(value) });
  }
  try {
    const { searchParams, username, password } = new URL(url);
    for (const [name, value] of searchParams) found.push({ header: name, secrets: [value] });
    if (password !== '' || username !== '')
      found.push({ header: 'url', secrets: [decoded(password), decoded(username)] });
  } catch {
    // a URL that only its client understands
  }
  return found;
};

const afterEquals = (pair: string): string => pair.slice(pair.indexOf('=') + 1).trim();

/** The value, what stands behind its scheme, and what Basic packs. */
const secretsIn = (value: string): string[] => {
  const behind = value.replace(/^[A-Za-z][\w-]{0,20} +/, '');
  const basic = /^basic /i.test(value) ? decodeBasic(behind) : undefined;
  if (basic === undefined) return behind === value ? [value] : [behind, value];
  const { text } = basic;
  const at = text.indexOf(':');
  return [behind, ...(at < 0 ? [text] : [text.slice(at + 1), text.slice(0, at)])];
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const definitionsOf = (env: Readonly<Record<string, string | undefined>>, files: readonly EnvFile[]): Definition[] => {
  const found: Definition[] = [];
  for (const [name, value] of Object.entries(env)) if (value !== undefined && value !== '') found.push({ name, value });
  for (const { path, entries } of files) {
    for (const [name, { value, line, rawValue }] of entries) {
      if (value === '') continue;
      const isOverruled = env[name] !== undefined && env[name] !== '' && env[name] !== value;
      found.push({ name, value, file: path, ...(line > 0 && { line }), rawLine: `${name}=${rawValue}`, isOverruled });
    }
  }
  return found;
};

/** The definition that tells most: the whole value before a part, a file's line before the environment, a telling name before another. */
const bestOf = (definitions: readonly Definition[], secret: string): Definition | undefined => {
  if (secret.trim().length < minExact || isMissingValue(secret.trim())) return undefined;
  let best: Definition | undefined;
  let bestScore = 0;
  for (const definition of definitions) {
    const match = matchOf(definition.value, secret);
    // A mere part is no sign that a file was read which the environment contradicts.
    if (match === 0 || (match === 1 && definition.isOverruled)) continue;
    const score = match * 8 + (telling.test(definition.name) ? 4 : 0) + (definition.line === undefined ? 0 : 2);
    if (score > bestScore) {
      best = definition;
      bestScore = score;
    }
  }
  return best;
};

const matchOf = (value: string, secret: string): number => {
  if (value === secret) return 3;
  const [one, other] = [value.trim(), secret.trim()];
  if (one === other) return 2;
  if (one.length >= minPart && other.length >= minPart && (one.includes(other) || other.includes(one))) return 1;
  return 0;
};
