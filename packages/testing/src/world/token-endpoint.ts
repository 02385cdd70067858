import { fingerprintOf } from '../fingerprint.ts';
import type { Draft } from '../journal/journal.ts';
import { cookiesOf, fieldsOf, json, type WorldAnswer, type WorldRequest } from './message.ts';
import type { WorldSettings } from './settings.ts';
import type { IssueOptions, TokenResponse, Tokens } from './tokens.ts';

const noStore = { 'cache-control': 'no-store' };

const refused = (error: string, description: string, status = 400): WorldAnswer =>
  json(status, { error, error_description: description }, noStore);

/** Where refresh cookies are kept, and the only path that they are sent to. */
const cookiePath = '/session';

const setCookie = (
  answer: WorldAnswer,
  { refresh_token: refreshToken = '', access_token }: TokenResponse,
): WorldAnswer => ({
  ...answer,
  headers: [
    ...answer.headers,
    ['set-cookie', `refresh=${refreshToken}; Path=${cookiePath}; HttpOnly; SameSite=Strict`],
    ['set-cookie', `access=${access_token}; Path=/api; HttpOnly; SameSite=Strict`],
  ],
});

/** The response without its refresh token, which stands in a cookie that no script can read. */
const withoutRefreshToken = ({ refresh_token: _, ...rest }: TokenResponse) => rest;

/** The grant that a request asks for, for the journal. */
export function grantOf(request: WorldRequest): string {
  return request.url.pathname.startsWith(cookiePath) ? 'cookie' : (fieldsOf(request).grant_type ?? 'none');
}

const rotate = (shown: string, tokens: Tokens, entry: Draft): TokenResponse | WorldAnswer => {
  const rotation = tokens.refresh(shown);
  const { state, user, generation } = rotation.shown;
  entry.refreshToken = {
    fingerprint: fingerprintOf(shown),
    state,
    ...(user !== undefined && { user }),
    ...(generation !== undefined && { generation }),
  };
  if ('tokens' in rotation) return rotation.tokens;
  entry.reuse = rotation.reuse;
  return refused('invalid_grant', rotation.refused);
};

const isAnswer = (value: TokenResponse | WorldAnswer): value is WorldAnswer => 'status' in value;

/** The client that a request comes from, if its secret is right (RFC 6749 §2.3.1). */
const isKnownClient = (request: WorldRequest, { clients }: WorldSettings): boolean => {
  if (clients === 'any') return true;
  const fields = fieldsOf(request);
  const basic = /^basic (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const [id = fields.client_id ?? '', secret = fields.client_secret ?? ''] = basic
    ? atob(basic)
        .split(':')
        .map((part) => decodeURIComponent(part.replaceAll('+', ' ')))
    : [];
  return Object.hasOwn(clients, id) && clients[id] === secret;
};

/** `POST /oauth/token`: the grants `refresh_token`, `client_credentials` and `password`, as a form or as JSON. */
export function answerToken(request: WorldRequest, tokens: Tokens, settings: WorldSettings, entry: Draft): WorldAnswer {
  if (!isKnownClient(request, settings)) {
    const challenge = request.headers.authorization === undefined ? {} : { 'www-authenticate': 'Basic realm="auth"' };
    return json(401, { error: 'invalid_client' }, { ...noStore, ...challenge });
  }
  const { grant_type: grant, refresh_token: shown, scope, username = '', password } = fieldsOf(request);
  const options: IssueOptions = scope === undefined ? {} : { scope };
  if (grant === 'refresh_token') {
    if (shown === undefined) return refused('invalid_request', 'refresh_token is missing.');
    const result = rotate(shown, tokens, entry);
    return isAnswer(result) ? result : json(200, result, noStore);
  }
  if (grant === 'client_credentials') {
    return json(200, tokens.issue({ ...options, user: 'service', refreshToken: false }), noStore);
  }
  if (grant === 'password') {
    if (!isUser(username, password, settings)) return refused('invalid_grant', 'Wrong user or password.');
    return json(200, tokens.issue({ ...options, user: username }), noStore);
  }
  return refused('unsupported_grant_type', 'refresh_token, client_credentials and password are supported.');
}

const isUser = (user: string, password: string | undefined, { users }: WorldSettings): boolean =>
  Object.hasOwn(users, user) && users[user] === password;

/** `POST /login`: user and password in, a token response out; 401 without a challenge where they are wrong. */
export function answerLogin(request: WorldRequest, tokens: Tokens, settings: WorldSettings): WorldAnswer {
  const { username = '', password, acr = 'password', scope } = fieldsOf(request);
  if (!isUser(username, password, settings)) return json(401, { error: 'wrong user or password' });
  const issued = tokens.issue({ user: username, acr, ...(scope !== undefined && { scope }) });
  const inCookies = request.url.pathname.startsWith(cookiePath);
  return inCookies ? setCookie(json(200, withoutRefreshToken(issued), noStore), issued) : json(200, issued, noStore);
}

/** `POST /session/refresh`: the refresh token comes and goes in an `HttpOnly` cookie. */
export function answerCookieRefresh(request: WorldRequest, tokens: Tokens, entry: Draft): WorldAnswer {
  const shown = cookiesOf(request).refresh;
  if (!shown) return refused('invalid_grant', 'There is no refresh cookie.', 401);
  const result = rotate(shown, tokens, entry);
  if (isAnswer(result)) return { ...result, status: 401 };
  const issued = { ...result, refresh_token: result.refresh_token ?? shown };
  return setCookie(json(200, withoutRefreshToken(issued), noStore), issued);
}

/** `POST /logout` and `POST /session/logout`: takes the cookies back. */
export function answerLogout(): WorldAnswer {
  return {
    status: 204,
    headers: ['refresh', 'access'].map((name) => [
      'set-cookie',
      `${name}=; Path=${name === 'refresh' ? cookiePath : '/api'}; Max-Age=0; HttpOnly; SameSite=Strict`,
    ]),
    body: '',
  };
}
