import type { Facts } from '../../facts.ts';
import type { Found, Rule } from '../../rule.ts';
import { diagnosticOnly, isExpired } from './claims.ts';

/** Sentences by which a server says that it looked a credential up and did not accept it, and no more. */
const refusedWords =
  /\b(?:invalid|incorrect|wrong|bad|unknown|unrecogni[sz]ed|not (?:a )?valid|not recogni[sz]ed|not accepted|rejected|does(?: not|n[’']t) exist|failed|could not|couldn[’']t|unable|can(?:not|n[’']t) be (?:authenticated|verified|validated|found)|denied|not found|no (?:such|active))\b/;
const ofCredential =
  /token|api.?key|key\b|credential|password|passphrase|user ?name|login|secret|auth|account|subscription|signature|\bpat\b|session|user/;

/** Both in one message, in any order. */
const refusedCredential = new RegExp(`^(?=[\\s\\S]*(?:${ofCredential.source}))[\\s\\S]*?${refusedWords.source}`);

/** Words of a 403 that speak of the credential itself, and not of what its owner may do. */
const refusedKey =
  /\b(?:key|token|credentials?|password)\b.{0,40}\b(?:invalid|unknown|incorrect|not (?:valid|recogni[sz]ed)|does(?: not|n[’']t) exist)|\b(?:invalid|unknown|incorrect|unrecogni[sz]ed) (?:api |access )?(?:key|token|credentials?)\b/;
const ofRights = /permission|scope|allowed|access to|csrf|signature/;

/** What to look at, by the kind of credential. */
function checksFor(facts: Facts): string {
  const { basic, token } = facts;
  const where = facts.request.host === '' ? 'the service' : facts.request.host;
  if (basic)
    return `Try name and password at ${where} itself, in a browser or with \`curl -u "$USER:$PASSWORD"\`: if they fail there too, they are wrong or were changed. If they work there, the API wants something else as the password (a token, an application password) or another form of the name (the e-mail address, the login).`;
  if (token?.kind === 'jwt')
    return 'Sign in again and send the new token: if that works, the old one was ended. If the new one is refused too, the API does not trust this issuer or audience: compare `iss` and `aud` with what it is set up with.';
  return `Look the key up where it was made: is it still active, and of this account, project and environment (test or live, region)? Then make a new one and send it from the same place: if that works, the old one was wrong, expired or revoked; if not, it is the address ${where}, or the way in which it is sent.`;
}

/** Whether the refusal is about the credential; of a 403 only its words tell. */
function isOfCredential(facts: Facts): boolean {
  const { refusal } = facts;
  if (refusal === 'forbidden') return facts.says(refusedKey) && !facts.says(ofRights);
  return refusal === 'unauthorized' || refusal === 'in-body' || refusal === 'bad-request';
}

/**
 * What is left where nothing else is certain: a credential in the right form, refused without a reason. The server's own
 * sentence comes first.
 */
export const notAccepted: Rule = {
  id: 'credential-not-accepted',
  isLeftover: true,
  row: 'D22',
  title: 'The credential came in the right form, and is not accepted',
  confidence: 'likely',
  specificity: 'general',
  reference: 'RFC 9110 §15.5.2; RFC 6750 §3.1 (invalid_token)',
  find(facts): Found | undefined {
    const { token, basic, response, request } = facts;
    if (!response || !isOfCredential(facts)) return undefined;
    if (facts.read === 'nothing' || facts.read === 'signature') return undefined;
    if (!(basic?.password || (token && token.text.length >= 8 && token.sent.place !== 'cookie'))) return undefined;
    if (token?.kind === 'damaged' || token?.kind === 'jwe' || isExpired(facts)) return undefined;
    const heard = facts.heard(refusedCredential);
    const error = response.challengeError === 'invalid_token' ? 'The challenge says `invalid_token`.' : undefined;
    const isOffered =
      basic !== undefined && request.authorization?.scheme === 'basic' && response.challenge('basic') !== undefined;
    if (heard === undefined && error === undefined && !isOffered) return undefined;
    if (token?.kind === 'jwt' && heard === undefined && error === undefined) return undefined;
    const form = basic
      ? 'It is a name and a password, sent as Basic in the right form.'
      : token?.shape
        ? `By its prefix it is ${token.shape.label}, as it should be.`
        : token?.kind === 'jwt'
          ? `It is a whole JWT within its life ${diagnosticOnly}.`
          : 'It is one word without damage, in one place.';
    return {
      // A whole JWT may be refused for a dozen reasons that its looks do not show.
      ...(token?.kind === 'jwt' && !basic && { confidence: 'hint' as const }),
      title: basic
        ? 'Name and password came in the right form, and are not accepted: wrong, changed, or of another account'
        : token?.kind === 'jwt'
          ? 'The token is whole, and is not accepted: ended early, or of an issuer or for an API that is not this one'
          : 'The key or token came in the right form, and is not accepted: wrong, expired, revoked, or of another environment',
      evidence: [
        ...(heard ? [heard] : []),
        ...(error && !heard ? [error] : []),
        ...(isOffered ? ['The server takes Basic, and asks for it again.'] : []),
        form,
        ...(heard || error || isOffered ? ['No other reason is named or seen.'] : []),
      ],
      fix: checksFor(facts),
    };
  },
};
