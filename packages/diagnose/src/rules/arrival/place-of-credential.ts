import { correctedRequest, lineFor } from '../../corrected-request.ts';
import type { Facts } from '../../facts.ts';
import { listText } from '../../plain-words.ts';
import type { Rule } from '../../rule.ts';
import type { SentToken } from '../../sent-tokens.ts';
import { staleBesideSound } from '../../stale-token.ts';

const whereText = ({ sent }: SentToken): string =>
  sent.place === 'query' ? `the URL (\`${sent.name.slice(0, 60)}\`)` : `the header ${sent.name.slice(0, 60)}`;

const isBearerWanted = ({ response }: Facts): boolean => response?.challenge('bearer') !== undefined;
const says = {
  header: /authorization header|in (?:the |a )?header|bearer token/,
  query: /query (?:string |parameter)|query.?param|url parameter|\?(?:key|api_?key|token)=/,
};

export const credentialInWrongPlace: Rule = {
  id: 'credential-in-wrong-place',
  contradictedBy: ['token', 'password', 'signature'],
  row: 'A13',
  title: 'The credential stands where the API does not look for it',
  confidence: 'likely',
  reference: 'RFC 6750 §2; RFC 9700 §4.3.2',
  find(facts) {
    const { credentials, request } = facts;
    const inQuery = credentials.find(({ place }) => place === 'query');
    const inBody = credentials.find(
      ({ place, name }) => place === 'body' && /^(?:access_?token|api_?key)$/i.test(name),
    );
    const inHeader = credentials.find(({ place }) => place === 'header');
    if (facts.refusal === 'forbidden' && !facts.topics.has('missing')) return undefined;
    if ((inQuery || inBody) && !inHeader) {
      const evidence = [
        `The credential is sent as \`${(inQuery ?? inBody)?.name.slice(0, 60)}\` in the ${inQuery ? 'URL' : 'body'}.`,
      ];
      if (isBearerWanted(facts))
        evidence.push('The server asks for Bearer, which belongs in the Authorization header.');
      const heard = facts.heard(says.header) ?? facts.heard('missing');
      if (heard) evidence.push(heard);
      if (request.method === 'GET' && inBody) return undefined;
      return {
        evidence,
        commands: correctedRequest(facts, lineFor(facts, 'Bearer')),
        fix: `Send \`Authorization: Bearer …\` (or the header that the API names), and take the credential out of the ${inQuery ? 'URL, where logs and Referer keep it' : 'body'}.`,
      };
    }
    if (inHeader && !inQuery && facts.says(says.query)) {
      return {
        evidence: [
          `The credential is sent in the header ${inHeader.name.slice(0, 60)}.`,
          facts.heard(says.query) ?? 'The server asks for a parameter of the URL.',
        ],
        fix: 'Send the key as the parameter of the URL that the server names.',
      };
    }
    return undefined;
  },
};

export const credentialSentTwice: Rule = {
  id: 'credential-sent-by-two-methods',
  row: 'A14',
  title: 'The token is sent by two methods at once',
  confidence: 'proof',
  reference: 'RFC 6750 §2, §3.1 (invalid_request)',
  outcomes: ['refused', 'other'],
  covers: ['E03', 'D12', 'D14', 'J10', 'C05'],
  find(facts) {
    if (facts.outcome === 'other' && facts.status !== 400) return undefined;
    const places = [
      facts.request.authorization && 'the Authorization header',
      facts.credentials.some(({ place, name }) => place === 'query' && /^access_?token$/i.test(name)) && 'the URL',
      facts.credentials.some(({ place, name }) => place === 'body' && /^access_?token$/i.test(name)) && 'the body',
    ].filter((place) => typeof place === 'string');
    const heard = facts.topics.has('multiple') ? facts.heard('multiple') : undefined;
    const mixed = staleBesideSound(facts);
    const isBoth =
      facts.request.authorization !== undefined && facts.credentials.some(({ place }) => place === 'query');
    if (mixed && mixed.stale.sent.place !== mixed.sound.sent.place)
      return {
        title: 'The token is sent twice, and one of the two has expired',
        evidence: [
          `The token in ${whereText(mixed.stale)} is stale (it has expired), the one in ${whereText(mixed.sound)} is within its life (read from the tokens, diagnostic only).`,
          ...(facts.topics.has('expired') ? [`${facts.heard('expired') ?? ''} So it reads the old one.`] : []),
        ],
        fix: `Take the old token out of ${whereText(mixed.stale)}, and send the other one alone, in the Authorization header.`,
        confidence: facts.topics.has('expired') ? 'proof' : 'likely',
        covers: ['E03', 'E01', 'D01', 'D22'],
      };
    // Two lines of one header are another matter.
    if ((facts.request.authorization?.lines.length ?? 0) > 1 && places.length < 2) return undefined;
    if (heard && !isBoth && places.length < 2 && !/one|multiple|twice|two|duplicate/.test(heard.toLowerCase()))
      return undefined;
    if (places.length < 2 && !heard) return undefined;
    const evidence: string[] = [];
    if (places.length > 1) evidence.push(`The token stands in ${listText(places)}.`);
    if (heard) evidence.push(heard);
    else if (facts.response?.challengeError === 'invalid_request')
      evidence.push('The server calls the request invalid (`invalid_request`), not the token.');
    return {
      evidence,
      fix: 'Send the token once, in the Authorization header.',
      confidence: heard ? 'proof' : 'likely',
    };
  },
};

export const credentialInGetBody: Rule = {
  id: 'credential-in-body-of-get',
  row: 'A15',
  title: 'The credential stands in the body of a GET, which servers do not read',
  confidence: 'likely',
  reference: 'RFC 6750 §2.2; RFC 9110 §9.3.1',
  find(facts) {
    const { method, body } = facts.request;
    if ((method !== 'GET' && method !== 'HEAD') || body === '') return undefined;
    const inBody = facts.credentials.find(({ place }) => place === 'body');
    if (!inBody) return undefined;
    const evidence = [`The ${method} has a body, and \`${inBody.name.slice(0, 60)}\` stands in it.`];
    if (facts.credentials.every(({ place }) => place === 'body' || place === 'cookie'))
      evidence.push('The request carries no credential anywhere else.');
    return {
      evidence,
      fix: 'Send the credential in a header: bodies of GET and HEAD are dropped or ignored on the way.',
    };
  },
};

const proxies = /nginx|openresty|envoy|traefik|cloudflare|kong|tengine|haproxy|caddy|awselb|varnish/i;

export const headerWithUnderscore: Rule = {
  id: 'header-name-with-underscore',
  contradictedBy: ['token', 'password', 'signature'],
  row: 'A10',
  title: 'The header’s name has an underscore, and such headers are dropped by nginx',
  confidence: 'likely',
  reference: 'nginx: underscores_in_headers (off by default)',
  covers: ['A13'],
  find(facts) {
    const sent = facts.credentials.find(({ place, name }) => place === 'header' && name.includes('_'));
    if (!sent) return undefined;
    const server = facts.response?.header('server') ?? facts.response?.header('via') ?? '';
    const evidence = [`The credential is sent in the header ${sent.name.slice(0, 60)}.`];
    if (proxies.test(server)) evidence.push(`The answer comes through ${facts.quote(server)}.`);
    const heard = facts.heard('missing');
    if (heard) evidence.push(heard);
    const renamed = sent.name.slice(0, 60).replaceAll('_', '-');
    return {
      evidence,
      fix: `Rename the header to \`${renamed}\` on both sides, or set \`underscores_in_headers on;\` in nginx.`,
    };
  },
};
