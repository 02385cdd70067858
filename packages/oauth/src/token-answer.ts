import { RefreshRefusedError, type TokenBinding, type TokenSet, type TokensInput } from '@freshkey/core';
import { subjectOf } from '@freshkey/core/adapter';
import {
  type AuthorizationServer,
  type Client,
  processGenericTokenEndpointResponse,
  type TokenEndpointResponse,
} from 'oauth4webapi';
import { OAuthError } from './oauth-error.ts';
import { type Fields, fieldsOf, quoted, shown, textOf } from './text.ts';

/** What an answer of the token endpoint is read with. */
export interface AnswerContext {
  readonly server: AuthorizationServer;
  readonly client: Client;
  readonly binding: TokenBinding;
  /** The tokens that were renewed. */
  readonly held?: TokenSet | undefined;
  /** Whether an ID token can be checked: somebody has named the issuer. */
  readonly isIssuerKnown: boolean;
  /** What may not be said. */
  readonly secrets: readonly (string | undefined)[];
  /** How a first sign-in is checked; absent: a renewal. */
  readonly process?: ((response: Response) => Promise<TokenEndpointResponse>) | undefined;
}

/** What to change, by the server's code (RFC 6749 §5.2, RFC 8707 §2, RFC 9449 §5). */
const remedies: Readonly<Record<string, string>> = {
  invalid_client: 'Check "clientId" and "clientAuthentication"',
  invalid_grant: "What was sent has expired, was revoked or used before, or is another client's: sign in again",
  invalid_scope: 'Check "scope"',
  invalid_target: 'Check "resource"',
  invalid_dpop_proof: 'Check the clock, and that "dpop" has the key of these tokens',
  unauthorized_client: 'Allow this grant to the client at the server',
  unsupported_grant_type: 'The server does not know this grant',
};

/** What an endpoint answered with an error, in words; the answer is read. */
export async function refusalOf(response: Response, url: URL, secrets: AnswerContext['secrets']): Promise<OAuthError> {
  return refusal(response, url, fieldsOf(await response.text().catch(() => '')), secrets);
}

function refusal(response: Response, url: URL, body: Fields, secrets: AnswerContext['secrets']): OAuthError {
  const error = textOf(body.error);
  const description = textOf(body.error_description);
  const remedy = remedies[error ?? ''];
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
    new OAuthError('token-endpoint', `${shown(url)} answered with tokens that cannot be used: ${why}`, {
      refreshToken: body.refresh_token,
    });
  if (!textOf(body.access_token)) throw useless('there is no "access_token" (RFC 6749 §5.1).');
  body.token_type ??= 'Bearer';
  const isBound = /^dpop$/i.test(String(body.token_type));
  if (isBound !== (context.binding.key !== undefined)) {
    throw useless(
      isBound
        ? 'they are bound to a key ("token_type": "DPoP", RFC 9449 §5), and "dpop" is not set.'
        : 'the server ignored the proof ("token_type" is not "DPoP", RFC 9449 §5). Turn DPoP on for this client, or remove "dpop".',
    );
  }
  if (!context.isIssuerKnown) delete body.id_token;
  const tokens = await checked(body, context).catch((error) => {
    throw useless(`${error.message}.`);
  });
  const held = context.held && subjectOf(context.held);
  const brought = body.id_token && subjectOf({ idToken: tokens.id_token ?? '', accessToken: '', receivedAtMs: 0 });
  if (held && brought && held !== brought)
    throw new RefreshRefusedError(
      `${shown(url)} answered with an ID token of somebody else (OpenID Connect Core §12.2).`,
    );
  return { ...(tokens as object), access_token: tokens.access_token, binding: context.binding };
}

/** An ID token that our clock takes for expired costs the session nothing but that ID token. */
async function checked(body: Record<string, unknown>, context: AnswerContext): Promise<TokenEndpointResponse> {
  const { server, client, process } = context;
  if (process) return process(Response.json(body));
  try {
    return await processGenericTokenEndpointResponse(server, client, Response.json(body));
  } catch (error) {
    if (Object(error).code !== 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED') throw error;
    delete body.id_token;
    return processGenericTokenEndpointResponse(server, client, Response.json(body));
  }
}
