/** What stands in the place of a secret. */
const cutMark = '[secret]';

/** What is shorter would be cut out of ordinary words. */
const shortest = 4;

/** What is long and mixed enough to be a token that nobody told us of. */
const likeToken = /(?=[\w.~+/=-]*\d)(?=[\w.~+/=-]*[a-z])[\w.~+/=-]{23,}[\w~+/=-]/gi;

/** An address up to its path, and the path: what parts them makes them long and mixed, and is no token. */
const address = /(\bhttps?:\/\/[\w.:[\]-]+)(?![\w.:[\]@-])((?:\/[\w.~%+=-]*)*)/gi;

function withoutTokens(text: string): string {
  const cut = (part: string) => part.replace(likeToken, cutMark);
  const parts = text.split(address);
  // Two groups stand behind each text that is none.
  return parts
    .map((part, index) => {
      if (index % 3 === 0) return cut(part);
      return index % 3 === 1 ? part : part.split('/').map(cut).join('/');
    })
    .join('');
}

/** The text without any of the secrets, also where they are percent-encoded, and without what looks like one; one line, bounded. */
export function withoutSecrets(text: string, secrets: readonly (string | undefined)[], longest = 300): string {
  let cut = text;
  for (const secret of secrets) {
    if (!secret || secret.length < shortest) continue;
    for (const form of [secret, encodeURIComponent(secret)]) cut = cut.split(form).join(cutMark);
  }
  const line = withoutTokens(cut)
    .replace(/[\s\x00-\x1f\x7f]+/g, ' ')
    .trim();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
