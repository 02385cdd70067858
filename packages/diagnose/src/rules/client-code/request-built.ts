import type { Facts } from '../../facts.ts';
import { hollowCredential } from '../../facts-variables.ts';
import { isRecord } from '../../parse-json.ts';
import { parseUrl } from '../../parse-url.ts';
import type { Rule } from '../../rule.ts';

const isAxios = ({ exchange, request }: Facts): boolean =>
  /axios/i.test(exchange.client ?? request.header('user-agent') ?? '');

/** Where a request's body holds what belongs in its headers; undefined if nowhere. */
function headersInBody({ request }: Facts): string | undefined {
  const { json } = request;
  if (!isRecord(json)) return undefined;
  for (const name of ['headers', 'header']) {
    const inner = json[name];
    if (
      isRecord(inner) &&
      Object.keys(inner).some((key) => /^(?:authorization|x-api-key|cookie|accept|content-type)$/i.test(key))
    )
      return name;
  }
  return Object.keys(json).find((key) => key.toLowerCase() === 'authorization');
}

export const headersAsBody: Rule = {
  id: 'headers-sent-as-body',
  row: 'H01',
  title: 'The headers were sent as the body',
  confidence: 'proof',
  reference: 'axios: request method aliases (post(url, data, config)); Fetch Standard: RequestInit.headers',
  covers: ['A01', 'A02', 'A13', 'E03'],
  find(facts) {
    if (facts.request.authorization) return undefined;
    const place = headersInBody(facts);
    if (place === undefined) return undefined;
    return {
      evidence: [
        `The body has a member \`${place}\` with what belongs in the headers.`,
        'The request has no Authorization header.',
      ],
      fix: 'Pass the options in the right place: `axios.post(url, data, { headers })` (third argument; second for get and delete), `fetch(url, { headers })`.',
    };
  },
};

export const authOptionOverrides: Rule = {
  id: 'auth-option-overrides-header',
  row: 'H04',
  title: 'axios’s `auth` option, or a password in its URL, took the place of the Authorization header',
  confidence: 'likely',
  reference: 'axios: request config (auth overrides Authorization)',
  covers: ['A12', 'C05', 'E03'],
  find(facts) {
    const { request, response } = facts;
    if (request.authorization?.scheme !== 'basic' || !isAxios(facts)) return undefined;
    if (!response?.challenge('bearer') || response.challenge('basic')) return undefined;
    return {
      evidence: [
        'Basic was sent, and the server asks for Bearer.',
        'The client is axios, which replaces the Authorization header where `auth` or a password in the URL is set.',
      ],
      fix: 'Remove `auth` (also from the defaults of the instance) and user information from the URL; set `headers.Authorization` alone.',
    };
  },
};

export const promiseInHeader: Rule = {
  id: 'promise-in-header',
  row: 'H09',
  title: 'A promise was put into the header without being awaited',
  confidence: 'proof',
  reference: 'ECMAScript: Promise.prototype[Symbol.toStringTag]',
  covers: ['C01', 'C10'],
  find(facts) {
    const hollow = hollowCredential(facts);
    if (!hollow || !/^\[object promise\]$/i.test(hollow.secret.trim())) return undefined;
    return {
      evidence: [`${hollow.name} holds the text \`[object Promise]\`.`],
      fix: 'Await it: `headers: { Authorization: `Bearer ${await getToken()}` }`; the interceptor or hook may be async.',
    };
  },
};

export const noCorsMode: Rule = {
  id: 'no-cors-strips-authorization',
  row: 'H10',
  title: "`mode: 'no-cors'` takes the Authorization header off and hides the answer",
  confidence: 'proof',
  reference: 'Fetch Standard: request-no-cors guard',
  outcomes: ['refused', 'no-answer'],
  covers: ['A01', 'A02', 'A13', 'B02', 'C20'],
  find(facts) {
    const { exchange, request, isCrossOrigin } = facts;
    if (exchange.fetchOptions?.mode !== 'no-cors') return undefined;
    const wanted = Object.keys(exchange.sources ?? {}).some((name) => name.toLowerCase() === 'authorization');
    const evidence = ["The request was made with `mode: 'no-cors'`."];
    if (!request.authorization)
      evidence.push(
        wanted ? 'The code sets an Authorization header, and none was sent.' : 'No Authorization header was sent.',
      );
    if (exchange.response?.status === 0) evidence.push('The answer is opaque (status 0).');
    return {
      evidence,
      fix: "Remove `mode: 'no-cors'` and let the server answer with CORS headers.",
      confidence: isCrossOrigin && !request.authorization ? 'proof' : 'hint',
    };
  },
};

export const foreignAbsoluteUrl: Rule = {
  id: 'default-header-to-other-origin',
  row: 'H12',
  title: 'The client’s default header went to another origin than its base URL',
  confidence: 'likely',
  reference: 'axios: baseURL, allowAbsoluteUrls',
  covers: ['A02', 'D07'],
  find(facts) {
    const { exchange, request, claims } = facts;
    const base = exchange.baseUrl === undefined ? undefined : parseUrl(exchange.baseUrl);
    if (!base || request.origin === '' || base.origin === request.origin || !facts.token) return undefined;
    const audiences = [claims?.aud].flat().filter((audience) => typeof audience === 'string');
    const evidence = [
      `The client’s base URL is ${facts.showUrl(base.origin)}, and the request went to ${request.origin}.`,
    ];
    if (audiences.some((audience) => parseUrl(audience)?.origin === base.origin))
      evidence.push('The token was issued for the origin of the base URL.');
    return {
      evidence,
      fix: `Use a client of its own for ${request.origin}. The token was shown to another server: if that is not yours, replace it.`,
    };
  },
};

export const streamNotReplayable: Rule = {
  id: 'stream-cannot-be-replayed',
  row: 'H14',
  title: 'The body is a stream, which no replay after a refresh can send again',
  confidence: 'hint',
  reference: 'Fetch Standard: a body can be read once',
  find({ exchange, refusal }) {
    if (!exchange.bodyIsStream || refusal !== 'unauthorized') return undefined;
    return {
      evidence: ['The request’s body could be read only once, and the answer is a 401.'],
      fix: 'Refresh before the upload if the token is about to expire, or keep the body (a Blob, a file that is opened again).',
    };
  },
};

export const replayedWithoutBody: Rule = {
  id: 'replayed-without-body',
  row: 'H05',
  title: 'The replay after a refresh went out without its body',
  confidence: 'likely',
  reference: 'RFC 9110 §8.6; axios: error.config',
  outcomes: ['refused', 'other'],
  find(facts) {
    const { request, status, exchange } = facts;
    if (
      !exchange.history ||
      request.body !== '' ||
      /^(?:GET|HEAD|OPTIONS|DELETE)$/i.test(request.method) ||
      ![400, 401, 411, 413, 415, 422].includes(status)
    )
      return undefined;
    const first = facts.history.findLast(
      (earlier) =>
        earlier.request.url === request.url &&
        earlier.request.method === request.method &&
        earlier.status === 401 &&
        earlier.request.body !== '',
    );
    if (!first) return undefined;
    const evidence = ['The same request was sent before with a body and answered 401; this time it has none.'];
    const length = request.header('content-length');
    if (length !== undefined && /^[1-9]\d{0,9}$/.test(length))
      evidence.push(`Its Content-Length still says ${length}.`);
    if (first.token?.text !== facts.token?.text)
      evidence.push('It carries another token than the first one: it is the replay.');
    return {
      evidence,
      fix: 'Keep the body as it was first sent and send that again, with a Content-Length of its own; do not pass `error.config` of axios back as it is.',
    };
  },
};
