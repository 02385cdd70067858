import { type Challenge, paramOf, parseCredentials } from '@freshkey/challenge';
import type { Row } from '../catalogue.ts';
import type { Facts } from '../facts.ts';
import type { Found, Rule } from '../rule.ts';
import { schemeText } from '../scheme-text.ts';
import { markedDifference } from './differences.ts';

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
        sent
          ? `The request carries ${schemeText(request.authorization)}.`
          : 'The request carries no Digest credential.',
      ],
      fix: `Use a client that speaks Digest (a digest plug-in for axios or fetch), or ${curlText(facts)}.`,
    };
  },
};

/** One thing in which a Digest answer does not fit. */
interface DigestFlaw {
  readonly title: string;
  readonly evidence: string;
  readonly fix: string;
}

const hexLengths: Readonly<Record<string, number>> = { md5: 32, 'sha-256': 64, 'sha-512-256': 64 };
const baseOf = (algorithm: string): string => algorithm.toLowerCase().replace(/-sess$/, '');
const uriFix =
  'Compute the answer with the very target that is sent, path and query as they stand in the request line; a proxy must not rewrite the path.';

/** What in the answer does not fit the request, or the challenge that came back (RFC 7616 §3.4). */
function digestFlaws(facts: Facts, sent: Challenge, challenge: Challenge): DigestFlaw[] {
  const { request } = facts;
  const flaws: DigestFlaw[] = [];
  const found = (title: string, evidence: string, fix: string) => flaws.push({ title, evidence, fix });
  const of = (name: string) => paramOf(sent, name);
  const asked = (name: string) => paramOf(challenge, name);
  const { location } = request;
  const uri = of('uri');
  if (location && uri !== undefined) {
    const target = `${location.pathname}${location.search}`;
    const signed = uri.startsWith(`${location.origin}/`) ? uri.slice(location.origin.length) : uri;
    if (signed !== target) {
      const lacksQuery = location.search !== '' && signed === location.pathname;
      found(
        lacksQuery
          ? 'The uri of the Digest answer lacks the query of the request'
          : 'The uri of the Digest answer is not that of the request',
        markedDifference(facts, ['in the answer', signed], ['requested', target])?.replace(/^/, 'The two differ:\n') ??
          'The two differ in a part that is not shown.',
        uriFix,
      );
    }
  }
  for (const name of ['username', 'realm', 'nonce', 'uri', 'response'])
    if (of(name) === undefined && !(name === 'username' && of('username*') !== undefined))
      found(
        `The Digest answer has no ${name}`,
        `RFC 7616 requires \`${name}\`.`,
        'Send every parameter that the RFC requires.',
      );
  if (of('username') === '')
    found(
      'The user of the Digest answer is empty',
      'Its username is the empty text.',
      'Set the user name: the variable or option is empty.',
    );
  const realm = asked('realm');
  if (realm !== undefined && of('realm') !== undefined && of('realm') !== realm)
    found(
      'The Digest answer is for another realm',
      `It names ${facts.quote(of('realm') ?? '')}, the server ${facts.quote(realm)}.`,
      'Answer the challenge of this server: keep challenges by origin and path, and drop one that was kept from elsewhere.',
    );
  const offered = (asked('qop') ?? '')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  const qop = of('qop')?.toLowerCase();
  if (qop?.includes(',') || (qop !== undefined && offered.length > 0 && !offered.includes(qop)))
    found(
      'The qop of the Digest answer is not one of those that the server offers',
      `The answer says ${facts.quote(qop)}, the server offers ${facts.quote(offered.join(', ') || 'none')}.`,
      `Choose one, \`qop=${offered[0] ?? 'auth'}\`, and compute the response with that one.`,
    );
  if (qop === undefined && offered.length > 0)
    found(
      'The Digest answer has no qop, which the server asks for',
      `The server offers qop ${facts.quote(offered.join(', '))}; the answer has none, so its hash is that of RFC 2069.`,
      'Send qop, nc and cnonce, and put them into the hash.',
    );
  const nc = of('nc');
  if (qop !== undefined && (nc === undefined || !/^[0-9a-f]{8}$/i.test(nc)))
    found(
      'The nc of the Digest answer is malformed',
      nc === undefined
        ? 'It has qop and no `nc`.'
        : `\`nc\` is ${facts.quote(nc)}; it must be eight hexadecimal digits.`,
      'Send `nc=00000001` (without quotes), counted up for each request with the same nonce.',
    );
  if (qop !== undefined && !of('cnonce'))
    found(
      'The Digest answer has qop and no cnonce',
      'There is no `cnonce`.',
      'Send a random `cnonce`, and put it into the hash.',
    );
  const wanted = asked('algorithm') ?? 'MD5';
  const used = of('algorithm') ?? 'MD5';
  if (wanted.toLowerCase() !== used.toLowerCase())
    found(
      `The server wants Digest with ${wanted.slice(0, 20)}, and the answer is made with another algorithm`,
      `The answer says ${facts.quote(of('algorithm') ?? 'nothing, which means MD5')}, the challenge ${facts.quote(wanted)}.`,
      `Use a client that knows ${wanted.slice(0, 20)} (curl from 7.57 on), or allow MD5 on the server if there is no other way.`,
    );
  const length = hexLengths[baseOf(used)];
  if (length !== undefined && of('response') !== undefined && of('response')?.length !== length)
    found(
      'The response of the Digest answer has the wrong length',
      `It has ${of('response')?.length} characters; ${used.slice(0, 20)} makes ${length} hexadecimal digits.`,
      'Send the hash in hexadecimal, in small letters.',
    );
  const opaque = asked('opaque');
  if (opaque !== undefined && opaque !== '' && of('opaque') === undefined)
    found(
      'The Digest answer leaves out opaque, which the server wants back',
      'The challenge has `opaque`, and the answer has none.',
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
    if (!sent || challenges.length === 0) return undefined;
    const algorithm = (paramOf(sent, 'algorithm') ?? 'MD5').toLowerCase();
    const challenge =
      challenges.find((one) => (paramOf(one, 'algorithm') ?? 'MD5').toLowerCase() === algorithm) ?? challenges[0];
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
  if (flaw)
    return {
      title: flaw.title,
      evidence: [
        ...flaws.slice(0, 3).map(({ evidence }) => evidence),
        'The server answers with a new challenge and not with stale=true.',
      ],
      fix: flaw.fix,
      confidence: 'proof',
    };
  const isRenewed = paramOf(sent, 'nonce') !== paramOf(challenge, 'nonce');
  return {
    evidence: [
      'Uri, realm, qop and algorithm of the answer fit request and challenge.',
      isRenewed
        ? 'The server sends a new nonce and does not say that the old one was stale.'
        : 'The nonce is still the server’s.',
    ],
    fix: `Try user and password with ${curlText(facts)}. If that works, this client computes the hash differently (the qop it sends must be the one in the hash) or${isRenewed ? ' keeps a nonce that may be used once only: take the newest for each request' : ' counts `nc` wrongly'}. Devices lock an account after some failures.`,
  };
}
