import type { RedirectStep } from '../../exchange.ts';
import type { Facts } from '../../facts.ts';
import { isWithin, parseUrl } from '../../parse-url.ts';
import { isLoginUrl } from '../../refusal.ts';
import type { Found, Rule } from '../../rule.ts';

interface Hop {
  readonly from: URL;
  readonly to: URL;
  readonly step: RedirectStep;
}

/** Redirects that were followed; where only the last URL is known, one from the first to it, of status 0. */
const hopsOf = ({ redirects, request, response }: Facts): Hop[] =>
  (redirects.length === 0 && response?.location && request.location && response.location.href !== request.location.href
    ? [{ from: request.location.href, to: response.location.href, status: 0 }]
    : redirects
  ).flatMap((step) => {
    const from = parseUrl(step.from);
    const to = parseUrl(step.to, step.from);
    return from && to ? [{ from, to, step }] : [];
  });

/** The redirect of a recording that led to this request, with the earlier request. */
function hopInHistory(facts: Facts): Hop | undefined {
  if (facts.request.authorization || facts.exchange.history === undefined) return undefined;
  const earlier = facts.history.findLast(
    ({ request, response }) =>
      response !== undefined &&
      response.status >= 300 &&
      response.status < 400 &&
      request.authorization !== undefined &&
      parseUrl(response.header('location') ?? '', request.url)?.href === facts.request.location?.href,
  );
  const from = earlier?.request.location;
  const to = facts.request.location;
  if (!earlier || !from || !to) return undefined;
  return {
    from,
    to,
    step: { from: from.href, to: to.href, status: earlier.status, headersDropped: ['authorization'] },
  };
}

/** The hop on which the credentials were lost: the first that leaves the origin. */
const lossyHop = (facts: Facts): Hop | undefined =>
  (facts.request.authorization && hopsOf(facts).find(({ from, to }) => from.origin !== to.origin)) ||
  hopInHistory(facts);

type Kind = 'upgrade' | 'www' | 'other';

function kindOf({ from, to }: Hop): Kind {
  if (from.protocol === 'http:' && to.protocol === 'https:' && from.hostname === to.hostname) return 'upgrade';
  if (`www.${from.hostname}` === to.hostname || `www.${to.hostname}` === from.hostname) return 'www';
  return 'other';
}

const statusText = ({ step }: Hop): string => (step.status > 0 ? ` (${step.status})` : '');

const dropsAuthorization = ({ step }: Hop): boolean =>
  step.headersDropped?.some((name) => name.toLowerCase() === 'authorization') === true;

/** What a lossy hop shows, if it is of that kind. */
function lossOf(facts: Facts, kind: Kind): { hop: Hop; evidence: string[]; dropped: boolean } | undefined {
  const { refusal } = facts;
  if (refusal !== 'unauthorized' && refusal !== 'forbidden' && refusal !== 'bad-request') return undefined;
  const hop = lossyHop(facts);
  if (!hop || kindOf(hop) !== kind || isLoginUrl(hop.to)) return undefined;
  const dropped = dropsAuthorization(hop);
  const evidence = [
    `${facts.showUrl(hop.from.href)} redirects${statusText(hop)} to ${facts.showUrl(hop.to.href)}, which is another origin.`,
    dropped
      ? 'Authorization was not sent on to there.'
      : 'Clients drop Authorization when scheme, host or port changes, and the refusal came from there.',
  ];
  const heard = facts.heard('missing');
  if (heard) evidence.push(heard);
  return { hop, evidence, dropped };
}

const baseRule = {
  confidence: 'proof',
  covers: ['A01', 'A02', 'A09', 'A11', 'C05', 'C06'],
} as const;

export const redirectUpgrade: Rule = {
  ...baseRule,
  id: 'redirect-http-to-https',
  row: 'A04',
  title: 'The redirect from http to https dropped the Authorization header',
  reference: 'Fetch Standard, HTTP-redirect fetch; RFC 9110 §15.4',
  find(facts) {
    const loss = lossOf(facts, 'upgrade');
    return (
      loss && {
        evidence: loss.evidence,
        fix: `Use https:// in the base URL: ${facts.showUrl(loss.hop.to.origin)}. The credential has just travelled in clear text: rotate it.`,
      }
    );
  },
};

export const redirectToAlias: Rule = {
  ...baseRule,
  id: 'redirect-www',
  row: 'A05',
  title: 'The redirect between the bare domain and www dropped the Authorization header',
  reference: 'Fetch Standard, HTTP-redirect fetch; RFC 9110 §15.4',
  find(facts) {
    const loss = lossOf(facts, 'www');
    return loss && { evidence: loss.evidence, fix: `Set the base URL to ${facts.showUrl(loss.hop.to.origin)}.` };
  },
};

