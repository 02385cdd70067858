const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** An ID token as a server would have signed it; whoever gets it from the token endpoint itself checks its claims (OpenID Connect Core §3.1.3.7). */
export function idToken(claims: Record<string, unknown>, alg = 'ES256'): string {
  const nowSec = Math.floor(Date.now() / 1000);
  return `${part({ alg })}.${part({ aud: 'app', sub: 'ada', iat: nowSec, exp: nowSec + 300, ...claims })}.c2ln`;
}
