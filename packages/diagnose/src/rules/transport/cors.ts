import type { ResponseReceived } from '../../exchange.ts';
import type { Facts } from '../../facts.ts';
import type { Rule } from '../../rule.ts';

const headerOf = (response: ResponseReceived | undefined, name: string): string | undefined =>
  response?.headers.find(([key]) => key.toLowerCase() === name)?.[1];

const isPreflight = ({ request }: Facts): boolean =>
  request.method === 'OPTIONS' &&
  (request.headers.has('access-control-request-method') || request.headers.has('access-control-request-headers'));

const refuses = (status: number): boolean => status === 401 || status === 403 || status === 407;

/** The preflight that a recording shows before this request, answered with a refusal. */
const refusedPreflight = (facts: Facts): Facts | undefined =>
  facts.response === undefined && facts.exchange.history
    ? facts.history.findLast(
        (earlier) => isPreflight(earlier) && earlier.request.url === facts.request.url && refuses(earlier.status),
      )
    : undefined;

/** What clients say when the browser tells them nothing. */
const browserError = /failed to fetch|networkerror|network error|load failed|err_network|cors/i;
const isNetworkError = (facts: Facts): boolean =>
  facts.inBrowser && facts.isCrossOrigin && browserError.test(facts.errorText);

export const preflightRefused: Rule = {
  id: 'preflight-refused',
  row: 'B01',
  title: 'The preflight is refused: OPTIONS meets the authentication before the CORS layer',
  confidence: 'proof',
  reference: 'Fetch Standard, CORS-preflight fetch: a preflight carries no credentials',
  outcomes: ['refused', 'no-answer'],
  covers: ['A01', 'A08', 'A12', 'B02', 'E10', 'J09'],
  find(facts) {
    const { probes } = facts;
    const fix =
      'Let OPTIONS through before authentication: register the CORS middleware outermost, and exempt OPTIONS at the gateway.';
    if (isPreflight(facts) && (refuses(facts.status) || facts.refusal === 'login')) {
      return {
        evidence: [
          `The request is a preflight (OPTIONS), and it was answered ${facts.status}.`,
          'Browsers send preflights without credentials.',
        ],
        fix,
      };
    }
    if (facts.outcome !== 'no-answer') return undefined;
    const status =
      refusedPreflight(facts)?.status ??
      (probes.preflight && refuses(probes.preflight.status) ? probes.preflight.status : undefined);
    if (status === undefined) return undefined;
    return {
      evidence: [`OPTIONS of the same URL is answered ${status}.`, 'So the browser never sends the request itself.'],
      fix,
    };
  },
};

/** Whether an answer may be read by the page. */
function isReadable(response: ResponseReceived, origin: string | undefined): boolean {
  const allowed = headerOf(response, 'access-control-allow-origin');
  return allowed !== undefined && (allowed === '*' || allowed === origin);
}

const fixErrorsWithoutCors =
  'Add the CORS headers to error answers as well (`Access-Control-Allow-Origin` on 401 and 403): put the CORS layer outside of authentication.';

export const refusalHiddenByCors: Rule = {
  id: 'refusal-hidden-by-browser',
  row: 'B02',
  title: 'It is a 401, and the browser hides it: the answer lacks CORS headers',
  confidence: 'proof',
  reference: 'Fetch Standard, CORS check',
  outcomes: ['refused', 'no-answer'],
  find(facts) {
    const { probes, exchange } = facts;
    if (facts.outcome === 'refused') {
      const response = exchange.response;
      // What a page itself has read was not hidden from it.
      if (facts.isSeenByPage && !browserError.test(facts.errorText)) return undefined;
      if (!response || !facts.isCrossOrigin || isReadable(response, facts.pageOrigin)) return undefined;
      const evidence = ['The answer has no Access-Control-Allow-Origin for the page’s origin.'];
      if (!browserError.test(facts.errorText))
        return {
          evidence,
          fix: fixErrorsWithoutCors,
          confidence: 'hint',
          title: 'A browser would hide this answer: it lacks CORS headers',
        };
      return {
        evidence: [...evidence, `The client reports ${facts.quote(facts.errorText)}.`],
        fix: fixErrorsWithoutCors,
        confidence: 'likely',
      };
    }
    if (!isNetworkError(facts)) return undefined;
    const behind = probes.crossOrigin;
    if (behind) {
      if (!refuses(behind.status) || isReadable(behind, facts.pageOrigin)) return undefined;
      return {
        evidence: [
          `Asked outside of a browser, the server answers ${behind.status}.`,
          'That answer has no Access-Control-Allow-Origin, so the page gets a network error.',
        ],
        fix: fixErrorsWithoutCors,
      };
    }
    const { exp } = facts.claims ?? {};
    const { localNowMs } = facts;
    const preflight = earlierPreflight(facts);
    const evidence = [
      `The browser reports no more than ${facts.quote(facts.errorText)}.`,
      `The request goes to ${facts.request.origin}, which is another origin than the page’s.`,
    ];
    const needs = preflightReasons(facts);
    if (needs !== undefined)
      evidence.push(
        `${needs} makes the browser ask with a preflight first, which has to be answered without credentials.`,
      );
    if (needs === undefined && facts.credentials.length === 0) evidence.splice(1);
    if (preflight && facts.credentials.length > 0 && preflight.status >= 200 && preflight.status < 300)
      evidence.push(
        `The preflight before it was let through (${preflight.status}): the server was reached, and what lacks the CORS headers is the answer itself.`,
      );
    if (typeof exp === 'number' && localNowMs !== undefined && exp * 1_000 < localNowMs)
      evidence.push('The token was past its life when it was sent (by the local clock; diagnostic only).');
    return {
      evidence,
      title: 'A 401 may be hidden behind the network error',
      fix: `Look at the answer outside of the page (DevTools, Network; or \`why401 --probe\`). ${fixErrorsWithoutCors}`,
      confidence: 'likely',
    };
  },
};

