import type { Facts } from '../../facts.ts';
import { issuedTokenOf, refreshTokenOf, tokenRequestOf } from '../../facts-token-endpoint.ts';
import { durationText } from '../../plain-words.ts';
import type { Rule } from '../../rule.ts';

/** Whether the earlier exchange is of the same session of work, as far as the times tell. */
const within = (facts: Facts, earlier: Facts, windowMs: number): boolean => {
  const at = facts.exchange.sentAtMs;
  const before = earlier.exchange.sentAtMs;
  return at === undefined || before === undefined || (at >= before && at - before <= windowMs);
};

export const tokenCapturedOnce: Rule = {
  id: 'token-captured-once',
  row: 'H02',
  title: 'The code sends an old token though a newer one was issued',
  confidence: 'proof',
  reference: 'Freshkey: read the token for each request',
  covers: ['D01', 'E01', 'H07'],
  find(facts) {
    const { token, exchange } = facts;
    if (!exchange.history || facts.refusal !== 'unauthorized' || !token || tokenRequestOf(facts)) return undefined;
    const { history } = facts;
    const issuedAt = history.findLastIndex((earlier) => {
      const issued = issuedTokenOf(earlier);
      return issued !== undefined && issued !== token.text && isBefore(earlier, facts);
    });
    if (
      issuedAt < 0 ||
      history.some((earlier) => issuedTokenOf(earlier) === token.text && history.indexOf(earlier) >= issuedAt)
    )
      return undefined;
    const usedBefore = history.slice(0, issuedAt).some((earlier) => earlier.token?.text === token.text);
    if (!usedBefore) return undefined;
    return {
      evidence: [
        'This token was sent before.',
        'Since then an answer has issued another one, and this request still carries the old one.',
      ],
      fix: 'Read the token when the request is made (in an interceptor, hook or function), not once when the module or client is set up.',
    };
  },
};

/** Whether an answer was there before a request went out; unknown times count as such. */
function isBefore(earlier: Facts, later: Facts): boolean {
  const answeredAt = earlier.exchange.receivedAtMs ?? earlier.exchange.sentAtMs;
  const sentAt = later.exchange.sentAtMs;
  return answeredAt === undefined || sentAt === undefined || answeredAt <= sentAt;
}

export const otherInstance: Rule = {
  id: 'request-past-the-interceptor',
  row: 'H03',
  title: 'This request went past the client that attaches the token',
  confidence: 'likely',
  reference: 'axios: interceptors belong to an instance',
  covers: ['A01'],
  find(facts) {
    const { exchange, request } = facts;
    if (!exchange.history || facts.refusal !== 'unauthorized' || facts.credentials.length > 0) return undefined;
    const others = facts.history.filter(
      (earlier) =>
        earlier.request.origin === request.origin &&
        earlier.request.authorization &&
        earlier.status > 0 &&
        earlier.status < 400,
    );
    if (others.length === 0) return undefined;
    return {
      evidence: [
        'The request carries no credentials.',
        `Earlier requests to ${request.origin} carried an Authorization header and were accepted (${others.length}).`,
      ],
      fix: 'Make this call with the instance that has the interceptor (`api.get(…)` in place of `axios.get(…)`), or attach the session to this client as well.',
    };
  },
};

export const refreshStampede: Rule = {
  id: 'refresh-stampede',
  row: 'H06',
  title: 'Several requests refreshed the token at once',
  confidence: 'likely',
  reference: 'RFC 9700 §4.14.2; Freshkey: one refresh in flight',
  find(facts) {
    if (!facts.exchange.history || (facts.refusal !== 'unauthorized' && !refreshTokenOf(facts))) return undefined;
    const refreshes = facts.history.filter(
      (earlier) => within(facts, earlier, 30_000) && tokenRequestOf(earlier)?.grantType === 'refresh_token',
    );
    const all = tokenRequestOf(facts)?.grantType === 'refresh_token' ? [...refreshes, facts] : refreshes;
    const spent = all.map(refreshTokenOf).filter((token) => token !== undefined);
    const twice = spent.length - new Set(spent).size;
    if (all.length < 2 || twice === 0) return undefined;
    return {
      evidence: [
        `${all.length} refreshes went out within 30 seconds.`,
        `${twice + 1} of them spent the same refresh token.`,
      ],
      fix: 'Let all requests wait for one refresh (single flight), and replay them with its token.',
    };
  },
};

