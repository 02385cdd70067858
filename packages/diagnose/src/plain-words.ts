const units = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1_000, 'second'],
] as const;

/** A duration in words, in the largest unit that fits at least twice: `14 minutes`, `90 seconds`, `1 second`. */
export function durationText(durationMs: number): string {
  const positiveMs = Math.abs(durationMs);
  const [unitMs, unit] = units.find(([each]) => positiveMs >= 2 * each) ?? [1_000, 'second'];
  const count = Math.round(positiveMs / unitMs);
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** An instant in words: `2026-06-01T12:00:00Z`. Anything out of range: `an impossible date`. */
export function instantText(atMs: number): string {
  return Math.abs(atMs) <= 8.64e15 ? `${new Date(atMs).toISOString().slice(0, -5)}Z` : 'an impossible date';
}

/** Names as a list: `a`, `a and b`, `a, b and c`. */
export function listText(names: readonly string[], and = 'and'): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} ${and} ${names.at(-1)}`;
}

/** The beginning of a text, at most so long, cut at a space: so that no part of a credential is left that cannot be recognised. */
export function beginningOf(text: string, maxLength: number): string {
  return text.length <= maxLength ? text : text.slice(0, Math.max(0, text.lastIndexOf(' ', maxLength)));
}