/** What of a request needs a preflight (Fetch Standard, CORS-safelisted methods and headers), as the beginning of a sentence. */
function preflightReasons({ request }: Facts): string | undefined {
  if (!/^(?:GET|HEAD|POST)$/.test(request.method)) return `The method ${request.method}`;
  if (request.authorization) return 'The Authorization header';
  const other = [...request.headers.names()].find(
    (name) => /^x-|api-?key|token/.test(name) && !/^x-(?:client-data|requested-by-page)$/.test(name),
  );
  return other === undefined ? undefined : `The header ${other.slice(0, 60)}`;
}

const list = (value: string | undefined): string[] =>
  (value ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim());

export const preflightWithoutAuthorization: Rule = {
  id: 'preflight-lacks-authorization',
  row: 'B03',
  title: 'The preflight does not allow the Authorization header',
  confidence: 'likely',
  reference: 'Fetch Standard, CORS-preflight fetch: `*` does not cover Authorization',
  outcomes: ['refused', 'no-answer', 'other'],
  find(facts) {
    const { exchange, request, probes, status } = facts;
    const isOwn = isPreflight(facts);
    const preflight = isOwn ? exchange.response : (probes.preflight ?? earlierPreflight(facts));
    if (!preflight || preflight.status >= 300 || preflight.status < 200) return undefined;
    const wanted = isOwn
      ? list(request.header('access-control-request-headers'))
      : request.authorization
        ? ['authorization']
        : [];
    const allowed = list(headerOf(preflight, 'access-control-allow-headers'));
    if (!wanted.includes('authorization') || allowed.includes('authorization')) return undefined;
    if (facts.outcome === 'other' && facts.errorText === '') return undefined;
    const evidence = [
      allowed.includes('*')
        ? 'The preflight’s answer allows `*`, which by the standard does not cover Authorization.'
        : `The preflight’s answer (${preflight.status}) does not list authorization in Access-Control-Allow-Headers.`,
    ];
    if (facts.errorText) evidence.push(`The client reports ${facts.quote(facts.errorText)}.`);
    else if (status === 0) evidence.push('No answer reached the page.');
    return {
      evidence,
      fix: 'List the header by name: `Access-Control-Allow-Headers: Authorization, Content-Type`.',
      confidence: facts.outcome === 'refused' ? 'hint' : 'likely',
    };
  },
};

const earlierPreflight = (facts: Facts): ResponseReceived | undefined =>
  facts.exchange.history
    ? facts.history.findLast((earlier) => isPreflight(earlier) && earlier.request.url === facts.request.url)?.exchange
        .response
    : undefined;

export const wildcardWithCredentials: Rule = {
  id: 'cors-wildcard-with-credentials',
  row: 'B04',
  title: 'The server allows every origin (`*`), which does not hold for requests with cookies',
  confidence: 'likely',
  reference: 'Fetch Standard, CORS check with credentials',
  outcomes: ['refused', 'no-answer'],
  covers: ['B02', 'J33', 'A16', 'H13'],
  find(facts) {
    if (facts.credentialsMode !== 'include' || !facts.isCrossOrigin) return undefined;
    const answers = [facts.exchange.response, facts.probes.crossOrigin, facts.probes.preflight];
    if (!answers.some((answer) => headerOf(answer, 'access-control-allow-origin') === '*')) return undefined;
    const evidence = [
      facts.exchange.fetchOptions?.credentials === 'include'
        ? "The request is made with `credentials: 'include'`."
        : "The request carries a cookie to another origin, which only `credentials: 'include'` sends.",
      'The answer says `Access-Control-Allow-Origin: *`.',
    ];
    if (facts.errorText) evidence.push(`The client reports ${facts.quote(facts.errorText)}.`);
    return {
      evidence,
      fix: 'Answer with the page’s origin in place of `*`, with `Access-Control-Allow-Credentials: true` and `Vary: Origin`.',
      confidence: facts.errorText || facts.outcome === 'no-answer' ? 'likely' : 'hint',
    };
  },
};

export const headersNotExposed: Rule = {
  id: 'response-headers-not-exposed',
  row: 'B05',
  title: 'The page cannot read the headers that would say why',
  confidence: 'hint',
  reference: 'Fetch Standard, CORS-safelisted response-header names; RFC 9449 §8',
  find(facts) {
    const { response } = facts;
    if (!response || facts.refusal !== 'unauthorized' || !facts.inBrowser || !facts.isCrossOrigin) return undefined;
    if (response.headers.has('www-authenticate')) return undefined;
    if (!facts.isSeenByPage && response.headers.has('date')) return undefined;
    return {
      evidence: [
        `The answer comes from another origin, and ${response.headers.has('date') ? 'WWW-Authenticate is not' : 'neither WWW-Authenticate nor Date is'} visible to the page: hidden, not absent.`,
      ],
      fix: 'On the server: `Access-Control-Expose-Headers: WWW-Authenticate, Date, DPoP-Nonce, Retry-After`.',
    };
  },
};