export const refreshLoop: Rule = {
  id: 'refresh-loop',
  row: 'H07',
  title: 'The refresh goes round in circles: every new token is refused as well',
  confidence: 'proof',
  reference: 'Freshkey: at most one replay per request and reason',
  covers: ['D22', 'A02', 'A11', 'H06', 'H08'],
  find(facts) {
    const { request, exchange } = facts;
    if (!exchange.history || facts.refusal !== 'unauthorized' || !facts.token) return undefined;
    const refused = facts.history.filter(
      (earlier) =>
        earlier.request.url === request.url &&
        earlier.status === 401 &&
        earlier.token &&
        within(facts, earlier, 120_000),
    );
    const tokens = new Set([...refused.map(({ token }) => token?.text), facts.token.text]);
    const issued = facts.history.filter(
      (earlier) => issuedTokenOf(earlier) !== undefined && within(facts, earlier, 120_000),
    );
    if (tokens.size < 3 || issued.length < 2) return undefined;
    const first = refused[0]?.exchange.sentAtMs;
    const { sentAtMs: at } = exchange;
    return {
      evidence: [
        `${tokens.size} different tokens were refused at the same URL${at !== undefined && first !== undefined ? ` within ${durationText(at - first)}` : ''}.`,
        `${issued.length} refreshes in between succeeded.`,
      ],
      fix: 'Stop after one replay and surface the 401. Then look at why a fresh token is refused: audience, issuer, scope, or the server’s clock. Keep the refresh call itself out of the interceptor.',
    };
  },
};

export const beforeLogin: Rule = {
  id: 'sent-before-login-finished',
  row: 'H08',
  title: 'The request went out before the sign-in had finished',
  confidence: 'proof',
  reference: 'Freshkey: session.ready',
  covers: ['A01', 'A16', 'C01', 'C02', 'H03'],
  find(facts) {
    const sentAt = facts.exchange.sentAtMs;
    if (!facts.exchange.history || sentAt === undefined || facts.refusal !== 'unauthorized' || facts.token)
      return undefined;
    const login = facts.history.find(({ exchange, request, status, response }) => {
      const { sentAtMs, receivedAtMs } = exchange;
      if (
        sentAtMs === undefined ||
        receivedAtMs === undefined ||
        sentAtMs > sentAt ||
        receivedAtMs <= sentAt ||
        status < 200 ||
        status > 299
      )
        return false;
      return (
        request.method.toUpperCase() === 'POST' &&
        (/log-?in|sign-?in|session|token|auth/i.test(request.location?.pathname ?? '') ||
          response?.headers.has('set-cookie') === true)
      );
    });
    if (!login) return undefined;
    const lateMs = (login.exchange.receivedAtMs ?? sentAt) - sentAt;
    return {
      evidence: [
        `The answer to ${facts.showUrl(login.request.url)} came ${durationText(Math.max(lateMs, 1_000))} or less after this request was sent.`,
        'This request carries no token yet.',
      ],
      fix: 'Wait for the sign-in, or for the stored session to be read, before the first request: await it in the router’s guard or loader.',
    };
  },
};

const cacheHeaders = ['x-nextjs-cache', 'x-vercel-cache'] as const;

export const frameworkCache: Rule = {
  id: 'refusal-from-framework-cache',
  row: 'H11',
  title: 'The refusal comes from the framework’s own cache',
  confidence: 'likely',
  reference: 'Next.js: caching (fetch cache); Cache Storage of service workers',
  covers: ['B14'],
  find(facts) {
    const { response, exchange } = facts;
    if (!response) return undefined;
    const header = cacheHeaders.find((name) => /^(?:hit|stale)$/i.test(response.header(name) ?? ''));
    if (!header) return undefined;
    const evidence = [
      `${header} says ${facts.quote(response.header(header) ?? '')}.`,
      `The answer is a ${response.status}, which belongs to one request alone.`,
    ];
    if (exchange.framework) evidence.push(`The request was made by ${facts.quote(exchange.framework)}.`);
    return {
      evidence,
      fix: "Fetch with `cache: 'no-store'` whatever depends on the user, and purge the cached refusal.",
    };
  },
};
