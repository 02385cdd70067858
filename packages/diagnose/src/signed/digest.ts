import { type Challenge, paramOf, parseCredentials } from '@freshkey/challenge';
import type { Row } from '../catalogue.ts';
import type { Facts } from '../facts.ts';
import type { Found, Rule } from '../rule.ts';
import { schemeText } from '../scheme-text.ts';
import { markedDifference } from './differences.ts';
import { type Flaw, flawList, foundOf } from './flaw.ts';

const reference = 'RFC 7616 §3.3, §3.4';
const covers: readonly Row[] = ['A01', 'A02', 'A11', 'A12', 'C05', 'E10'];

/** The command that answers a Digest challenge by itself. */
const curlText = (facts: Facts): string => {
  const { method, url } = facts.request;
  return `\`curl --digest -u "$USER:$PASSWORD"${method === 'GET' ? '' : ` -X ${method.slice(0, 10)}`} '${facts.showUrl(url).slice(0, 200)}'\``;
};

export const digestAuthentication: Rule = {
  id: 'digest-authentication',
  row: 'B11',
  title: 'The server wants Digest authentication',
  confidence: 'likely',
  reference,
  covers,
  find(facts) {
    const { response, request } = facts;
    const sent = request.authorization?.scheme;
    if (!response?.challenge('digest') || sent === 'digest') return undefined;
    if (response.challenges.some(({ scheme }) => scheme === sent || scheme === 'bearer' || scheme === 'basic'))
      return undefined;
    return {
      evidence: [
        'The server offers Digest, and nothing that this client could send instead.',
        `The request carries ${sent ? schemeText(request.authorization) : 'no Digest credential'}.`,
      ],
      fix: `Use a client that speaks Digest (a digest plug-in for axios or fetch), or ${curlText(facts)}.`,
    };
  },
};

const hexLengths: Readonly<Record<string, number>> = { md5: 32, 'sha-256': 64, 'sha-512-256': 64 };

/** What in the answer does not fit the request, or the challenge that came back (RFC 7616 §3.4). */
function digestFlaws(facts: Facts, sent: Challenge, challenge: Challenge): Flaw[] {
  const { location } = facts.request;
  const { flaws, found } = flawList();
  const of = (name: string) => paramOf(sent, name);
  const asked = (name: string) => paramOf(challenge, name);
  const uri = of('uri');
  if (location && uri !== undefined) {
    const target = `${location.pathname}${location.search}`;
    const signed = uri.startsWith(`${location.origin}/`) ? uri.slice(location.origin.length) : uri;
    if (signed !== target) {
      const marked = markedDifference(facts, ['in the answer', signed], ['requested', target]);
      found(
        'uri',
        `The uri of the Digest answer ${location.search !== '' && signed === location.pathname ? 'lacks the query' : 'is not that'} of the request${marked ? `:\n${marked}` : ''}`,
        'Compute the answer with the very target of the request line, path and query as they are sent; a proxy must not rewrite it.',
      );
    }
  }
  for (const name of ['username', 'realm', 'nonce', 'uri', 'response'])
    if (of(name) === undefined && of(`${name}*`) === undefined)
      found(name, `The Digest answer has no ${name}`, 'Send every parameter that RFC 7616 §3.4 requires.');
  if (of('username') === '')
    found(
      'username',
      'The user name of the Digest answer is empty',
      'Set the user name: the variable or option is empty.',
    );
  const realm = asked('realm');
  if (realm !== undefined && of('realm') !== undefined && of('realm') !== realm)
    found(
      'realm',
      `The Digest answer is for another realm, ${facts.quote(of('realm') ?? '')}; the server’s is ${facts.quote(realm)}`,
      'Answer the challenge of this very server; drop one that was kept from elsewhere.',
    );
  const offered = (asked('qop') ?? '')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  const qop = of('qop')?.toLowerCase();
  if (offered.length > 0 && (qop === undefined || !offered.includes(qop)))
    found(
      'qop',
      `The qop of the Digest answer is ${qop === undefined ? 'missing' : facts.quote(qop)}, the server offers ${facts.quote(offered.join(', '))}`,
      `Choose one, \`qop=${offered[0]}\`, compute the response with that one, and send nc and cnonce with it.`,
    );
  const nc = of('nc') ?? '';
  if (qop !== undefined && !/^[0-9a-f]{8}$/i.test(nc))
    found(
      'nc',
      `The nc of the Digest answer is ${facts.quote(nc || 'missing')}, not eight hexadecimal digits`,
      'Send `nc=00000001` (without quotes), counted up for each request with the same nonce.',
    );
  if (qop !== undefined && !of('cnonce'))
    found('cnonce', 'The Digest answer has qop and no cnonce', 'Send a random `cnonce`, and put it into the hash.');
  const wanted = asked('algorithm') ?? 'MD5';
  const used = of('algorithm') ?? 'MD5';
  if (wanted.toLowerCase() !== used.toLowerCase())
    found(
      'algorithm',
      `The server wants Digest with ${facts.quote(wanted)}, the answer is made with ${facts.quote(used)}`,
      `Use a client that knows ${wanted.slice(0, 20)}, such as ${curlText(facts)}; or allow MD5 on the server if there is no other way.`,
    );
  const length = hexLengths[used.toLowerCase().replace(/-sess$/, '')];
  const response = of('response');
  if (length !== undefined && response !== undefined && response.length !== length)
    found(
      'response',
      `The response of the Digest answer has ${response.length} characters; ${used.slice(0, 20)} makes ${length} hexadecimal digits`,
      'Send the hash in hexadecimal, in small letters.',
    );
  if (asked('opaque') && of('opaque') === undefined)
    found(
      'opaque',
      'The Digest answer leaves out opaque, which the server wants back',
      'Send `opaque` back unchanged.',
    );
  return flaws;
}

