const flaws: readonly (readonly [RegExp, string])[] = [
  [/^$/, 'is empty'],
  [/^(undefined|null|NaN|\[object \w+\])$/, 'is the text of a missing value'],
  [/^\s*[<{]/, 'is a page or JSON as text: read it, and pass what stands in it'],
  [/^\[secret\b/, 'is what a Secret prints: call reveal() on it'],
  [/[\r\n]/, 'contains a line break'],
  [/[^\t\x20-\x7e]/, 'contains a control or non-ASCII character'],
  [/^["'`]|["'`]$/, 'is in quotes'],
  [/^(bearer|basic|dpop|token) /i, 'starts with a scheme name, which would be sent twice'],
  [/\s/, 'contains white space'],
];

/** What is wrong with a token that is to be sent in a header, in words that follow "the access token"; `undefined`: nothing. */
export function tokenFlaw(token: string): string | undefined {
  return flaws.find(([pattern]) => pattern.test(token))?.[1];
}