export const redirectCrossOrigin: Rule = {
  ...baseRule,
  id: 'redirect-dropped-authorization',
  row: 'A03',
  title: 'A redirect to another origin dropped the Authorization header',
  reference: 'Fetch Standard, HTTP-redirect fetch; RFC 9110 §15.4',
  find(facts) {
    const loss = lossOf(facts, 'other');
    if (!loss) return undefined;
    // Some clients hand it on to a sub-domain: then only a named loss proves anything.
    const mayKeep =
      !loss.dropped &&
      isWithin(loss.hop.to.hostname, loss.hop.from.hostname) &&
      loss.hop.to.hostname !== loss.hop.from.hostname;
    return {
      evidence: loss.evidence,
      fix: `Call the final URL directly: ${facts.showUrl(loss.hop.to.href)}.`,
      confidence: mayKeep ? 'likely' : 'proof',
    };
  },
};

const withoutSlash = (path: string): string => (path.endsWith('/') ? path.slice(0, -1) : path);
const differsBySlash = (one: URL, other: URL): boolean =>
  one.pathname !== other.pathname &&
  withoutSlash(one.pathname) === withoutSlash(other.pathname) &&
  one.search === other.search;

export const redirectTrailingSlash: Rule = {
  id: 'redirect-trailing-slash',
  row: 'A06',
  title: 'A redirect that only adds or removes the trailing slash stands between request and API',
  confidence: 'likely',
  reference: 'RFC 9110 §15.4; FastAPI redirect_slashes, Django APPEND_SLASH',
  covers: ['A01', 'A02', 'A09', 'A11', 'C06'],
  find(facts) {
    if (facts.refusal !== 'unauthorized' && facts.refusal !== 'forbidden') return undefined;
    const toggled = facts.probes.slashToggled;
    const hop = hopsOf(facts).find(({ from, to }) => differsBySlash(from, to));
    if (!hop) return toggled && facts.credentials.length > 0 ? toggledOnly(facts, toggled) : undefined;
    const evidence = [
      `${facts.showUrl(hop.from.href)} redirects${statusText(hop)} to the same path ${hop.to.pathname.endsWith('/') ? 'with' : 'without'} the slash at its end.`,
    ];
    if (hop.from.origin !== hop.to.origin)
      evidence.push(
        `The redirect changes the origin as well, to ${hop.to.origin}: the application does not know its public address.`,
      );
    else if (dropsAuthorization(hop)) evidence.push('Authorization was not sent on.');
    if (toggled && toggled.status < 400) evidence.push(`Asked for directly, that path answers ${toggled.status}.`);
    return {
      evidence,
      fix: `Request the canonical path ${facts.showUrl(`${hop.from.origin}${hop.to.pathname}`)}.${
        hop.from.origin === hop.to.origin
          ? ''
          : ' On the server make the application trust X-Forwarded-Proto and X-Forwarded-Host (or set root_path).'
      }`,
    };
  },
};

function toggledOnly(facts: Facts, toggled: { readonly status: number; readonly url: string }): Found | undefined {
  if (toggled.status >= 300 || toggled.status < 200) return undefined;
  return {
    evidence: [
      `The same request to ${facts.showUrl(toggled.url)} is answered ${toggled.status}.`,
      `Here it is answered ${facts.status}.`,
    ],
    fix: `Request ${facts.showUrl(toggled.url)}.`,
  };
}

export const redirectTurnedToGet: Rule = {
  id: 'redirect-changed-method',
  row: 'A07',
  title: 'A redirect turned the request into a GET, without body and what it carried',
  confidence: 'likely',
  reference: 'RFC 9110 §15.4.2, §15.4.3',
  outcomes: ['refused', 'other'],
  covers: ['A01', 'A02', 'A13', 'E03', 'E13', 'E14'],
  find(facts) {
    const { method } = facts.request;
    if (method === 'GET' || method === 'HEAD' || facts.redirects.length === 0) return undefined;
    if (facts.outcome === 'other' && facts.status !== 400 && facts.status !== 405) return undefined;
    const hop = hopsOf(facts).find(
      ({ step }) =>
        // 303 asks for a GET: what follows it is meant.
        step.status !== 303 &&
        (step.method === 'GET' || (step.method === undefined && step.status <= 302 && method === 'POST')),
    );
    if (!hop) return undefined;
    const evidence = [
      `${facts.showUrl(hop.from.href)} redirects with ${hop.step.status} to ${facts.showUrl(hop.to.href)}.`,
    ];
    const isSeen = hop.step.method === 'GET';
    if (isSeen) evidence.push(`The ${method} went on as a GET, and the refusal answers that.`);
    const heard =
      facts.read === 'nothing' || facts.says(/missing|required/) ? facts.heard(/missing|required|no /) : undefined;
    if (heard) evidence.push(heard);
    return {
      ...(isSeen && facts.outcome === 'refused' && { confidence: 'proof' as const }),
      evidence,
      fix: `Send the ${method} to ${facts.showUrl(hop.to.href)} directly. On the server redirect with 307 or 308, which keep method and body.`,
    };
  },
};
