/**
 * The JavaScript side of React Native, as the older versions that are still in use have it: `AbortController` of the
 * package abort-controller (no `reason`, no `any`), `fetch` of whatwg-fetch on XMLHttpRequest (no `body` on a `Request`,
 * `redirect` is not read), a `FormData` that cannot be iterated, a `URL` whose `origin` throws. There is no `EventTarget`,
 * no `CustomEvent`, no `DOMException` and no `BroadcastChannel`.
 */
import { AbortController, AbortSignal } from 'abort-controller/dist/abort-controller';

globalThis.window = globalThis;
globalThis.self = globalThis;
globalThis.navigator = { product: 'ReactNative' };
globalThis.AbortController = AbortController;
globalThis.AbortSignal = AbortSignal;

globalThis.FormData = class FormData {
  #parts = [];

  append(name, value) {
    this.#parts.push({ name, string: String(value), headers: { 'content-disposition': `form-data; name="${name}"` } });
  }

  getParts() {
    return this.#parts;
  }
};

globalThis.URLSearchParams = class URLSearchParams {
  #pairs;

  constructor(given = '') {
    this.#pairs =
      typeof given === 'string' ? parseQuery(given) : given[Symbol.iterator] ? [...given] : Object.entries(given);
  }

  append(name, value) {
    this.#pairs.push([name, String(value)]);
  }

  [Symbol.iterator]() {
    return this.#pairs[Symbol.iterator]();
  }

  toString() {
    return this.#pairs.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
  }
};

globalThis.URL = class URL {
  constructor(url, base) {
    Object.assign(this, parseUrl(String(url), base));
  }

  get origin() {
    throw new Error('URL.origin is not implemented');
  }

  toString() {
    return this.href;
  }
};
