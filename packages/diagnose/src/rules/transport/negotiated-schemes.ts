import { paramOf } from '@freshkey/challenge';
import type { Rule } from '../../rule.ts';
import { schemeText } from '../../scheme-text.ts';

export const windowsAuthentication: Rule = {
  id: 'windows-authentication',
  row: 'B10',
  title: 'The server wants Windows authentication (Negotiate or NTLM)',
  confidence: 'likely',
  reference: 'RFC 4559; Microsoft: IIS Windows authentication',
  covers: ['A01', 'A12', 'C05'],
  find(facts) {
    const { response, request } = facts;
    if (!response || facts.refusal === 'proxy') return undefined;
    const offered = response.challenges.map(({ scheme }) => scheme);
    if (!offered.some((scheme) => scheme === 'negotiate' || scheme === 'ntlm')) return undefined;
    const sent = request.authorization?.scheme;
    if (sent === 'negotiate' || sent === 'ntlm' || offered.includes(sent ?? '')) return undefined;
    const evidence = [`The server offers ${offered.some((scheme) => scheme === 'negotiate') ? 'Negotiate' : 'NTLM'}.`];
    if (offered.every((scheme) => scheme === 'negotiate' || scheme === 'ntlm'))
      evidence.push('It offers nothing else.');
    if (sent) evidence.push(`The request carries ${schemeText(request.authorization)}.`);
    return {
      evidence,
      fix: 'fetch and axios cannot answer this. On the server enable anonymous authentication for the API and check tokens in the application; from a shell use `curl --negotiate -u :`.',
    };
  },
};

export const digestAuthentication: Rule = {
  id: 'digest-authentication',
  row: 'B11',
  title: 'The server wants Digest authentication',
  confidence: 'likely',
  reference: 'RFC 7616 §3.3, §3.4',
  covers: ['A01', 'A12', 'C05'],
  find(facts) {
    const { response, request } = facts;
    const challenge = response?.challenge('digest');
    if (!response || !challenge) return undefined;
    const sent = request.authorization?.scheme;
    if (sent === 'digest') {
      if (paramOf(challenge, 'stale')?.toLowerCase() !== 'true') return undefined;
      return {
        title: 'The nonce of the Digest credential has run out',
        evidence: ['The challenge says stale=true: user and password are right, only the nonce is old.'],
        fix: 'Repeat the request with the new nonce of this challenge; nobody needs to be asked for a password.',
        confidence: 'proof',
      };
    }
    if (response.challenges.some(({ scheme }) => scheme === sent || scheme === 'bearer' || scheme === 'basic'))
      return undefined;
    return {
      evidence: [
        'The server offers Digest, and nothing that this client could send instead.',
        sent
          ? `The request carries ${schemeText(request.authorization)}.`
          : 'The request carries no Digest credential.',
      ],
      fix: 'Use a client that speaks Digest (`curl --digest -u user`, a digest plug-in for axios or fetch).',
    };
  },
};
