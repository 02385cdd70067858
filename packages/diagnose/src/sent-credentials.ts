import { type Authorization, readAuthorization } from './authorization.ts';
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
  /** It signs the request, and is no token. */
  readonly isSignature?: true;
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
/** Words of a header's name that make it tell of something else than a credential, though the name begins or ends like one. */
const ofSomethingElse =
  /(?:^|[-_])(?:clients?|requests?|responses?|trace|correlation|span|id|ids|version|type|kind|by|user|users|username|method|mode|status|state|level|source|provider|time|timestamp|expires?|expiry|issuer|realm|scheme|hash|digest|length|count|info|context|policy|domain|host|url|uri|path|agent|origin|nonce|date|limit|remaining|reset|reason|result|roles?|scopes?|groups?|tenant|region|name|email|flow|device|platform|sdk|telemetry)$/;
/** Names that are those of credentials whatever they end with. */
const namedSo = /(?:token|secret|[-_]key|apikey|password|passwd|credential|assertion)(?:[-_]?id)?$/;
/** A value that a scheme introduces. */
const withScheme = /^(?:bearer|basic|token|digest|dpop|jwt|apikey|baerer|bearar)\s+\S/i;

/** Whether a header carries a credential, by its name and, where that says little, by its value. @param name in lower case. */
function isCredentialHeader(name: string, value: string): boolean {
  if (!isSensitiveHeader(name) || notCredentials.test(name)) return false;
  if (namedSo.test(name)) return true;
  if (/^auth/.test(name) && !/^auth(?:ori[sz]ation|entication|[-_]?key)?_?$/.test(name))
    return withScheme.test(value) && !ofSomethingElse.test(name);
  return !ofSomethingElse.test(name) || withScheme.test(value);
}

/** Headers that hold a signature over the request. */
const isSignatureName = (name: string): boolean => /signature|hmac/.test(name);

/** Parameters whose names end like a credential's, and which only turn pages or confirm something. */
const notQueryCredentials =
  /^(?:code|state|session|sid)$|^(?:next|prev|page|continuation|sync|cursor|skip|start|resume|delta|reset|verification|verify|invite|invitation|confirm|confirmation|unsubscribe|request|_?csrf|xsrf|authenticity)[-_a-z]*token$/i;
const isSignatureParameter = (name: string): boolean =>
  /^(?:sig|signature|x-amz-(?:signature|credential|security-token)|x-goog-(?:signature|credential))$/i.test(name);
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
    for (const line of authorization.lines.slice(1, 4)) {
      const other = readAuthorization([line]);
      if (other && other.value.trim() !== authorization.value.trim())
        found.push({
          place: 'header',
          name: 'Authorization',
          ...(other.scheme !== undefined && { scheme: other.scheme }),
          secret: other.credential,
        });
    }
  }
  const cookies: SentCredential[] = [];
  for (const [name, value] of request.headers.list) {
    const key = name.toLowerCase();
    if (key === 'authorization') continue;
    if (key === 'cookie') cookies.push(...cookiesOf(value));
    else if (isSignatureName(key) && isSensitiveHeader(key))
      found.push({ place: 'header', name, secret: value, isSignature: true });
    else if (isCredentialHeader(key, value)) found.push({ place: 'header', name, secret: value });
  }
  for (const [name, value] of request.location?.search ? request.location.searchParams : []) {
    if (isSensitiveField(name) && value !== '' && !notQueryCredentials.test(name))
      found.push({
        place: 'query',
        name,
        secret: value,
        ...(isSignatureParameter(name) && { isSignature: true as const }),
      });
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
