/** What stands in the place of a secret. */
const cutMark = '[secret]';

/** What is shorter would be cut out of ordinary words. */
const shortest = 4;

/** What is long and mixed enough to be a token that nobody told us of. */
const likeToken = /(?=[\w.~+/=-]*\d)(?=[\w.~+/=-]*[a-z])[\w.~+/=-]{23,}[\w~+/=-]/gi;

/** The text without any of the secrets, also where they are percent-encoded, and without what looks like one; one line, bounded. */
export function withoutSecrets(text: string, secrets: readonly (string | undefined)[], longest = 300): string {
  let cut = text;
  for (const secret of secrets) {
    if (!secret || secret.length < shortest) continue;
    for (const form of [secret, encodeURIComponent(secret)]) cut = cut.split(form).join(cutMark);
  }
  const line = cut
    .replace(likeToken, cutMark)
    .replace(/[\s\x00-\x1f\x7f]+/g, ' ')
    .trim();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
