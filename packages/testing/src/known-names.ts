/** How many letters must be changed, added or left out to make one name of another (Levenshtein). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (const [column, other] of [...to].entries()) {
      const changed = (row[column] ?? 0) + (letter.toLowerCase() === other.toLowerCase() ? 0 : 1);
      next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** ` Did you mean "token"?` where a known name is like it, else all of them: a misspelt name must not be a test that tests nothing. */
export function didYouMean(name: string, known: readonly string[]): string {
  const [nearest = ''] = known.toSorted((one, other) => distance(name, one) - distance(name, other));
  if (distance(name, nearest) <= Math.max(2, nearest.length / 3)) return ` Did you mean "${nearest}"?`;
  return ` There are ${known.map((one) => `"${one}"`).join(', ')}.`;
}

/** @throws TypeError for options that are no object, and for a member that is not known. */
export function checkNames(where: string, options: unknown, known: readonly string[]): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw new TypeError(`${where}: expected an object of options.`);
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) throw new TypeError(`${where}: there is no option "${name}".${didYouMean(name, known)}`);
  }
}
