/** What stands in the place of a secret. */
const cutMark = '[secret]';

/** What is shorter would be cut out of ordinary words. */
const shortest = 4;

/** What is long and mixed enough to be a token that nobody told us of. */
const likeToken = /(?=[\w.~+/=-]*\d)(?=[\w.~+/=-]*[a-z])[\w.~+/=-]{23,}[\w~+/=-]/gi;

/** What makes an address long and mixed, and is no token: its beginning, and what parts its path. */
const ofAddress = /(\bhttps?:\/\/[\w.:[\]-]+(?![\w.:[\]@-])|(?<=https?:\/\/[^\s?#]*)\/)/;

/** The text without any of the secrets, also where they are percent-encoded, and without what looks like one; one line, bounded. */
export function withoutSecrets(text: string, secrets: readonly (string | undefined)[], longest = 300): string {
  let cut = text;
  for (const secret of secrets) {
    if (!secret || secret.length < shortest) continue;
    for (const form of [secret, encodeURIComponent(secret)]) cut = cut.split(form).join(cutMark);
  }
  const line = cut
    .split(ofAddress)
    .map((part, index) => (index % 2 ? part : part.replace(likeToken, cutMark)))
    .join('')
    .replace(/[\s\x00-\x1f\x7f]+/g, ' ')
    .trim();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
