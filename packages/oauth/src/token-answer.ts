import { RefreshRefusedError, type TokenBinding, type TokenSet, type TokensInput } from '@freshkey/core';
import { flawOfIdToken, type SignInDemands } from './id-token.ts';
import { OAuthError } from './oauth-error.ts';
import { type Fields, fieldsOf, quoted, shown, textOf } from './text.ts';

/** What an answer of the token endpoint is read with. */
export interface AnswerContext {
  readonly binding: TokenBinding & { readonly issuer: string; readonly clientId: string };
  /** The tokens that were renewed. */
  readonly held?: TokenSet | undefined;
  /** Whether an ID token can be checked: somebody has named the issuer. */
  readonly isIssuerKnown: boolean;
  readonly clockToleranceSec: number;
  /** What may not be said. */
  readonly secrets: readonly (string | undefined)[];
  /** What a first sign-in asked for; absent: a renewal. */
  readonly demands?: SignInDemands | undefined;
}

/** What to change, by the server's code (RFC 6749 §5.2, RFC 8707 §2, RFC 9449 §5). */
const remedies: Readonly<Record<string, string>> = {
  invalid_client: 'Check "clientId" and "clientAuthentication"',
  invalid_grant: 'What was sent has expired, was revoked or used before: sign in again',
  invalid_scope: 'Check "scope"',
  invalid_target: 'Check "resource"',
  invalid_dpop_proof: 'Check the clock, and the key of "dpop"',
  unauthorized_client: 'Allow the client this grant at the server',
  unsupported_grant_type: 'Check "grant"',
  undescribed: 'Check its address',
  down: 'See its log',
};

/** What an endpoint answered with an error, in words; the answer is read. */
export async function refusalOf(response: Response, url: URL, secrets: AnswerContext['secrets']): Promise<OAuthError> {
  return refusal(response, url, fieldsOf(await response.text().catch(() => '')), secrets);
}

function refusal(response: Response, url: URL, body: Fields, secrets: AnswerContext['secrets']): OAuthError {
  const error = textOf(body.error);
  const description = textOf(body.error_description);
  const remedy = remedies[error ?? (response.status < 500 ? 'undescribed' : 'down')];
  const said = `${shown(url)} answered ${error ?? 'without an OAuth error'} (${response.status})${quoted(description, secrets)}.`;
  return new OAuthError('token-endpoint', remedy ? `${said} ${remedy}.` : said, { error, description, response });
}

/**
 * Reads what the token endpoint answered: checked, and bound to whom it is for.
 *
 * @throws OAuthError `token-endpoint`, with the refresh token that came all the same; RefreshRefusedError where the tokens are
 * somebody else's.
 */
export async function readTokens(response: Response, url: URL, context: AnswerContext): Promise<TokensInput> {
  const body = { ...fieldsOf(await response.text()) };
  if (!response.ok || (body.error && !body.access_token)) throw refusal(response, url, body, context.secrets);
  const useless = (why: string) =>
    new OAuthError('token-endpoint', `${shown(url)} answered with tokens that cannot be used: ${why}.`, {
      refreshToken: body.refresh_token,
    });
  const { binding, demands, held } = context;
  if (!textOf(body.access_token)) throw useless('there is no "access_token" (RFC 6749 §5.1)');
  body.token_type ??= 'Bearer';
  const type = String(body.token_type).toLowerCase();
  if (type !== (binding.key === undefined ? 'bearer' : 'dpop')) throw useless(flawOfType(type));
  if (!context.isIssuerKnown) delete body.id_token;
  const flaw =
    body.id_token === undefined
      ? demands?.nonce && 'nonce'
      : flawOfIdToken(String(body.id_token), { ...binding, ...context, nowMs: Date.now() });
  if (flaw === 'sub' && held)
    throw new RefreshRefusedError(`${shown(url)} answered with an ID token of somebody else.`);
  // What our clock takes for expired costs a renewal nothing but itself.
  if (flaw === 'exp' && !demands) delete body.id_token;
  else if (flaw) throw useless(`"${flaw}" of the ID token is not what it has to be (OpenID Connect Core §3.1.3.7)`);
  return { ...body, access_token: String(body.access_token), binding };
}

/** RFC 9449 §5: who ignores the proof answers with a bearer token. */
function flawOfType(type: string): string {
  if (type === 'dpop') return '"token_type" is "DPoP" (RFC 9449 §5): they are bound to a key, and "dpop" is not set';
  if (type === 'bearer')
    return '"token_type" is not "DPoP" (RFC 9449 §5): the server ignored the proof. Turn DPoP on for this client, or remove "dpop"';
  return '"token_type" is neither "Bearer" nor "DPoP"';
}
