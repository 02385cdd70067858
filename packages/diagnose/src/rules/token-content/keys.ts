import type { Facts } from '../../facts.ts';
import { listText } from '../../plain-words.ts';
import type { Rule } from '../../rule.ts';
import { audiencesOf, claimText, concernsToken, diagnosticOnly, hostOf, isExpired, shown } from './claims.ts';

const headerText = ({ token }: Facts, name: 'alg' | 'kid' | 'typ'): string | undefined => {
  const value = token?.header?.[name];
  return typeof value === 'string' ? value : undefined;
};

/** The kind of key that an algorithm needs (RFC 7518 §3.1). */
function keyTypeOf(algorithm: string): string | undefined {
  if (/^(?:RS|PS)\d/.test(algorithm)) return 'RSA';
  if (/^ES\d/.test(algorithm)) return 'EC';
  if (/^HS\d/.test(algorithm)) return 'oct';
  return /^(?:EdDSA|Ed25519)/.test(algorithm) ? 'OKP' : undefined;
}

export const algorithmWrong: Rule = {
  id: 'token-algorithm-wrong',
  row: 'D15',
  title: 'The token is not signed as the API wants it',
  confidence: 'proof',
  reference: 'RFC 8725 §3.1, §3.2; RFC 7518 §3',
  covers: ['A02', 'D17'],
  find(facts) {
    const algorithm = headerText(facts, 'alg');
    if (algorithm === undefined || !facts.claims || !concernsToken(facts)) return undefined;
    const said = `\`alg\` is ${shown(facts, algorithm)} ${diagnosticOnly}.`;
    if (/^none$/i.test(algorithm))
      return {
        evidence: [said, 'Such a token is not signed at all.'],
        fix: 'Get a signed token from the real issuer: no server accepts an unsigned one.',
      };
    const { algorithms } = facts.expected;
    if (algorithms && !algorithms.includes(algorithm)) {
      return {
        evidence: [said, `The API takes ${listText(algorithms.slice(0, 8), 'or')}.`],
        fix: `Sign, or have the token signed, with ${listText(algorithms.slice(0, 8), 'or')}.`,
      };
    }
    const type = keyTypeOf(algorithm);
    const keys = facts.probes.jwks;
    if (type && keys && keys.length > 0 && keys.every(({ kty }) => typeof kty === 'string' && kty !== type)) {
      return {
        evidence: [
          said,
          `The issuer’s keys are all ${listText([...new Set(keys.map(({ kty }) => kty ?? ''))].slice(0, 4), 'or')}.`,
        ],
        fix: 'The token was signed by somebody else, or with a shared secret in place of the issuer’s key: take it from the issuer.',
      };
    }
    const heard = facts.topics.has('algorithm') ? facts.heard('algorithm') : undefined;
    if (!heard) return undefined;
    return {
      evidence: [heard, said],
      fix: 'Make both sides agree on one algorithm: RS256 or ES256 with the issuer’s JWKS, HS256 only with a shared secret.',
      confidence: 'likely',
    };
  },
};

export const unknownKey: Rule = {
  id: 'token-key-unknown',
  row: 'D16',
  title: 'The API does not know the key that the token was signed with',
  confidence: 'proof',
  reference: 'RFC 7515 §4.1.4; RFC 7517 §4.5',
  covers: ['A02', 'D17'],
  find(facts) {
    if (!facts.claims || !concernsToken(facts)) return undefined;
    const kid = headerText(facts, 'kid');
    const keys = facts.probes.jwks;
    const isAbsent = kid !== undefined && keys !== undefined && keys.length > 0 && !keys.some((key) => key.kid === kid);
    const heard = facts.topics.has('key') ? facts.heard('key') : undefined;
    if (!isAbsent && !heard) return undefined;
    const evidence: string[] = [];
    if (isAbsent) evidence.push(`The issuer’s key set has no key ${shown(facts, kid)} ${diagnosticOnly}.`);
    if (heard) evidence.push(heard);
    if (!isAbsent)
      evidence.push(
        kid === undefined
          ? `The token names no key (\`kid\`) ${diagnosticOnly}.`
          : `The token names the key ${shown(facts, kid)} ${diagnosticOnly}.`,
      );
    return {
      evidence,
      fix: 'Sign in again for a token with a current key. If that does not help: the API’s copy of the key set is old (restart, refresh its cache), or its authority points to another tenant or environment.',
    };
  },
};

