import type { Authorization } from './authorization.ts';
import type { HeaderIndex } from './header-index.ts';
import { isRecord } from './parse-json.ts';
import { isSensitiveField, isSensitiveHeader } from './sensitive-names.ts';

/** One credential found in a request. */
export interface SentCredential {
  readonly place: 'header' | 'query' | 'path' | 'body' | 'userinfo' | 'cookie';
  /** Name of the header, parameter, field or cookie, as sent. */
  readonly name: string;
  /** In lower case; only of an `Authorization` header that has one. */
  readonly scheme?: string;
  /** The credential alone: what follows the scheme, or the whole value. */
  readonly secret: string;
}

/** The parts of a request in which credentials are looked for. */
export interface CredentialPlaces {
  readonly headers: HeaderIndex;
  readonly authorization: Authorization | undefined;
  readonly location: URL | undefined;
  readonly form: URLSearchParams | undefined;
  readonly json: unknown;
}

/** Header names that match as sensitive but authenticate nobody. */
const notCredentials =
  /^(?:proxy-authorization|x-(?:csrf|xsrf)-token|dpop-nonce|sec-websocket-protocol|idempotency-key|x-idempotency-key|sec-websocket-key|x-session-id|mcp-session-id|postman-token|authority|x-amz-content-sha256)$|csrf|xsrf/;
/** Parameters whose names end like a credential's, and which only turn pages or confirm something. */
const notQueryCredentials =
  /^(?:code|state|session|sid)$|^(?:next|prev|page|continuation|sync|cursor|skip|start|resume|delta|reset|verification|verify|invite|invitation|confirm|confirmation|unsubscribe|request|_?csrf|xsrf|authenticity)[-_a-z]*token$/i;
const bodyFields =
  /^(?:access_?token|api_?key|client_secret|client_assertion|refresh_?token|password|passwd|assertion|subject_token|device_code|code_verifier)$/i;

/** Every credential of a request, the likeliest first. */
export function sentCredentials(request: CredentialPlaces): SentCredential[] {
  const found: SentCredential[] = [];
  const { authorization } = request;
  if (authorization) {
    found.push({
      place: 'header',
      name: 'Authorization',
      ...(authorization.scheme !== undefined && { scheme: authorization.scheme }),
      secret: authorization.credential,
    });
  }
  const cookies: SentCredential[] = [];
  for (const [name, value] of request.headers.list) {
    const key = name.toLowerCase();
    if (key === 'authorization') continue;
    if (key === 'cookie') cookies.push(...cookiesOf(value));
    else if (isSensitiveHeader(key) && !notCredentials.test(key)) found.push({ place: 'header', name, secret: value });
  }
  for (const [name, value] of request.location?.search ? request.location.searchParams : []) {
    if (isSensitiveField(name) && value !== '' && !notQueryCredentials.test(name))
      found.push({ place: 'query', name, secret: value });
  }
  const inPath = /^\/bot(\d{4,14}:[\w-]{20,})\//.exec(request.location?.pathname ?? '')?.[1];
  if (inPath !== undefined) found.push({ place: 'path', name: 'path of the URL', secret: inPath });
  for (const [name, value] of bodyPairs(request)) {
    if (bodyFields.test(name) && value !== '') found.push({ place: 'body', name, secret: value });
  }
  const { username, password } = request.location ?? { username: '', password: '' };
  if (username || password)
    found.push({ place: 'userinfo', name: 'user information of the URL', secret: password || username });
  return found.concat(cookies);
}

function* bodyPairs({ form, json }: CredentialPlaces): Generator<[string, string]> {
  if (form) yield* form;
  else if (isRecord(json))
    for (const name of Object.keys(json)) if (typeof json[name] === 'string') yield [name, json[name]];
}

function cookiesOf(header: string): SentCredential[] {
  const cookies: SentCredential[] = [];
  for (const pair of header.split(';', 200)) {
    const at = pair.indexOf('=');
    const name = (at < 0 ? '' : pair.slice(0, at)).trim();
    if (name) cookies.push({ place: 'cookie', name, secret: pair.slice(at + 1).trim() });
  }
  return cookies;
}