export const digestAnswerRefused: Rule = {
  id: 'digest-answer-refused',
  row: 'B11',
  title: 'The Digest answer fits the request, so user name or password is wrong',
  confidence: 'likely',
  reference,
  covers,
  find(facts) {
    const { response, request } = facts;
    if (request.authorization?.scheme !== 'digest' || response?.status !== 401) return undefined;
    const challenges = response.challenges.filter(({ scheme }) => scheme === 'digest');
    const { credentials: sent } = parseCredentials(request.authorization.lines[0] ?? '');
    const algorithmOf = (one: Challenge) => (paramOf(one, 'algorithm') ?? 'MD5').toLowerCase();
    const challenge = sent && (challenges.find((one) => algorithmOf(one) === algorithmOf(sent)) ?? challenges[0]);
    return challenge && refusedAnswer(facts, sent, challenge);
  },
};

function refusedAnswer(facts: Facts, sent: Challenge, challenge: Challenge): Found {
  if (paramOf(challenge, 'stale')?.toLowerCase() === 'true')
    return {
      title: 'The nonce of the Digest credential has run out',
      evidence: ['The challenge says stale=true: user and password are right, only the nonce is old.'],
      fix: 'Repeat the request with the new nonce of this challenge; nobody needs to be asked for a password.',
      confidence: 'proof',
    };
  const flaws = digestFlaws(facts, sent, challenge);
  const [flaw] = flaws;
  if (flaw) return foundOf(['The server sends a new challenge, and does not call the nonce stale.'], flaw, { flaws });
  const isRenewed = paramOf(sent, 'nonce') !== paramOf(challenge, 'nonce');
  return {
    evidence: [
      'Uri, realm, qop and algorithm of the answer fit request and challenge.',
      isRenewed
        ? 'The server sends a new nonce and does not call the old one stale.'
        : 'The nonce is still the server’s.',
    ],
    fix: `Try user and password with ${curlText(facts)}. If that works, this client computes the hash differently (the qop that it sends must be the one in the hash) or ${isRenewed ? 'keeps a nonce that may be used once only' : 'counts `nc` wrongly'}. Devices lock an account after some failures.`,
  };
}
