import type { Rule } from '../../rule.ts';

export const edgeFilter: Rule = {
  id: 'edge-filter',
  row: 'B17',
  title: 'A filter in front of the API stopped the request; the API was never asked',
  confidence: 'proof',
  reference: 'Cloudflare: error codes 1010 and 1020, challenges; documentation of the filter',
  outcomes: ['refused', 'other'],
  covers: ['A01', 'A02', 'A11', 'A13', 'B15', 'D07', 'D22', 'E02', 'E10'],
  find(facts) {
    const { party, response } = facts;
    if (!response || party?.kind !== 'edge') return undefined;
    if (response.status !== 401 && response.status !== 403 && response.status !== 429 && response.status !== 503)
      return undefined;
    const code = /error(?: code:)? (10\d\d)/.exec(response.words)?.[1];
    const agent = facts.request.header('user-agent') ?? '';
    const isSignature = code === '1010' || /browser.s signature/.test(response.words);
    return {
      title: `${party.name} stopped the request in front of the API, which was never asked`,
      evidence: [
        party.sign,
        ...(code ? [`Its code is ${code}${meanings[code] ? `: ${meanings[code]}` : ''}.`] : []),
        ...(agent
          ? [`The request calls itself ${facts.quote(agent.slice(0, 80))}.`]
          : ['The request has no User-Agent.']),
      ],
      fix:
        isSignature || !agent
          ? 'Send a User-Agent of your own in place of the library’s: `-A "tern/1.0 (+https://tern.example)"`. If that does not help, ask the owner of the API to let your client through.'
          : 'The credential is not the reason: new ones change nothing. Ask the owner of the API to let your address or client through, call its API host instead of the website’s, and slow down if there were many requests.',
    };
  },
};

const meanings: Readonly<Record<string, string>> = {
  '1006': 'the address is banned',
  '1009': 'the country or region is banned',
  '1010': 'the client’s signature (User-Agent, TLS) is banned',
  '1015': 'too many requests',
  '1020': 'a rule of the firewall denies it',
};
