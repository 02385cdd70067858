import type { TokensInput } from '@freshkey/core';
import { type AuthorizationServer, type Client, validateAuthResponse } from 'oauth4webapi';
import type { Authority } from '../authority.ts';
import type { OAuth } from '../oauth.ts';
import { OAuthError } from '../oauth-error.ts';
import { quoted, shown, textOf } from '../text.ts';
import { requestTokens } from '../token-request.ts';
import type { Transaction } from './transaction.ts';

/**
 * What the user came back with, for `session.signIn`. Checked: `state`, `iss` (RFC 9207 §2.4), the ID token with its `nonce`,
 * and where they were asked for `max_age` and `acr_values` (RFC 9470 §6). Called twice for one sign-in, as some development
 * modes do, it spends the code once and answers the same.
 *
 * @param url the whole address that the server sent the user to, or its query.
 * @throws OAuthError `sign-in-failed` (its `error` is the server's: `access_denied`, `login_required`), `token-endpoint`,
 * `discovery-failed`.
 * @example await session.signIn(await callback(auth, location.href, transaction));
 */
export function callback(
  { authority }: Pick<OAuth, 'authority'>,
  url: string | URL | URLSearchParams,
  transaction: Transaction,
): Promise<TokensInput> {
  const { state } = Object(transaction) as Partial<Transaction>;
  if (typeof state !== 'string') {
    const why = 'There is no transaction, as "authorizationUrl" returned it: another tab keeps it, or it was cleared.';
    return Promise.reject(new OAuthError('sign-in-failed', `${why} Begin the sign-in anew.`));
  }
  const parameters = url instanceof URLSearchParams ? url : new URL(url, 'https://callback.invalid').searchParams;
  const known = authority.callbacks.get(state) as Promise<TokensInput> | undefined;
  // The answer to another sign-in is refused, whatever was answered to this one.
  if (known && parameters.get('state') === state) return known;
  const answering = answer(authority, parameters, transaction);
  authority.callbacks.set(state, answering);
  answering.catch(() => authority.callbacks.delete(state));
  return answering;
}

async function answer(
  authority: Authority,
  parameters: URLSearchParams,
  transaction: Transaction,
): Promise<TokensInput> {
  const server = await authority.server();
  if (transaction.issuer !== server.issuer) {
    const [theirs, ours] = [shown(transaction.issuer), shown(server.issuer)];
    throw failed(`The sign-in began at ${theirs}, and its answer is read by a client of ${ours}.`);
  }
  const client: Client = { client_id: transaction.clientId };
  const checked = answerOf(server, client, parameters, transaction);
  const tokens = await requestTokens(authority, {
    grantType: 'authorization_code',
    parameters: {
      code: checked.get('code') ?? '',
      redirect_uri: transaction.redirectUri,
      code_verifier: transaction.codeVerifier,
    },
    key: transaction.key,
    demands: transaction,
  });
  // RFC 6749 §5.1: left out where it is what was asked for.
  return { ...(transaction.scope !== undefined && { scope: transaction.scope }), ...(tokens as object) } as TokensInput;
}

function answerOf(
  server: AuthorizationServer,
  client: Client,
  parameters: URLSearchParams,
  { state }: Transaction,
): URLSearchParams {
  try {
    const checked = validateAuthResponse(server, client, parameters, state);
    if (checked.get('code')) return checked;
  } catch (cause) {
    const error = parameters.get('state') === state ? textOf(parameters.get('error')) : undefined;
    if (error) {
      const description = textOf(parameters.get('error_description'));
      const what = `${shown(server.issuer)} ended the sign-in with ${error}${quoted(description)}.`;
      throw new OAuthError('sign-in-failed', what, { error, description });
    }
    const isOther = parameters.get('state') !== state;
    const remedy = isOther
      ? 'This is a mere visit, the answer to another sign-in, or a forged one: begin anew.'
      : 'Check that the answer is of the server that the sign-in began at.';
    throw failed(`The answer of ${shown(server.issuer)} was not taken: ${(cause as Error).message}. ${remedy}`);
  }
  throw failed(`The answer of ${shown(server.issuer)} holds no code: is this where it sent the user?`);
}

function failed(what: string): OAuthError {
  return new OAuthError('sign-in-failed', what);
}