export const badSignature: Rule = {
  id: 'token-signature-invalid',
  row: 'D17',
  title: 'The token’s signature does not fit',
  confidence: 'proof',
  reference: 'RFC 7515 §5.2',
  covers: ['A02'],
  find(facts) {
    if (!facts.claims || !concernsToken(facts)) return undefined;
    const isProbed = facts.probes.signature === 'invalid';
    const heard = facts.topics.has('signature') ? facts.heard('signature') : undefined;
    if (!isProbed && !heard) return undefined;
    const algorithm = headerText(facts, 'alg') ?? '';
    const evidence: string[] = [];
    if (isProbed) evidence.push('The signature was checked with the issuer’s key, and does not fit.');
    if (heard) evidence.push(heard);
    evidence.push(
      isExpired(facts)
        ? `The token has expired as well ${diagnosticOnly}.`
        : `The token is whole and within its life ${diagnosticOnly}.`,
    );
    return {
      evidence,
      fix: algorithm.startsWith('HS')
        ? 'Issuer and API must share one secret: compare JWT_SECRET on both sides (a line break at its end, base64 or not, another environment).'
        : 'The token was edited on its way, or the API verifies with the key of another issuer: compare authority and JWKS URL.',
    };
  },
};

export const typeWrong: Rule = {
  id: 'token-type-wrong',
  row: 'D18',
  title: 'The API takes only tokens of another type (typ)',
  confidence: 'proof',
  reference: 'RFC 9068 §2.1, §4; RFC 8725 §3.11',
  covers: ['A02'],
  find(facts) {
    if (!facts.claims || !concernsToken(facts)) return undefined;
    const type = headerText(facts, 'typ') ?? '';
    const plain = (text: string) => text.toLowerCase().replace(/^application\//, '');
    const { type: expected } = facts.expected;
    const said = `\`typ\` is ${type ? shown(facts, type) : 'absent'} ${diagnosticOnly}.`;
    const fix =
      'Have the issuer write access tokens in the profile of RFC 9068 (`typ: at+jwt`), or let the API accept this type too.';
    if (expected !== undefined && plain(expected) !== plain(type))
      return {
        evidence: [said, `The API takes ${shown(facts, expected)}.`, ...[facts.heard(/\btyp\b|at\+jwt/) ?? []].flat()],
        fix,
      };
    const heard = facts.heard(/at\+jwt/) ?? (facts.topics.has('type') ? facts.heard(/\btyp\b|header type/) : undefined);
    if (heard === undefined || plain(type) === 'at+jwt') return undefined;
    return { evidence: [heard, said], fix };
  },
};

export const emulatorToken: Rule = {
  id: 'firebase-emulator-token',
  row: 'D26',
  title: 'A token of the Firebase emulator meets the real service, or the reverse',
  confidence: 'proof',
  reference: 'Firebase: connect to the Authentication emulator',
  covers: ['A02', 'D07', 'D08', 'D15', 'D16', 'J16'],
  find(facts) {
    if (hostOf(claimText(facts, 'iss') ?? '') !== 'securetoken.google.com' || !concernsToken(facts)) return undefined;
    const isUnsigned = /^none$/i.test(headerText(facts, 'alg') ?? '');
    const isDemo = audiencesOf(facts).some((audience) => audience.startsWith('demo-'));
    const host = facts.environment.variables?.find(({ name }) => name === 'FIREBASE_AUTH_EMULATOR_HOST');
    const evidence: string[] = [];
    if (isUnsigned) evidence.push(`The token is not signed, as the emulator’s are not ${diagnosticOnly}.`);
    if (isDemo) evidence.push(`Its project is a demo project (demo-…) ${diagnosticOnly}.`);
    if (!isUnsigned && host?.value)
      evidence.push('The token is signed, so it is of the real service.', 'FIREBASE_AUTH_EMULATOR_HOST is set here.');
    if (evidence.length === 0) return undefined;
    const heard = facts.heard(/\bkid\b|emulator|signature/);
    if (heard) evidence.push(heard);
    return {
      evidence,
      fix: 'Set FIREBASE_AUTH_EMULATOR_HOST on both sides (client: `connectAuthEmulator`), or on none.',
      confidence: isUnsigned || evidence.length > 1 ? 'proof' : 'likely',
    };
  },
};

export const firebaseCustomToken: Rule = {
  id: 'firebase-custom-token',
  row: 'D27',
  title: 'A custom token of Firebase was sent in place of an ID token',
  confidence: 'proof',
  reference: 'Firebase: create custom tokens; verify ID tokens',
  covers: ['A02', 'D07', 'D08', 'J16'],
  find(facts) {
    if (
      !audiencesOf(facts).some((audience) => audience.includes('google.identity.identitytoolkit')) ||
      !concernsToken(facts)
    )
      return undefined;
    if (facts.request.host === 'identitytoolkit.googleapis.com') return undefined;
    const heard = facts.heard(/custom token|expects an id token/);
    return {
      evidence: [`\`aud\` is that of custom tokens (IdentityToolkit) ${diagnosticOnly}.`, ...(heard ? [heard] : [])],
      fix: 'Exchange it in the client with `signInWithCustomToken()` and send what `user.getIdToken()` gives.',
    };
  },
};
