import type { Rule } from '../rule.ts';
import { covered } from './covered.ts';
import { readMessageSignature } from './message-signature.ts';
import { readSignedScheme } from './signed-scheme.ts';

const words =
  /(?:unknown|invalid|unregistered|no such|unrecognized) (?:(?:access|api|app|client|consumer|public)[- _]?key|key ?id|key)\b|(?:access ?key|api-?key|app ?key|key ?id|keyid|consumer_?key|public key|signing key)[\w ="':.#/-]{0,80}(?:unknown|not (?:found|known|exist|registered)|does ?n[o’']t exist|is invalid|rejected|could not be (?:found|resolved|fetched))|signature_key_unknown|invalidaccesskeyid|unable to (?:fetch|resolve|retrieve) .{0,30}key/;

export const signatureKeyUnknown: Rule = {
  id: 'signature-key-unknown',
  row: 'K07',
  title: 'The server does not know the key that the signature names',
  confidence: 'proof',
  reference: 'RFC 9421 §3.2 (keyid); documentation of the API: request signing',
  outcomes: ['refused', 'other'],
  covers: [...covered, 'D16', 'K01', 'K06', 'K08'],
  find(facts) {
    const { response, request } = facts;
    if (!response || response.status < 400 || response.status >= 500 || !facts.says(words)) return undefined;
    const isMessage = readMessageSignature(request) !== undefined;
    const scheme = isMessage ? undefined : readSignedScheme(request);
    const heard = facts.heard(words);
    if (heard === undefined || (!isMessage && !scheme)) return undefined;
    return {
      evidence: [
        heard,
        `The request is signed by ${scheme?.name ?? 'an HTTP message signature, which names its key as `keyid`'}.`,
      ],
      fix: isMessage
        ? 'Compare `keyid` with the key’s name at the server, letter for letter; where it is an address, the server must be able to fetch it without signing in, and find the public key there (JWK or PEM as documented).'
        : 'Compare the key’s id with the list at the provider: deleted, switched off, of another account, environment (sandbox and live) or region; and look whether id and secret were exchanged.',
    };
  },
};
