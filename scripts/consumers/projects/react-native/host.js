/** What React Native's native side gives to JavaScript: requests and timers. Everything else is in polyfills.js. */

/** A request, with the members that whatwg-fetch and axios use. Redirects are followed out of sight, as natively. */
class XMLHttpRequest {
  readyState = 0;
  status = 0;
  statusText = '';
  responseURL = '';
  responseText = '';
  responseType = '';
  timeout = 0;
  withCredentials = false;
  #method;
  #url;
  #headers = [];
  #answered = new Headers();
  #controller = new AbortController();

  get response() {
    return this.responseType === 'json' ? JSON.parse(this.responseText) : this.responseText;
  }

  open(method, url) {
    [this.#method, this.#url, this.readyState] = [method, url, 1];
  }

  setRequestHeader(name, value) {
    this.#headers.push([String(name), String(value)]);
  }

  getAllResponseHeaders() {
    return [...this.#answered].map(([name, value]) => `${name}: ${value}\r\n`).join('');
  }

  getResponseHeader(name) {
    return this.#answered.get(name);
  }

  abort() {
    this.#controller.abort();
  }

  async send(body) {
    const timer = this.timeout && setTimeout(() => this.#end('ontimeout'), this.timeout);
    const { signal } = this.#controller;
    try {
      const form = body?.getParts && formOf(body.getParts());
      const headers = form ? this.#headers.filter(([name]) => !/^content-type$/i.test(name)) : this.#headers;
      const response = await fetch(this.#url, { method: this.#method, headers, body: form ?? body, signal });
      const text = await response.text();
      const { status, statusText, url } = response;
      Object.assign(this, { status, statusText, responseURL: url, responseText: text });
      this.#answered = response.headers;
      this.#end('onload');
    } catch {
      this.#end(signal.aborted ? 'onabort' : 'onerror');
    } finally {
      clearTimeout(timer);
    }
  }

  #end(how) {
    if (this.readyState === 4) return;
    this.readyState = 4;
    this.onreadystatechange?.();
    this[how]?.();
    this.onloadend?.();
  }
}

function formOf(parts) {
  const form = new FormData();
  for (const { name, string } of parts) form.append(name, string);
  return form;
}

/** What the global object of the program holds beside the language itself. */
export const host = () => ({
  XMLHttpRequest,
  console,
  setTimeout,
  clearTimeout,
  setInterval,
  clearInterval,
  queueMicrotask,
  btoa,
  parseUrl: (url, base) => {
    const { href, protocol, host: authority, hostname, port, pathname, search, hash } = new URL(url, base);
    return { href, protocol, host: authority, hostname, port, pathname, search, hash };
  },
  parseQuery: (query) => [...new URLSearchParams(query)],
});
