/**
 * The token that was meant, taken out of a header that spoils it: a second scheme, quotes, white space and what follows
 * a comma are off, `%2E`-like escapes stay.
 */
export function cleanToken(credential: string): string {
  let token = credential.trim();
  for (let round = 0; round < 3; round++) {
    const before = token;
    token = token.replace(/^["'`“”‘’]{1,3}/, '').replace(/["'`“”‘’]{1,3}$/, '');
    token = token.replace(/^(?:bearer|token|dpop|bot|apikey|jwt)(?:[ \t:=]{1,8})/i, '').trim();
    if (token === before) break;
  }
  const comma = token.search(/,\s/);
  return (comma < 0 ? token : token.slice(0, comma)).replace(/\s+/g, '');
}
