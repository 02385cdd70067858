/** The neighbouring letters of a name. */
function pairsOf(name: string): Set<string> {
  const letters = name.toLowerCase().replace(/[^a-z]/g, '');
  return new Set([...letters].slice(1).map((letter, index) => `${letters[index]}${letter}`));
}

/** ` Did you mean "refresh"?` where a known name is like it, else the empty string; to be put behind a sentence. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const pairs = pairsOf(name);
  let nearest = '';
  let most = 0.5;
  for (const candidate of known) {
    const theirs = pairsOf(candidate);
    const likeness = (2 * [...pairs].filter((pair) => theirs.has(pair)).length) / (pairs.size + theirs.size);
    if (likeness > most) [nearest, most] = [candidate, likeness];
  }
  return nearest && ` Did you mean "${nearest}"?`;
}
