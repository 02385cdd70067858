/** As much of a browser's cookie store as a session needs: name, origin, path, deletion. */
export interface CookieJar {
  read(url: URL): string;
  keep(url: URL, headers: readonly (readonly [name: string, value: string])[]): void;
}

interface Cookie {
  readonly origin: string;
  readonly path: string;
  readonly name: string;
  readonly value: string;
}

const attribute = (line: string, name: string): string | undefined =>
  new RegExp(`; *${name}=([^;]*)`, 'i').exec(line)?.[1];

export function createCookieJar(): CookieJar {
  let cookies: Cookie[] = [];
  return {
    read: ({ origin, pathname }) =>
      cookies
        .filter((cookie) => cookie.origin === origin && pathname.startsWith(cookie.path))
        .map(({ name, value }) => `${name}=${value}`)
        .join('; '),
    keep({ origin }, headers) {
      for (const [header, line] of headers) {
        if (header.toLowerCase() !== 'set-cookie') continue;
        const [, name = '', value = ''] = /^([^=;]+)=([^;]*)/.exec(line) ?? [];
        const path = attribute(line, 'Path') ?? '/';
        cookies = cookies.filter((other) => other.name !== name || other.path !== path || other.origin !== origin);
        if (attribute(line, 'Max-Age') !== '0') cookies.push({ origin, path, name, value });
      }
    },
  };
}
