import { isRecord } from './parse-json.ts';
import type { ResponseFacts } from './response-facts.ts';
import { scopesOf } from './scopes.ts';

/** Scopes that a server names in a refusal. */
export interface ScopeNames {
  /** What the operation needs, or what the credential lacks. */
  readonly wanted: readonly string[];
  /** What the server says the credential has. */
  readonly held: readonly string[];
}

const name = `[A-Za-z][A-Za-z0-9_.:/*-]{1,80}`;
/** Names in a row: in quotes or brackets, with commas or “and” between. */
const names = `["'“‘\`\\[(]{0,3}(${name}(?:["'”’\`]?(?:\\s?,\\s?|\\s(?:and|or)\\s|\\s)["'“‘\`]?${name}){0,11})`;
const wantedAfter = new RegExp(
  `(?:(?:missing|required?|requires|need(?:s|ed)?|insufficient|lack(?:s|ing)?|add|grant|following|contain|without|necessary|have|one of)[^.;\\n]{0,60}?)?(?:scopes?|permissions?|privileges?)(?:\\(s\\))?(?:\\s(?:is|are|required|needed|missing|named?|of|:))?\\s?[:=]\\s?${names}`,
  'gi',
);
const requiredAfter = new RegExp(`(?:required|needs|needed|missing|expected)(?: scopes?)?\\s?:\\s?${names}`, 'gi');
const quotedBefore = new RegExp(`["'“‘\`](${name})["'”’\`] (?:scope|permission|privilege)`, 'gi');
const wordBefore = new RegExp(`\\b(${name}[.:/_]${name}) (?:scopes?|permissions?)\\b`, 'gi');
const wordAfter = new RegExp(`\\b(?:scopes?|permissions?) (${name}[:/_.]${name})`, 'gi');
const quotedAfter = new RegExp(
  `(?:scopes?|permissions?|privileges?)(?:\\(s\\))? (?:of )?["'“‘\`\\[]{1,2}(${name})`,
  'gi',
);

/** Members that name scopes, by what they say of them. */
const wantedMembers =
  /^(?:needed|required|missing|lacking)[_-]?(?:scopes?|permissions?|privileges?)?$|^(?:scopes?|permissions?)[_-]?(?:required|needed|missing)$/i;
const heldMembers = /^(?:provided|granted|current|actual|held|token)[_-]?(?:scopes?|permissions?)?$/i;

/** Words that stand where a name might. */
const noName =
  /^(?:the|a|an|and|or|this|that|to|for|of|is|are|in|on|your|token|access|scope|scopes|permission|permissions|required|missing|not|all|https?:.*|read more.*|it|you|please|none|undefined|null|with|at|least|one|any|request|app|application|api)$/i;

/** What a server names of scopes: in its challenge, in members of its body, in its sentences. */
export function scopeNames(response: ResponseFacts | undefined): ScopeNames {
  const wanted = new Set<string>();
  const held = new Set<string>();
  if (!response) return { wanted: [], held: [] };
  for (const scope of scopesOf(response.challengeParam('scope') ?? '')) wanted.add(scope);
  ofMembers(response.json, wanted, held, 0);
  for (const scope of scopesOf(response.header('x-accepted-oauth-scopes') ?? '')) wanted.add(scope);
  for (const scope of scopesOf(response.header('x-oauth-scopes') ?? '')) held.add(scope);
  if (wanted.size === 0)
    for (const message of response.messages)
      if (/scope|permission|privilege|required:/i.test(message))
        for (const scope of inSentence(message)) wanted.add(scope);
  return { wanted: [...wanted].slice(0, 20), held: [...held].slice(0, 40) };
}

function inSentence(message: string): string[] {
  const found: string[] = [];
  for (const pattern of [wantedAfter, requiredAfter, quotedBefore, wordBefore, wordAfter, quotedAfter])
    for (const match of message.matchAll(pattern))
      for (const part of (match[1] ?? '').split(/\s?,\s?|\s(?:and|or)\s|\s/)) {
        const scope = part.replace(/^["'“‘`[(]+|["'”’`\])(.,]+$/g, '');
        if (scope.length > 1 && !noName.test(scope)) found.push(scope);
      }
  return found;
}

function ofMembers(json: unknown, wanted: Set<string>, held: Set<string>, depth: number): void {
  if (depth > 4) return;
  if (Array.isArray(json)) for (const item of json.slice(0, 10)) ofMembers(item, wanted, held, depth + 1);
  if (!isRecord(json)) return;
  for (const key of Object.keys(json).slice(0, 60)) {
    const value = json[key];
    const target = wantedMembers.test(key) ? wanted : heldMembers.test(key) ? held : undefined;
    if (target && (typeof value === 'string' || Array.isArray(value)))
      for (const scope of scopesOf(value as string | string[]))
        if (scope.length < 100 && /^[A-Za-z][\w.:/*-]+$/.test(scope) && !noName.test(scope)) target.add(scope);
    if (typeof value === 'object') ofMembers(value, wanted, held, depth + 1);
  }
}
