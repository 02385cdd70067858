/**
 * Eight hexadecimal digits by which a value can be told from another one (FNV-1a over UTF-16 code units, 32 bits): the
 * same digits that the session's events show for the same token. It does not lead back to the value.
 */
export function fingerprint(value: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < value.length; index++) {
    hash = Math.imul(hash ^ value.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
