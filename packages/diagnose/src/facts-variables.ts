import type { EnvironmentVariable } from './exchange.ts';
import type { Facts } from './facts.ts';
import { isMissingValue } from './placeholder.ts';
import type { SentCredential } from './sent-credentials.ts';

/** Names of the variables that this request's credentials come from, as far as known: by their sources, else by what the code reads. */
export function variablesUsed(facts: Facts): string[] {
  const named = Object.values(facts.exchange.sources ?? {}).flatMap(({ variable }) => (variable ? [variable] : []));
  return [
    ...new Set((named.length > 0 ? named : (facts.environment.referenced ?? [])).filter((name) => name.length <= 80)),
  ];
}

/** Every definition of a variable, in the order given. */
export function definitionsOf(facts: Facts, name: string): EnvironmentVariable[] {
  return (facts.environment.variables ?? []).filter((variable) => variable.name === name);
}

/** Definitions of variables that this request uses, or whose value it sends. */
export function definitionsUsed(facts: Facts): EnvironmentVariable[] {
  const variables = facts.environment.variables ?? [];
  if (variables.length === 0) return [];
  const used = new Set(variablesUsed(facts));
  return variables.filter(
    ({ name, value }) => used.has(name) || (value !== undefined && value.length > 5 && sends(facts, value)),
  );
}

/** Whether the request sends that value as a credential, alone or behind a scheme. */
export function sends(facts: Facts, value: string): boolean {
  return facts.credentials.some(({ secret }) => secret === value || (value.length > 11 && secret.endsWith(value)));
}

/** The credential that stands there without a value: empty, or the text of a missing one. */
export function hollowCredential(facts: Facts): SentCredential | undefined {
  return facts.credentials.find(
    ({ place, secret }) => place !== 'cookie' && (secret.trim() === '' || isMissingValue(secret.trim())),
  );
}

/** What a hollow credential looks like, in words. */
export function hollowText({ name, secret }: SentCredential): string {
  return secret.trim() === ''
    ? `${name} holds no credential.`
    : `${name} holds the word \`${secret.trim()}\` in place of a credential.`;
}

const publicPrefixes: Readonly<Record<string, readonly string[]>> = {
  vite: ['VITE_'],
  next: ['NEXT_PUBLIC_'],
  nuxt: ['NUXT_PUBLIC_'],
  cra: ['REACT_APP_'],
  'create-react-app': ['REACT_APP_'],
  astro: ['PUBLIC_'],
  sveltekit: ['PUBLIC_'],
  expo: ['EXPO_PUBLIC_'],
  gatsby: ['GATSBY_'],
  'vue-cli': ['VUE_APP_'],
};

/** Prefixes that let a variable into the browser's bundle; undefined for a tool that is not known. */
export function prefixesOf(bundler: string): readonly string[] | undefined {
  return Object.hasOwn(publicPrefixes, bundler.toLowerCase()) ? publicPrefixes[bundler.toLowerCase()] : undefined;
}

/** Whether a variable of that name is in the bundle that every visitor gets, by any tool's prefix. */
export function isPublicName(name: string): boolean {
  return Object.values(publicPrefixes).some((prefixes) => prefixes.some((prefix) => name.startsWith(prefix)));
}

/** The value as the line of a file spells it, without quotes and white space; undefined if there is no line. */
export function rawValueOf({ rawLine }: EnvironmentVariable): string | undefined {
  const at = rawLine?.indexOf('=') ?? -1;
  return rawLine === undefined || at < 0 ? undefined : rawLine.slice(at + 1).trim();
}
