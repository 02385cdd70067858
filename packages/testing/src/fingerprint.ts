/**
 * Eight hexadecimal digits by which one token or body can be told from another (FNV-1a, 32 bits). For a token of ASCII
 * characters it is the same that a session's events show, so that a journal and a session's log can be read together.
 * Not a checksum: two inputs may share one, and it does not lead back.
 */
export function fingerprintOf(content: string | Uint8Array): string {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
