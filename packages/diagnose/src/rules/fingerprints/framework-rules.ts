import type { Row } from '../../catalogue.ts';
import type { Facts } from '../../facts.ts';
import type { Rule } from '../../rule.ts';
import type { Topic } from '../../topics.ts';
import { stacks } from './stacks.ts';

interface Meaning {
  readonly id: string;
  /** What the texts are about, so that others need not be searched; absent: always searched. */
  readonly topic?: Topic;
  readonly title: string;
  readonly fix: string;
  readonly reference: string;
}

/** What each row means where only the framework's words say it: the token could not be read, or looks well. */
const meanings: Readonly<Partial<Record<Row, Meaning>>> = {
  A02: {
    id: 'framework-found-no-credential',
    topic: 'missing',
    title: 'The application found no credential in a request that carried one',
    fix: 'Look where the header is lost (a proxy, a redirect, Apache or PHP), and whether the application reads this header and this scheme.',
    reference: 'RFC 6750 §3.1',
  },
  C02: {
    id: 'framework-found-no-token',
    title: 'The application found a scheme and no token behind it, or more than one word',
    fix: 'Send one scheme, one space and one token: `Authorization: Bearer <token>`.',
    reference: 'RFC 6750 §2.1',
  },
  D01: {
    id: 'framework-says-expired',
    topic: 'expired',
    title: 'The application says that the token has expired',
    fix: 'Refresh the token and send the request again; from then on refresh it before it expires.',
    reference: 'RFC 7519 §4.1.4',
  },
  D02: {
    id: 'framework-says-not-yet-valid',
    title: 'The application says that the token is not valid yet',
    fix: 'Set the clocks of issuer and application right; 30 to 60 seconds of leeway are usual.',
    reference: 'RFC 7519 §4.1.5',
  },
  D05: {
    id: 'framework-misses-expiration',
    topic: 'expired',
    title: 'The application wants an expiration in the token',
    fix: 'The issuer must set `exp`, a number of seconds since 1970.',
    reference: 'RFC 7519 §4.1.4',
  },
  D07: {
    id: 'framework-says-audience',
    topic: 'audience',
    title: 'The application says that the token is meant for another API',
    fix: 'Ask for the token with the audience (`audience`, `resource` or scope) that this API expects.',
    reference: 'RFC 7519 §4.1.3',
  },
  D08: {
    id: 'framework-says-issuer',
    topic: 'issuer',
    title: 'The application does not trust the token’s issuer',
    fix: 'Get the token from the issuer that the application is set up with, or set that up anew: `iss` must match exactly, slash and version included.',
    reference: 'RFC 7519 §4.1.1',
  },
  D11: {
    id: 'framework-wants-access-token',
    title: 'The application got a refresh token and wants the access token',
    fix: 'Send the access token; the refresh token goes to the refresh endpoint only.',
    reference: 'RFC 6749 §1.5',
  },
  D14: {
    id: 'framework-cannot-read-token',
    title: 'The application cannot read the token: it is no JWT, or damaged',
    fix: 'Compare the token with the one that was issued: three parts with dots between, nothing around it. An opaque token is not for this API: ask for one with its audience.',
    reference: 'RFC 7519 §7.2',
  },
  D15: {
    id: 'framework-says-algorithm',
    topic: 'algorithm',
    title: 'The application does not take the token’s algorithm',
    fix: 'Make issuer and application agree: RS256 or ES256 with the issuer’s keys, HS256 only with a shared secret.',
    reference: 'RFC 8725 §3.1',
  },
  D16: {
    id: 'framework-says-key-unknown',
    topic: 'key',
    title: 'The application does not know the key that the token was signed with',
    fix: 'Sign in again; if that does not help, the application’s copy of the key set is old, or its authority points to another issuer.',
    reference: 'RFC 7517 §4.5',
  },
  D17: {
    id: 'framework-says-signature',
    topic: 'signature',
    title: 'The application says that the token’s signature does not fit',
    fix: 'Compare secret or key on both sides (environment, line break at the end, base64 or not); send the token unchanged.',
    reference: 'RFC 7515 §5.2',
  },
  D18: {
    id: 'framework-says-type',
    title: 'The application takes tokens of another `typ` only',
    fix: 'Have the issuer write access tokens of the profile of RFC 9068 (`typ: at+jwt`), or let the application accept this type.',
    reference: 'RFC 9068 §4',
  },
  D22: {
    id: 'framework-says-revoked',
    topic: 'revoked',
    title: 'The application says that the token was revoked',
    fix: 'Sign in again.',
    reference: 'RFC 7009',
  },
};

/** Statuses at which these frameworks refuse a token, Flask-JWT-Extended's 422 included. */
const isRefusal = ({ status, refusal }: Facts): boolean =>
  refusal === 'unauthorized' || refusal === 'forbidden' || refusal === 'in-body' || status === 400 || status === 422;

/** The challenge shows already that no credential was seen: another rule of this row has more to say. */
const isBareChallenge = ({ response, request }: Facts): boolean =>
  response?.challenge(request.authorization?.scheme ?? '') !== undefined && response.challengeError === undefined;

const readSomething = ['token', 'password', 'signature'] as const;

function ruleOf(row: Row, { topic, ...meaning }: Meaning): Rule {
  const texts = Object.entries(stacks).flatMap(([stack, all]) =>
    all.filter((text) => text.row === row).map(({ says }) => ({ stack, says })),
  );
  return {
    ...meaning,
    row,
    confidence: 'likely',
    specificity: 'general',
    ...(row === 'A02' && { contradictedBy: readSomething }),
    outcomes: ['refused', 'other'],
    covers: row === 'A02' ? ['A11'] : ['A02', 'A11'],
    find(facts) {
      if (!isRefusal(facts) || !facts.token || facts.token.sent.place === 'cookie') return undefined;
      if (topic !== undefined && !facts.topics.has(topic)) return undefined;
      if (row === 'A02' && isBareChallenge(facts)) return undefined;
      const said = texts.find(({ says }) => facts.says(says));
      const heard = said && facts.heard(said.says);
      if (!said || !heard) return undefined;
      const { token } = facts;
      const state =
        token.kind === 'jwt'
          ? 'The token that was sent is a JWT.'
          : `The token that was sent is ${token.kind === 'opaque' ? 'opaque, so that the server’s word is all there is' : 'not whole'}.`;
      return {
        evidence: [
          heard,
          `Those are words of ${said.stack}.`,
          row === 'A02' ? `Yet ${token.sent.name.slice(0, 60)} was sent.` : state,
        ],
        fix: meaning.fix,
      };
    },
  };
}

export const frameworkRules: readonly Rule[] = Object.entries(meanings).map(([row, meaning]) =>
  ruleOf(row as Row, meaning),
);
