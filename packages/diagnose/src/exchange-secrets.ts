import { decodeBasic } from './decode-basic.ts';
import type { EnvironmentFacts, RedirectStep } from './exchange.ts';
import { isRecord } from './parse-json.ts';
import { isPlaceholder } from './placeholder.ts';
import type { RequestFacts } from './request-facts.ts';
import type { ResponseFacts } from './response-facts.ts';
import { isSensitiveField, isSensitiveHeader } from './sensitive-names.ts';

/** The parts of an exchange in which secrets are. */
export interface SecretPlaces {
  readonly request: RequestFacts;
  readonly response: ResponseFacts | undefined;
  readonly token: { readonly text: string } | undefined;
  readonly redirects: readonly RedirectStep[];
  readonly environment: EnvironmentFacts;
}

/** Shorter texts cannot be told from words. */
const minLength = 6;

/** Every text of an exchange that must not be printed, the longest first: the last net under redaction. */
export function exchangeSecrets(places: SecretPlaces): string[] {
  const secrets = new Set<string>();
  const add = (value: unknown) => {
    if (typeof value !== 'string' || value.length < minLength || secrets.has(value) || isPlaceholder(value)) return;
    secrets.add(value);
    const trimmed = value.trim();
    if (trimmed.length >= minLength) secrets.add(trimmed);
  };
  collect(places, add);
  return [...secrets].sort((one, other) => other.length - one.length);
}

/** A run of characters that may be a part of a credential. */
const run = /[\w+/=~%-][\w+/=~.%-]{14,}/g;
/** Credentials of which a part gives something away: no words, no addresses. */
const isOpaque = (secret: string): boolean => secret.length >= 20 && /^[\w+/=~.%-]+$/.test(secret) && /\d/.test(secret);

/** Text in which none of the secrets is left: not as they are, nor in base64 or percent-encoding, nor a part of 15 characters or more. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  let safe = text;
  for (const secret of secrets) if (safe.includes(secret)) safe = safe.replaceAll(secret, '[hidden]');
  if (secrets.length === 0) return safe;
  return safe.replace(run, (part) => (givesAway(part, secrets) ? '[hidden]' : part));
}

/** Whether a run of characters is a part of a secret, or holds one in another encoding. */
function givesAway(part: string, secrets: readonly string[]): boolean {
  if (secrets.some((secret) => secret.length >= part.length && secret.includes(part) && isOpaque(secret))) return true;
  const plain = decoded(part);
  if (plain === part) return false;
  return secrets.some(
    (secret) =>
      secret.length >= 12 &&
      (plain.includes(secret) || (plain.length >= 15 && secret.includes(plain) && isOpaque(secret))),
  );
}

/** What a run of characters stands for in percent-encoding or base64; itself if it is neither. */
function decoded(part: string): string {
  try {
    if (part.includes('%')) return decodeURIComponent(part);
    // A length that base64 never has would throw, and throwing is slow.
    const isBase64 = /^[A-Za-z0-9+/_-]{16,}={0,2}$/.test(part) && part.replace(/=+$/, '').length % 4 !== 1;
    return isBase64 ? atob(part.replaceAll('-', '+').replaceAll('_', '/')) : part;
  } catch {
    return part;
  }
}

/** A header without a credential: its scheme is a word that findings use. */
const schemeAlone = /^\s*(?:bearer|basic|digest|dpop|token|negotiate|apikey|bot)\s*$/i;

