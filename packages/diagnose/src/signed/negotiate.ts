import type { Row } from '../catalogue.ts';
import type { Facts } from '../facts.ts';
import type { Found, Rule } from '../rule.ts';
import { schemeText } from '../scheme-text.ts';
import { type NegotiateToken, readNegotiateToken } from './negotiate-token.ts';

const reference = 'RFC 4559 §4, §5; MS-NLMP';
const covers: readonly Row[] = ['A01', 'A02', 'A11', 'A12', 'C05', 'C15', 'D12', 'E10'];
const isWindows = (scheme: string | undefined): boolean => scheme === 'negotiate' || scheme === 'ntlm';

export const windowsAuthentication: Rule = {
  id: 'windows-authentication',
  row: 'B10',
  title: 'The server wants Windows authentication (Negotiate or NTLM)',
  confidence: 'likely',
  reference,
  covers,
  find(facts) {
    const { response, request } = facts;
    if (!response || facts.refusal === 'proxy') return undefined;
    const offered = response.challenges.map(({ scheme }) => scheme);
    const sent = request.authorization?.scheme;
    if (!offered.some(isWindows) || isWindows(sent) || offered.includes(sent ?? '')) return undefined;
    const evidence = [`The server offers ${offered.includes('negotiate') ? 'Negotiate' : 'NTLM'}.`];
    if (offered.every(isWindows)) evidence.push('It offers nothing else.');
    if (sent) evidence.push(`The request carries ${schemeText(request.authorization)}.`);
    return {
      evidence,
      fix: `fetch and axios cannot answer this: on the server enable anonymous authentication for the API and check tokens; from a shell use ${curlText(facts)}.`,
    };
  },
};

const curlText = (facts: Facts, scheme = 'negotiate'): string =>
  `\`curl --${scheme} -u ${scheme === 'ntlm' ? '"$DOMAIN\\\\$USER:$PASSWORD"' : ':'} '${facts.showUrl(facts.request.url).slice(0, 200)}'\``;

const isAddress = (host: string): boolean => /^[\d.]+$/.test(host) || host.includes(':') || host === 'localhost';

/** What Kerberos needs of the address that was called, and how to look. */
const kerberosFix = (facts: Facts): string =>
  `${isAddress(facts.request.host) ? `Call the server by its name: for ${facts.request.host} there is no ticket. ` : ''}Let the client get a Kerberos ticket: the host name must have an SPN (\`setspn -Q HTTP/${isAddress(facts.request.host) ? '<host name>' : facts.request.host}\`) on the service’s account and no other, the client must be signed in to the domain (\`klist\`, \`kinit\`). Then ${curlText(facts)}.`;

/** IIS's number for why it refused: 401.1 the log-on failed, 401.2 nothing that it accepts, 401.3 no right to the file. */
const iisReason = (facts: Facts): string | undefined => facts.heard(/\b401\.[1-5]\b/);

function ofNtlm(facts: Facts, token: NegotiateToken, isWrapped: boolean, goesOn: boolean): Found {
  const { request, response } = facts;
  const what = `The ${isWrapped ? 'Negotiate token carries' : 'header carries'} NTLM${token.type ? `, message type ${token.type}` : ''}.`;
  const scheme = request.authorization?.scheme;
  if (token.type === 1 && goesOn)
    return {
      title: 'The NTLM handshake stopped half way: the server’s challenge was not answered',
      evidence: [what, 'The server answers with its challenge (type 2).'],
      fix: `Send type 3 over the same connection: keep-alive, HTTP/1.1, no load balancer that spreads the steps. ${curlText(facts, 'ntlm')} does it.`,
    };
  if (token.type === 1 && scheme === 'negotiate')
    return {
      title: 'The client fell back to NTLM, and the server takes Kerberos alone',
      evidence: [what, 'The server answers with a bare `Negotiate`, without an NTLM challenge.'],
      fix: kerberosFix(facts),
    };
  if (token.type === 1)
    return {
      title: 'The server did not go on with the NTLM handshake',
      evidence: [what, 'The server answers without a challenge (type 2).'],
      fix: 'Look whether NTLM is among the server’s providers and allowed by policy, and whether a proxy closes or shares the connection.',
    };
  const evidence = [what, 'The server starts anew: it did not accept the answer.'];
  const reason = iisReason(facts);
  if (reason) evidence.push(reason);
  if (token.hasUser === false)
    return {
      title: 'The NTLM answer names no user: the client had no credentials to send',
      evidence: [...evidence, 'The user name in it is empty.'],
      fix: `Give the client user and password (${curlText(facts, 'ntlm')}), or let it send the log-on of the domain to this site.`,
    };
  const breaks = [
    /close/i.test(response?.header('connection') ?? '')
      ? 'The server closes the connection, which is what NTLM authenticates.'
      : '',
    response?.headers.has('via') || request.headers.has('via') || response?.headers.has('x-forwarded-for')
      ? 'A proxy stands between; one that shares connections breaks NTLM.'
      : '',
  ].filter(Boolean);
  if (token.isVersion1) breaks.push('The answer is of NTLM version 1, which domains refuse.');
  return {
    title:
      breaks.length > 0
        ? 'The NTLM answer is refused: another connection, or wrong credentials'
        : 'The NTLM answer is refused: user, password or domain, or another connection',
    evidence: [...evidence, ...breaks],
    fix: `Check domain, user and password with ${curlText(facts, 'ntlm')}; use NTLMv2; send types 1 and 3 over one connection that nobody shares (a TCP proxy, HAProxy \`option prefer-last-server\`, an agent with keepAlive and one socket).`,
  };
}

export const negotiateRefused: Rule = {
  id: 'negotiate-refused',
  row: 'B10',
  title: 'The server does not accept the Kerberos ticket',
  confidence: 'likely',
  reference,
  covers,
  find(facts) {
    const { authorization } = facts.request;
    const { response } = facts;
    const scheme = authorization?.scheme;
    if (!authorization || !response || !isWindows(scheme) || response.status !== 401) return undefined;
    const offered = response.challenges.filter((challenge) => isWindows(challenge.scheme));
    if (offered.length === 0) return undefined;
    const token = readNegotiateToken(authorization.credential);
    if (!token) return undefined;
    const goesOn = offered.some(({ token68 }) => token68 !== undefined && readNegotiateToken(token68)?.type === 2);
    if (token.mechanism === 'ntlm') return ofNtlm(facts, token, scheme === 'negotiate', goesOn);
    if (token.mechanism === 'unknown') return undefined;
    const reason = iisReason(facts);
    return {
      evidence: [
        'The Negotiate token carries a Kerberos ticket.',
        'The server starts anew: it cannot decrypt the ticket, or does not take it.',
        ...(reason ? [reason] : []),
      ],
      fix: `The key of the SPN HTTP/${facts.request.host} must be in the server’s keytab (\`klist -k\`), or on the service’s account and no other (\`setspn -Q HTTP/${facts.request.host}\`). Get a fresh ticket (\`klist purge\`, \`kinit\`), and compare the clocks: five minutes is the limit.`,
    };
  },
};
