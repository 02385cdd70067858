import { UsageError } from '../usage-error.ts';
import type { Route } from './outgoing.ts';

const isLoopback = (host: string) =>
  host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127\./.test(host);

/** `host`, `.domain`, `*`, each with a port if it likes: the list that NO_PROXY and `--noproxy` take. */
export function isExempt(url: URL, list: string): boolean {
  return list
    .split(/[\s,]+/)
    .filter((item) => item !== '')
    .some((item) => {
      if (item === '*') return true;
      const [, name = '', port] = /^\*?\.?(.+?)(?::(\d+))?$/.exec(item.toLowerCase()) ?? [];
      if (port !== undefined && port !== (url.port || (url.protocol === 'https:' ? '443' : '80'))) return false;
      return url.hostname === name || url.hostname.endsWith(`.${name}`);
    });
}

/**
 * The proxy that a request goes through: the one that was asked for, else the one of the environment as curl reads it.
 * The environment's is not used for this machine itself.
 *
 * @throws {UsageError} When the proxy is no HTTP proxy.
 */
export function proxyFor(
  url: URL,
  asked: { proxy?: string; proxyUser?: string; noProxy?: string },
  env: Readonly<Record<string, string | undefined>>,
): Route['proxy'] {
  const fromEnvironment = url.protocol === 'https:' ? (env.https_proxy ?? env.HTTPS_PROXY) : env.http_proxy;
  const text =
    asked.proxy ?? (isLoopback(url.hostname) ? '' : (fromEnvironment ?? env.all_proxy ?? env.ALL_PROXY ?? ''));
  if (text === '') return undefined;
  if (isExempt(url, asked.noProxy ?? env.no_proxy ?? env.NO_PROXY ?? '')) return undefined;
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (!URL.canParse(full)) throw new UsageError('The URL of the proxy cannot be read.');
  const proxy = new URL(full);
  if (proxy.protocol !== 'http:' && proxy.protocol !== 'https:')
    throw new UsageError('Only HTTP proxies are supported.');
  // curl's default port for a proxy.
  if (!/:\d+\/?$/.test(full.replace(/[?#].*$/s, ''))) proxy.port = proxy.protocol === 'https:' ? '443' : '1080';
  const user = asked.proxyUser ?? (proxy.username ? `${decode(proxy.username)}:${decode(proxy.password)}` : undefined);
  return { url: proxy, ...(user !== undefined && { authorization: `Basic ${Buffer.from(user).toString('base64')}` }) };
}

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
