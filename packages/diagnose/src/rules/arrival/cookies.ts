import type { Facts } from '../../facts.ts';
import { isWithin, parseUrl } from '../../parse-url.ts';
import type { Rule } from '../../rule.ts';

/** Attributes of the cookies that this host set earlier, if a recording knows any. */
function earlierCookies(facts: Facts): string[] {
  return facts.history
    .filter(({ request }) => request.host !== '' && isWithin(facts.request.host, request.host))
    .flatMap(({ response }) => response?.headers.all('set-cookie') ?? [])
    .slice(0, 50);
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '127.0.0.1' || host === '[::1]';

/** Why a browser kept the cookie back: independent signals, in words. */
function reasons(facts: Facts): string[] {
  const { exchange, request, response } = facts;
  const found: string[] = [];
  const mode = exchange.fetchOptions?.credentials;
  if (facts.isCrossOrigin && mode !== 'include') {
    found.push(
      mode === undefined
        ? 'The page is of another origin, where fetch and XMLHttpRequest send cookies only if told so.'
        : `The request was made with \`credentials: '${mode === 'omit' ? 'omit' : 'same-origin'}'\` to another origin.`,
    );
  }
  const cookies = exchange.history ? earlierCookies(facts) : [];
  if (cookies.length > 0) found.push('The same host set a cookie earlier.');
  if (
    facts.isCrossOrigin &&
    cookies.some((cookie) => /;\s{0,5}samesite=(?:lax|strict)/i.test(cookie) || !/;\s{0,5}samesite=/i.test(cookie))
  ) {
    found.push('That cookie is SameSite=Lax or Strict, so that pages of other sites do not send it.');
  }
  if (cookies.some((cookie) => /;\s{0,5}samesite=none/i.test(cookie) && !/;\s{0,5}secure/i.test(cookie))) {
    found.push('That cookie is SameSite=None without Secure, which browsers reject.');
  }
  const page = isLoopback(request.host) ? parseUrl(facts.pageOrigin ?? '') : undefined;
  if (page && isLoopback(page.hostname) && page.hostname !== request.host) {
    found.push(`The page is on ${page.hostname}, the API on ${request.host}: to a cookie these are two hosts.`);
  }
  if (response?.header('access-control-allow-credentials') === 'true')
    found.push('The server allows cookies of other origins (Access-Control-Allow-Credentials), so it expects one.');
  return found;
}

export const cookieNotSent: Rule = {
  id: 'session-cookie-not-sent',
  row: 'A16',
  title: 'The session cookie was not sent along',
  confidence: 'likely',
  reference: 'Fetch Standard, credentials mode; RFC 6265bis §5.6.7 (SameSite)',
  covers: ['A01'],
  find(facts) {
    if (facts.credentials.length > 0 || facts.request.method === 'OPTIONS' || facts.exchange.requestUnknown)
      return undefined;
    if (!facts.inBrowser && facts.exchange.history === undefined) return undefined;
    if (facts.response?.challenges.some(({ scheme }) => scheme === 'bearer' || scheme === 'basic')) return undefined;
    const evidence = reasons(facts);
    const isSure = evidence.length > 1 && facts.refusal !== 'forbidden';
    if (evidence.length === 0) return undefined;
    return {
      evidence: ['The request has neither a cookie nor another credential.', ...evidence],
      fix: "Send cookies: `credentials: 'include'` in fetch, `withCredentials: true` in axios. On the server: `SameSite=None; Secure` for the cookie, `Access-Control-Allow-Credentials: true`, and the origin by name instead of `*`. Use one host name throughout.",
      confidence: isSure ? 'likely' : 'hint',
    };
  },
};

const serverFrameworks = /next|nuxt|remix|sveltekit|astro|react-router|tanstack|solid|angular|qwik/i;

export const cookieNotForwarded: Rule = {
  id: 'ssr-cookie-not-forwarded',
  row: 'A17',
  title: 'The request was made while rendering on the server, without the visitor’s cookie',
  confidence: 'likely',
  reference: 'Nuxt: useRequestFetch; Next.js: cookies(), headers()',
  covers: ['A01'],
  find({ exchange, credentials, response }) {
    const { framework, runtime } = exchange;
    if (framework === undefined || runtime === 'browser' || credentials.length > 0 || !serverFrameworks.test(framework))
      return undefined;
    if (response?.challenges.some(({ scheme }) => scheme === 'bearer' || scheme === 'basic')) return undefined;
    const evidence = ['The request carries neither a cookie nor an Authorization header.'];
    if (runtime === 'server')
      evidence.push(
        `It was made on the server of ${framework.slice(0, 40)}, where no browser adds the visitor’s cookie.`,
      );
    return {
      evidence,
      fix: "Hand the visitor’s headers on. Nuxt: `useFetch` or `useRequestFetch()`, or `useRequestHeaders(['cookie'])`. Next.js: pass `(await cookies()).toString()` as `cookie`. Others: copy `cookie` from the incoming request, to your own origin only.",
    };
  },
};
