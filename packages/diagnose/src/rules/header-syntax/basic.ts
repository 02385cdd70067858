import { type DecodedBasic, decodeBasic } from '../../decode-basic.ts';
import type { Facts } from '../../facts.ts';
import { isMissingValue } from '../../placeholder.ts';
import type { Rule } from '../../rule.ts';

/** What stands after `Basic`, if that is what was sent, and what it decodes to. */
function basicOf(facts: Facts): { credential: string; decoded: DecodedBasic | undefined } | undefined {
  const { authorization } = facts.request;
  if (authorization?.scheme !== 'basic' || authorization.credential === '' || authorization.credential.length > 8_192)
    return undefined;
  return { credential: authorization.credential, decoded: facts.basic };
}

const printable = /^[\x20-\x7e]+$/;

/** What an encoding of an encoding holds. */
function innerOf(decoded: DecodedBasic): DecodedBasic | undefined {
  if (decoded.password !== undefined || decoded.text.length < 8) return undefined;
  const inner = decodeBasic(decoded.text.trim());
  return inner?.password !== undefined && printable.test(inner.text.trim()) ? inner : undefined;
}

const fixEncoding =
  "Encode user and password together and once: `Basic base64(user:password)`; in a shell `printf %s 'user:password' | base64 -w0`, or leave it to the client (`curl -u`, axios `auth`).";

export const basicMalformed: Rule = {
  id: 'basic-malformed',
  row: 'C15',
  title: 'The Basic credential is not base64 of user and password',
  confidence: 'proof',
  reference: 'RFC 7617 §2; RFC 4648 §4',
  find(facts) {
    const basic = basicOf(facts);
    if (!basic) return undefined;
    const { credential, decoded } = basic;
    const found = (text: string, fix = fixEncoding) => ({ evidence: [text], fix });
    if (!decoded) {
      return found(
        credential.includes(':')
          ? 'What follows Basic has a colon in it: user and password were not encoded.'
          : 'What follows Basic is no base64.',
      );
    }
    const { user, password } = decoded;
    if (isMissingValue(user) || (password !== undefined && isMissingValue(password))) {
      const which = isMissingValue(user)
        ? password !== undefined && isMissingValue(password)
          ? 'User and password are both'
          : 'The user is'
        : 'The password is';
      return found(
        `${which} the text of a missing value, such as \`undefined\`.`,
        'The variables were not set when the header was built: load them first, and refuse to start without them.',
      );
    }
    if (user === '' && password === '')
      return found('User and password are both empty.', 'Set the variables that user and password come from.');
    if (/[-_]/.test(credential))
      return found('What follows Basic is in the URL-safe alphabet (“-” and “_”), which Basic does not use.');
    if (password === undefined)
      return found('What follows Basic decodes to a text without a colon: user or password is missing.');
    return undefined;
  },
};

export const basicLineBreak: Rule = {
  id: 'basic-line-break',
  row: 'C16',
  title: 'A line break got into the Basic credential',
  confidence: 'proof',
  reference: 'RFC 7617 §2; base64(1): --wrap',
  outcomes: ['refused', 'no-answer'],
  covers: ['C08'],
  find(facts) {
    const basic = basicOf(facts);
    if (!basic) return undefined;
    const fix =
      "Use `printf %s 'user:password' | base64 -w0`: `echo` adds a line break, and `base64` wraps its output at 76 characters.";
    const value = facts.request.authorization?.value.trim() ?? '';
    // What a client made of the line break that base64 puts behind 76 characters.
    if (/[\r\n]/.test(value) || basic.credential.indexOf(' ') === 76) {
      return { evidence: ['The encoded text is wrapped: a line break, or the space it became, stands inside.'], fix };
    }
    if (facts.outcome !== 'refused' || !/[\r\n]$/.test(basic.decoded?.text ?? '')) return undefined;
    return { evidence: ['The password ends with a line break.'], fix };
  },
};

export const basicDoubleEncoded: Rule = {
  id: 'basic-encoded-twice',
  row: 'C17',
  title: 'The Basic credential is encoded twice',
  confidence: 'proof',
  reference: 'RFC 7617 §2',
  covers: ['C15'],
  find(facts) {
    const decoded = basicOf(facts)?.decoded;
    if (!decoded || !innerOf(decoded)) return undefined;
    return {
      evidence: [
        'What follows Basic decodes to a text without a colon.',
        'That text is base64 again, and decodes to user and password.',
      ],
      fix: 'Encode once: hand user and password to the client as they are, or the encoded text to the header, not both.',
    };
  },
};

/** What is left of a user name that was cut at its first colon. */
const cutUser = /^(?:https?|urn|arn|mailto|spiffe|did|ldaps?|api|client|domain|tenant|oauth2?)$/i;

export const basicColonInUser: Rule = {
  id: 'basic-colon-in-user',
  row: 'C18',
  title: 'The user name has a colon in it, and Basic cuts it there',
  confidence: 'likely',
  reference: 'RFC 7617 §2: the user-id cannot contain a colon; RFC 6749 §2.3.1',
  find(facts) {
    const decoded = basicOf(facts)?.decoded;
    if (!decoded?.password?.includes(':') || !cutUser.test(decoded.user)) return undefined;
    return {
      evidence: [
        'There is more than one colon in user and password together.',
        'What stands before the first one is not a whole name, but the beginning of a URI.',
      ],
      fix: 'Take a user name without a colon. At an OAuth token endpoint encode it first (`encodeURIComponent`), or send client_id and client_secret in the body.',
    };
  },
};

export const basicCharset: Rule = {
  id: 'basic-charset',
  row: 'C19',
  title: 'User or password has characters beyond ASCII in the wrong encoding',
  confidence: 'likely',
  reference: 'RFC 7617 §2.1',
  find(facts) {
    const decoded = basicOf(facts)?.decoded;
    if (!decoded || decoded.charset === 'ascii') return undefined;
    const wantsUtf8 = facts.response?.challengeParam('charset')?.toUpperCase() === 'UTF-8';
    if (decoded.charset === 'utf-8' && wantsUtf8) return undefined;
    const evidence = [
      decoded.charset === 'other'
        ? 'The bytes of user and password are not UTF-8: they were encoded as Latin-1.'
        : 'User or password has characters beyond ASCII, encoded as UTF-8.',
    ];
    if (wantsUtf8) evidence.push('The challenge asks for UTF-8.');
    else if (decoded.charset === 'other' && /axios|btoa|browser/i.test(facts.exchange.client ?? ''))
      evidence.push('The client encodes with btoa, which knows Latin-1 only.');
    return {
      evidence,
      fix:
        decoded.charset === 'other'
          ? 'Encode as UTF-8 (`btoa(String.fromCharCode(...new TextEncoder().encode(pair)))`, in axios `transitional: { encodeBasicAuthUsername: true }`).'
          : 'Older servers read Latin-1: try a password in ASCII.',
      confidence: evidence.length > 1 ? 'likely' : 'hint',
    };
  },
};
