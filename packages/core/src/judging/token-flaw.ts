const flaws: readonly (readonly [RegExp, string])[] = [
  [/^$/, 'is empty'],
  [/^(undefined|null|NaN|\[object \w+\])$/, 'is the text of a missing value'],
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
