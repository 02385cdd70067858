import type { IncomingMessage } from 'node:http';
import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify } from 'jose';
import type { Refusal } from './api.ts';

const digest = async (text: string) =>
  Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(text))).toString('base64url');

/** What a resource server checks of a proof (RFC 9449 §4.3), with a nonce that it can change at any time. */
export class DpopGate {
  nonce = 'nonce-0';
  /** The proofs that were seen: none may come twice. */
  readonly #seen = new Set<string>();

  rotate(): void {
    this.nonce = `nonce-${Number(this.nonce.slice(6)) + 1}`;
  }

  /** For `startApi`. */
  readonly check = async (request: IncomingMessage, token: Record<string, unknown>): Promise<Refusal | undefined> => {
    const headers = { 'dpop-nonce': this.nonce };
    const refuse = (error: string): Refusal => ({ status: 401, challenge: `DPoP error="${error}"`, headers });
    const { dpop, authorization = '', host } = request.headers;
    if (!authorization.startsWith('DPoP ') || typeof dpop !== 'string') return refuse('invalid_token');
    const { payload, protectedHeader } = await jwtVerify(dpop, EmbeddedJWK, { typ: 'dpop+jwt' });
    if (payload.nonce !== this.nonce) return refuse('use_dpop_nonce');
    const url = new URL(request.url ?? '/', `http://${host}`);
    const isGood =
      payload.htm === request.method &&
      payload.htu === `${url.origin}${url.pathname}` &&
      payload.ath === (await digest(authorization.slice(5))) &&
      (await calculateJwkThumbprint(protectedHeader.jwk as never)) === token.jkt &&
      !this.#seen.has(String(payload.jti));
    this.#seen.add(String(payload.jti));
    return isGood ? undefined : refuse('invalid_dpop_proof');
  };
}
