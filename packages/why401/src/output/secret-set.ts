import { decodeBasic, isPlaceholder, isSensitiveField, isSensitiveHeader } from '@freshkey/diagnose/rules';
import { percentEncoded, readUtf8 } from '../bytes.ts';
import type { HeaderList } from '../http/header-list.ts';
import type { OutgoingRequest } from '../http/outgoing.ts';
import { isHarmlessHeader, isHeaderName } from './header-policy.ts';

/** Shorter texts cannot be told from words. */
const minLength = 6;
const maxSecrets = 2_000;
const plainRun = /[\w.~+/=-]{10,}/g;
/** Words and numbers, which say nothing of who asks. */
const plainValue = /^(?:[A-Za-z ]{0,24}|[\d.]{0,6})$/;
const longRun = /[\w.~+/=-]{12,}/g;
const schemes = /^(?:bearer|basic|digest|negotiate|apikey|token)$/i;

/**
 * Everything of one run that must not be printed. The last net under all other care: whatever is printed goes through
 * {@link SecretSet.clean}.
 */
export class SecretSet {
  readonly #secrets = new Set<string>();
  #sorted: string[] | undefined;

  add(value: string | undefined): void {
    if (value === undefined || this.#secrets.size >= maxSecrets) return;
    for (const text of [value, value.trim()]) {
      if (text.length < minLength || schemes.test(text) || isPlaceholder(text)) continue;
      this.#secrets.add(text);
      const encoded = percentEncoded(text);
      if (encoded !== text) this.#secrets.add(encoded);
      // Whoever repeats the rest may write it differently.
      for (const [run] of text.slice(0, 65_536).matchAll(plainRun)) if (!isPlaceholder(run)) this.#secrets.add(run);
    }
    this.#sorted = undefined;
  }

  /** The value of an `Authorization`-like header: whole, without its scheme, and what Basic packs. */
  addCredential(value: string): void {
    const credential = value.replace(/^[A-Za-z][\w-]{0,20} +/, '');
    if (isPlaceholder(credential)) return;
    this.add(value);
    this.add(credential);
    for (const part of value.split(/[\s,]+/, 20)) if (!/^[A-Za-z]{1,12}$/.test(part)) this.add(part);
    const segments = credential.split('.', 10);
    if (segments.length > 2) for (const segment of segments) this.add(segment);
    const decoded = credential.length > 8_192 ? undefined : decodeBasic(credential);
    if (decoded?.password === undefined) return;
    this.add(decoded.text);
    this.add(decoded.password);
  }

  addRequest({ url, headers, body }: OutgoingRequest): void {
    this.addUrl(url);
    for (const [name, value] of headers) {
      const key = name.toLowerCase();
      if (!isHeaderName(name)) this.add(name);
      if (key === 'cookie') this.#addCookie(value);
      else if (isSensitiveHeader(key)) this.addCredential(value);
      else if (/^https?:\/\//.test(value)) this.addUrl(value);
      else if (!isHarmlessHeader(key) && !plainValue.test(value) && !url.includes(value)) this.addCredential(value);
    }
    if (body) this.addBody(readUtf8(body, 65_536));
  }

  /** What an answer hands out: cookies, and what its redirect carries. */
  addAnswer(headers: HeaderList): void {
    for (const [name, value] of headers) {
      const key = name.toLowerCase();
      if (key === 'set-cookie') this.add(/^[^=;]*=([^;]*)/.exec(value)?.[1]);
      else if (key === 'location') this.addUrl(value);
      else if (isSensitiveHeader(key)) this.addCredential(value);
    }
  }

  #addCookie(value: string): void {
    this.add(value);
    for (const pair of value.split(';', 200)) this.add(pair.slice(pair.indexOf('=') + 1));
  }

  addUrl(url: string): void {
    const userinfo = /^[a-z][a-z0-9+.-]{0,20}:\/\/([^/?#]*)@/i.exec(url)?.[1];
    if (userinfo !== undefined) {
      this.add(userinfo);
      for (const part of userinfo.split(':')) this.#addDecoded(part);
    }
    for (const pair of url.split(/[?&#]/, 500).slice(1)) {
      const at = pair.indexOf('=');
      if (at > 0 && isSensitiveField(decoded(pair.slice(0, at)))) this.#addDecoded(pair.slice(at + 1));
    }
  }

  /** The body of a request: fields with telling names, of a form or of JSON. */
  addBody(text: string): void {
    for (const found of text.slice(0, 65_536).matchAll(/"([^"\\]{1,60})"\s{0,5}:\s{0,5}"([^"]{1,8192})"/g)) {
      if (isSensitiveField(found[1] as string)) this.add(found[2]);
    }
    for (const pair of text.slice(0, 65_536).split('&', 500)) {
      const at = pair.indexOf('=');
      if (at > 0 && isSensitiveField(decoded(pair.slice(0, at)))) this.#addDecoded(pair.slice(at + 1));
    }
  }

  #addDecoded(value: string): void {
    this.add(value);
    this.add(decoded(value.replaceAll('+', ' ')));
  }

  /** Text in which none of the secrets is left, nor a long part of one. */
  clean(text: string): string {
    this.#sorted ??= [...this.#secrets].sort((one, other) => other.length - one.length);
    const secrets = this.#sorted;
    let safe = text;
    for (const secret of secrets) if (safe.includes(secret)) safe = safe.replaceAll(secret, '[hidden]');
    // Servers repeat credentials in part, too.
    return safe.replace(longRun, (run) => (secrets.some((secret) => secret.includes(run)) ? '[hidden]' : run));
  }

  /** Plain data with every string in it cleaned. */
  cleanData<Value>(value: Value): Value {
    if (typeof value === 'string') return this.clean(value) as Value;
    if (Array.isArray(value)) return value.map((item) => this.cleanData(item)) as Value;
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, this.cleanData(item)])) as Value;
  }
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
