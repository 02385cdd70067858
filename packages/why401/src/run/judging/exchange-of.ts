import type { Exchange, RedirectStep } from '@freshkey/diagnose';
import { bodyText } from '../recorder/body-text.ts';
import type { Hop } from '../recorder/hop.ts';
import { redirectTarget } from '../recorder/redirects.ts';

/** In characters. */
const maxBody = 65_536;

/** A chain of hops as one exchange, for the rules: what was asked first, and what was answered last. */
export function exchangeOf(last: Hop): Exchange {
  const chain = chainOf(last);
  const [first = last] = chain;
  const body = first.requestBody === undefined ? '' : bodyText(first.requestBody.read(), first.requestHeaders);
  return {
    request: {
      method: first.method,
      url: first.url,
      headers: first.requestHeaders,
      ...(body !== '' && { body: body.slice(0, maxBody) }),
    },
    ...(last.status > 0
      ? {
          response: {
            status: last.status,
            headers: last.responseHeaders,
            url: last.url,
            ...(last.responseBody && {
              body: bodyText(last.responseBody.read(), last.responseHeaders).slice(0, maxBody),
            }),
          },
        }
      : { error: last.error }),
    ...(chain.length > 1 && { redirects: chain.slice(1).map((hop, at) => stepTo(chain[at] as Hop, hop)) }),
    runtime: 'server',
    sentAtMs: first.startMs,
    receivedAtMs: last.headMs || last.endMs,
  };
}

const chainOf = (last: Hop): Hop[] => {
  const chain: Hop[] = [];
  for (let at: Hop | undefined = last; at !== undefined; at = at.previous) chain.unshift(at);
  return chain;
};

const stepTo = (from: Hop, to: Hop): RedirectStep => {
  const kept = new Set(to.requestHeaders.map(([name]) => name.toLowerCase()));
  const dropped = from.requestHeaders.map(([name]) => name.toLowerCase()).filter((name) => !kept.has(name));
  return {
    from: from.url,
    to: redirectTarget(from) ?? to.url,
    status: from.status,
    method: to.method,
    headersDropped: dropped,
  };
};

/** The hop at which the program itself asked. */
export function firstOf(last: Hop): Hop {
  return chainOf(last)[0] as Hop;
}
