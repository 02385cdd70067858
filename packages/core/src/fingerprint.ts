/**
 * Eight hexadecimal digits by which a token can be told from another one in events and logs (FNV-1a, 32 bits).
 * Not a checksum of anything: two tokens may share one, and it does not lead back to the token.
 */
export function fingerprint(secret: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < secret.length; index++) {
    hash = Math.imul(hash ^ secret.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
