/** A JWT with these claims and a signature that nobody checks. */
export function jwt(
  claims: Record<string, unknown>,
  header: Record<string, unknown> = { alg: 'RS256', typ: 'JWT', kid: 'k1' },
): string {
  return (
    [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.') +
    `.${'c2lnbmF0dXJl'.repeat(4)}`
  );
}

/** A key that looks like a vendor's, put together at run time. */
export function key(...parts: string[]): string {
  return parts.join('');
}

/** An opaque token without meaning. */
export const opaque = 'aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA';
