import { headerValue } from '../../http/header-list.ts';
import type { Hop } from '../recorder/hop.ts';

const byUserAgent: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^axios\/(\d[\w.-]{0,20})/, 'axios'],
  [/^got \(/, 'got'],
  [/^node-fetch\b/, 'node-fetch'],
  [/^node-superagent\/(\d[\w.-]{0,20})/, 'superagent'],
  [/^Needle\/(\d[\w.-]{0,20})/, 'needle'],
  [/^Go-http-client\//, 'go'],
  [/^Ruby$/, 'ruby'],
];
/** Clients of other languages, which name themselves first: `curl/8.14.1`. */
const named =
  /^(curl|Wget|git|python-requests|python-httpx|Python-urllib|aiohttp|Deno|Bun|Java|Java-http-client|PHP)\/(\d[\w.-]{0,20})/i;
/** Packages that are below what a program calls. */
const carriers = new Set(['follow-redirects', 'undici', 'agent-base', 'http-proxy-agent', 'https-proxy-agent']);

/** The client of a request, with its version where it says so. @param called the package that the program called. */
export function clientName(hop: Hop, called: string | undefined): string {
  const userAgent = headerValue(hop.requestHeaders, 'user-agent') ?? '';
  for (const [pattern, name] of byUserAgent) {
    const found = pattern.exec(userAgent);
    if (found) return found[1] === undefined ? name : `${name}/${found[1]}`;
  }
  const [itself] = named.exec(userAgent) ?? [];
  if (itself !== undefined) return itself;
  if (called !== undefined && !carriers.has(called)) return called;
  if (hop.family === 'undici') return userAgent === 'node' ? 'fetch' : 'undici';
  if (hop.family === 'http2') return 'http2';
  return hop.url.startsWith('https:') ? 'https' : 'http';
}
