/** Where the documents of an issuer may be (OpenID Connect Discovery §4, RFC 8414 §3); empty for an issuer that is no https URL. */
export function discoveryUrls(issuer: string): string[] {
  if (!URL.canParse(issuer)) return [];
  const url = new URL(issuer);
  const isLocal = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal)) return [];
  const path = url.pathname.replace(/\/$/, '');
  return [
    ...new Set([
      `${url.origin}${path}/.well-known/openid-configuration`,
      `${url.origin}/.well-known/oauth-authorization-server${path}`,
    ]),
  ];
}

/** An absolute http(s) URL, or nothing. */
export function httpUrl(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 2_000 || !URL.canParse(value)) return undefined;
  return /^https?:$/.test(new URL(value).protocol) ? value : undefined;
}

/** The URL with its trailing slash added or taken off; undefined for the root. */
export function toggledSlash(text: string): string | undefined {
  const url = new URL(text);
  if (url.pathname === '/') return undefined;
  url.pathname = url.pathname.endsWith('/') ? url.pathname.slice(0, -1) : `${url.pathname}/`;
  return url.href;
}