function collect(
  { request, response, token, redirects, environment }: SecretPlaces,
  add: (value: unknown) => void,
): void {
  for (const { secret } of request.credentials) {
    add(secret);
    for (const part of secret.split(/[\s,]+/, 20)) if (!schemeWord.test(part)) add(part);
  }
  add(token?.text);
  if (request.authorization?.scheme === 'basic') addBasic(request.authorization.credential, add);
  for (const [name, value] of request.headers.list) {
    const key = name.toLowerCase();
    if (isSensitiveHeader(key)) addParameters(value, add);
    if (key === 'authorization' || key === 'proxy-authorization') {
      if (schemeAlone.test(value)) continue;
      add(value);
      add(value.slice(value.indexOf(' ') + 1));
      if (/^basic /i.test(value) && key !== 'authorization') addBasic(value.slice(6), add);
    } else if (key !== 'cookie' && isSensitiveHeader(key)) add(value);
  }
  addUrl(request.url, add);
  addFields(request.json, isSensitiveField, add);
  for (const [name, value] of request.form ?? []) if (isSensitiveField(name)) add(value);
  for (const { from, to } of redirects) {
    addUrl(from, add);
    addUrl(to, add);
  }
  if (response) {
    for (const line of response.headers.all('set-cookie')) add(/^[^=;]*=([^;]*)/.exec(line)?.[1]);
    for (const name of ['location', 'dpop-nonce']) {
      const value = response.header(name);
      if (name === 'location') addUrl(value ?? '', add);
      else add(value);
    }
    addFields(response.json, isIssuedField, add);
  }
  for (const { name, value, rawLine } of environment.variables ?? []) {
    addUrl(value ?? '', add);
    if (!isSecretVariable(name, value ?? '')) continue;
    add(value);
    add(rawLine?.slice(rawLine.indexOf('=') + 1));
  }
}

const schemeWord = /^(?:bearer|basic|digest|token|dpop|bot|apikey|negotiate)$/i;

/** Whether a variable holds a secret, by its name or by the look of its value; `production` and addresses are none. */
const isSecretVariable = (name: string, value: string): boolean =>
  /token|secret|passw|pwd|key|auth|credential|cookie|session|dsn|jwt|bearer/i.test(name) ||
  (/^\S{20,}$/.test(value) && /\d/.test(value) && !/^[a-z][a-z0-9+.-]*:\/\//i.test(value));

/** Parameters of a scheme that are secret by themselves, as in `Digest response="…"` and `Signature: keyId="…",signature="…"`. */
const secretParameter =
  /(?:^|[\s,;])(?:(?:(?:oauth_)?signature|response|c?nonce|opaque|oauth_token|sig|h?mac|v[01])="?|[\w*.-]{1,40}=:)([^",;:\s]{6,4096})/gi;

function addParameters(value: string, add: (value: unknown) => void): void {
  for (const [, secret = ''] of value.slice(0, 8_192).matchAll(secretParameter)) {
    add(secret);
    add(secret.replace(/=+$/, ''));
  }
}

function addBasic(credential: string, add: (value: unknown) => void): void {
  if (credential.length > 4_096) return;
  const decoded = decodeBasic(credential)?.text;
  if (decoded === undefined) return;
  add(decoded);
  add(decoded.slice(decoded.indexOf(':') + 1));
}

function addUrl(url: string, add: (value: unknown) => void): void {
  const userinfo = /^[a-z][a-z0-9+.-]{0,20}:\/\/([^/@]*)@/i.exec(url)?.[1];
  if (userinfo) {
    add(userinfo);
    for (const part of userinfo.split(':', 2)) add(part);
  }
  for (const pair of url.split(/[?&#]/, 200).slice(1)) {
    const at = pair.indexOf('=');
    if (at <= 0 || !isSensitiveField(pair.slice(0, at))) continue;
    const value = pair.slice(at + 1);
    add(value);
    try {
      add(decodeURIComponent(value.replaceAll('+', ' ')));
    } catch {
      // no percent-encoding: the text itself is all there is
    }
  }
}

/** Fields in which an answer hands out a credential; `code` and `key` mean something else there. */
const isIssuedField = (name: string): boolean => /(?:token|secret|password|api_?key|assertion)$|^jwt$/i.test(name);

function addFields(json: unknown, isSecret: (name: string) => boolean, add: (value: unknown) => void, depth = 0): void {
  if (depth > 4) return;
  if (Array.isArray(json)) for (const item of json.slice(0, 50)) addFields(item, isSecret, add, depth + 1);
  if (!isRecord(json)) return;
  for (const name of Object.keys(json).slice(0, 200)) {
    const value = json[name];
    if (typeof value === 'string') {
      if (isSecret(name) && !/\s/.test(value.trim())) add(value);
    } else if (typeof value === 'object') addFields(value, isSecret, add, depth + 1);
  }
}
