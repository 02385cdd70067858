import { cleanToken } from './clean-token.ts';
import { type DecodedBasic, decodeBasic } from './decode-basic.ts';
import { type DecodedToken, decodeToken } from './decode-token.ts';
import type { RequestFacts } from './request-facts.ts';
import type { SentCredential } from './sent-credentials.ts';
import { type TokenShape, tokenShapeOf } from './token-shapes.ts';

/** The token that the request was meant to authenticate with. */
export interface SentToken extends DecodedToken {
  /** Without scheme, quotes, line breaks, and a second scheme: what a correct header would have carried. A secret. */
  readonly text: string;
  readonly sent: SentCredential;
  /** Known by its prefix. */
  readonly shape?: TokenShape;
}

/** Whether a credential is one that a request authenticates with, alone: no password, no signature, nothing of a form. */
const isTokenLike = ({ place, scheme, name, isSignature }: SentCredential): boolean =>
  place !== 'userinfo' &&
  isSignature !== true &&
  (scheme === undefined || !schemesOfNoToken.has(scheme)) &&
  (place !== 'body' || /^access_?token$/i.test(name));

const schemesOfNoToken = new Set(['basic', 'digest', 'aws4-hmac-sha256', 'negotiate', 'ntlm', 'signature', 'hmac']);

export function tokensOf(credentials: readonly SentCredential[]): SentToken[] {
  const candidates = credentials.filter(isTokenLike);
  const inCookies = candidates.filter(
    ({ place, secret }) => place === 'cookie' && /^ey[\w-]{10,}\.[\w-]+\./.test(secret),
  );
  return [...candidates.filter(({ place }) => place !== 'cookie').slice(0, 8), ...inCookies.slice(0, 2)].map((sent) => {
    const text = cleanToken(sent.secret);
    const shape = tokenShapeOf(text);
    return { ...decodeToken(text), text, sent, ...(shape && { shape }) };
  });
}

export function jwtCredentialsOf(
  credentials: readonly SentCredential[],
): { name: string; claims: Readonly<Record<string, unknown>> }[] {
  return credentials.slice(0, 20).flatMap(({ name, secret }) => {
    const { claims } = decodeToken(cleanToken(secret));
    return claims ? [{ name, claims }] : [];
  });
}

export function basicOf({ authorization }: RequestFacts): DecodedBasic | undefined {
  return authorization?.scheme === 'basic' && authorization.credential.length <= 8_192
    ? decodeBasic(authorization.credential)
    : undefined;
}
