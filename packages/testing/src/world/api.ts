import { fingerprintOf } from '../fingerprint.ts';
import { empty, json, text, type WorldAnswer, type WorldRequest } from './message.ts';
import { withoutTokens } from './minted.ts';
import { incurableRefusal, lackOf, refusalOf } from './refusal.ts';
import type { WorldSettings } from './settings.ts';
import type { TokenState } from './tokens.ts';

const secretHeaders = new Set(['authorization', 'proxy-authorization', 'cookie', 'x-api-key']);

const shownHeaders = ({ headers }: WorldRequest): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      secretHeaders.has(name) ? `<${fingerprintOf(value)}>` : withoutTokens(value),
    ]),
  );

/** What arrived, told back: credentials as fingerprints. */
const echo = (request: WorldRequest): WorldAnswer => {
  const { method, url, body } = request;
  return json(200, {
    method,
    path: url.pathname,
    headers: shownHeaders(request),
    body: { bytes: body.length, fingerprint: fingerprintOf(body), text: withoutTokens(new TextDecoder().decode(body)) },
  });
};

/** `/api/redirect?to=&status=`: to another path, or to another origin; with the rest of the query, as many servers do. */
const redirect = ({ searchParams }: URL): WorldAnswer => {
  const { to = '/api/echo', status = '302', ...rest } = Object.fromEntries(searchParams);
  const query = new URLSearchParams(rest).toString();
  return empty(Number(status), { location: query ? `${to}${to.includes('?') ? '&' : '?'}${query}` : to });
};

/** How long an answer stays under way after it was decided: `/api/late`, or `?delayMs=` anywhere. */
export function delayMsOf({ pathname, searchParams }: URL): number {
  return Number(searchParams.get('delayMs') ?? (pathname === '/api/late' ? 50 : 0));
}

/** `/public/…` and `/api/…`: who asks is known, or not. */
export function answerApi(request: WorldRequest, found: TokenState | undefined, settings: WorldSettings): WorldAnswer {
  const { url, method } = request;
  const { pathname, searchParams } = url;
  if (pathname === '/api/redirect') return redirect(url);
  const isPublic = pathname.startsWith('/public/');
  const refusal = incurableRefusal(request);
  if (refusal) return refusal;
  if (!isPublic) {
    if (found?.state !== 'valid') return refusalOf(request, found, settings);
    const lack = lackOf(request, found, settings);
    if (lack) return lack;
  }
  const status = Number(searchParams.get('status') ?? 200);
  const retryAfter = searchParams.get('retryAfter');
  if (status === 204 || status === 304) return empty(status);
  if (status !== 200) {
    return json(status, { ok: status < 400 }, retryAfter === null ? {} : { 'retry-after': retryAfter });
  }
  if (/\/echo$/.test(pathname)) return echo(request);
  if (searchParams.has('text')) return text(200, searchParams.get('text') ?? '');
  const { user = null, generation = null } = found ?? {};
  return json(200, { ok: true, method, path: pathname, id: searchParams.get('id'), user, generation });
}
