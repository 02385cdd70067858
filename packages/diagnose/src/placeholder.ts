const missingValue = /^(?:undefined|null|nan|none|nil|\[object [A-Za-z]{1,20}\]|\[object promise\]|true|false)$/i;
const templates: readonly (readonly [RegExp, string])[] = [
  [/^\$\{\{?\s{0,3}[\w.:-]{1,60}\s{0,3}\}?\}$/, 'a ${…} that nothing has filled in'],
  [/^\$\([\w .-]{1,60}\)$/, 'a $(…) that nothing has filled in'],
  [/^\$(?:[A-Z_][A-Z0-9_]{0,40}|[a-z_][a-z0-9_]{0,40})$/, 'the name of a shell variable that nothing has filled in'],
  [/^\{\{\s{0,3}[\w.$-]{1,60}\s{0,3}\}\}$/, 'a {{…}} that nothing has filled in'],
  [/^\{[A-Za-z_][\w-]{0,40}\}$/, 'a {…} that nothing has filled in'],
  [/^%[A-Za-z_]\w{0,60}%$/, 'a %…% that nothing has filled in'],
  [/^<[\w .:-]{1,60}>$/, 'a <…> of an example'],
  [/^\[[A-Za-z][\w .-]{0,40}\]$/, 'a […] of an example'],
  [/^(?:process\.env|import\.meta\.env|os\.environ|ENV)[.[]["'\w\].]{1,60}$/, 'code instead of its value'],
  [
    /^(?:your|my|the|insert|enter|put|paste|add|replace)[-_. ]?(?:[a-z0-9]{1,20}[-_. ]){0,5}(?:token|key|secret|jwt|password|here|credential|credentials|apikey)s?(?:[-_. ]here)?$/i,
    'the text of an example',
  ],
  [
    /^(?:change[-_ ]?me|replace[-_ ]?me|todo|fixme|tbd|dummy|example|placeholder|secret|token|test|foo|bar|api[-_ ]?key|access[-_ ]?token|bearer[-_ ]?token|x{3,40}|\*{3,80}|•{3,80}|\.{3,40}|…)$/i,
    'the text of an example',
  ],
];

/** Whether a value is the text of a missing one: `undefined`, `null`, `[object Promise]`. */
export function isMissingValue(value: string): boolean {
  return value.length < 40 && missingValue.test(value);
}

/** What kind of placeholder a value is, in words; `undefined` if it is none. */
export function placeholderKind(value: string): string | undefined {
  if (value.length > 100 || isMissingValue(value)) return undefined;
  for (const [pattern, kind] of templates) if (pattern.test(value)) return kind;
  return undefined;
}

/** A placeholder as it may be printed: whole where it is made of words, else not at all. */
export function placeholderText(value: string): string {
  return /^[^A-Za-z0-9]{0,4}[A-Za-z]{1,24}(?:[ _.:-]{1,2}[A-Za-z]{1,24}){0,6}\d{0,2}[^A-Za-z0-9]{0,4}$/.test(value)
    ? `: \`${value.replace(/[^\x20-\x7e]/g, '?')}\``
    : '';
}

/** Whether a value stands for a credential that was never put in: nothing secret. */
export function isPlaceholder(value: string): boolean {
  return isMissingValue(value) || placeholderKind(value) !== undefined;
}
