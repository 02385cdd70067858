import { correctedRequest, lineFor } from '../../corrected-request.ts';
import type { Facts } from '../../facts.ts';
import type { Rule } from '../../rule.ts';

/** How many letters two words differ by, at most 3: insertions, deletions, replacements. */
function distance(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > 2) return 3;
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      next.push(
        Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1)),
      );
    }
    row = next;
  }
  return Math.min(3, row[other.length] ?? 3);
}

const otherNames =
  /^(?:authenti(?:cation|fication|cate)|auth|http_authorization|http-authorization|x-authorization|x-auth|bearer|bearer-token|access-authorization)$/;

/** The header that was meant to be Authorization. */
function misspelt(facts: Facts): { name: string; isTypo: boolean } | undefined {
  for (const key of facts.request.headers.names()) {
    const name = key.trim().replace(/:$/, '');
    if (name === 'authorization') {
      if (key !== 'authorization') return { name: key, isTypo: true };
      continue;
    }
    if (name.length > 24) continue;
    if (name.startsWith('au') && name.length >= 10 && distance(name, 'authorization') <= 2)
      return { name: key, isTypo: true };
    if (otherNames.test(name)) return { name: key, isTypo: false };
  }
  return undefined;
}

const namedHeader =
  /\b(x-[a-z0-9-]{2,40}|api-?key|apikey|private-token|authorization)\b['"“”\x60]{0,2} (?:request |http )?header|header[s:]? (?:named |called )?['"“”\x60]{0,2}(x-[a-z0-9-]{2,40}|api-?key|apikey|authorization)\b|missing (x-[a-z0-9-]{2,40})\b/;

/** The header that the server asks for by name, if the request has none of it. */
function wantedHeader(facts: Facts): string | undefined {
  const words = facts.response?.words ?? '';
  if (!words.includes('header') && !words.includes('missing x-')) return undefined;
  const match = namedHeader.exec(words);
  const name = match?.[1] ?? match?.[2] ?? match?.[3];
  return name !== undefined && !facts.request.headers.has(name) ? name : undefined;
}

const fixName = (name: string): string => `Rename \`${name.slice(0, 60)}\` to \`Authorization\`.`;

export const headerNameWrong: Rule = {
  id: 'header-name-wrong',
  contradictedBy: ['token', 'password', 'signature'],
  row: 'C20',
  title: 'The credential stands in a header with the wrong name',
  confidence: 'proof',
  reference: 'RFC 9110 §11.6.2',
  covers: ['A01', 'A02', 'A10', 'A11', 'A13', 'C04'],
  find(facts) {
    const { request } = facts;
    const meant = request.authorization ? undefined : misspelt(facts);
    if (meant) {
      const evidence = [`The request has a header \`${meant.name.slice(0, 60)}\`, and none named Authorization.`];
      const challenge = facts.response?.challenges[0];
      if (challenge)
        evidence.push(`The server asks for ${challenge.schemeAsSent.slice(0, 40)}, which is sent in Authorization.`);
      const value = request.header(meant.name) ?? '';
      if (/^(?:bearer|baerer|bearar|basic|token)\s/i.test(value))
        evidence.push('Its value begins with a scheme, as that of Authorization does.');
      const heard = facts.heard('missing');
      if (heard) evidence.push(heard);
      return {
        evidence,
        fix: fixName(meant.name),
        commands: correctedRequest(facts, lineFor(facts, 'Bearer')),
        confidence: meant.isTypo ? 'proof' : 'likely',
      };
    }
    const wanted = wantedHeader(facts);
    const sent = facts.credentials.find(({ place }) => place === 'header');
    if (wanted === undefined || !sent) return undefined;
    return {
      evidence: [
        `The credential is sent in ${sent.name.slice(0, 60)}.`,
        facts.heard(namedHeader) ?? `The server asks for the header ${wanted}.`,
      ],
      fix: `Send it in the header that the server names: \`${wanted}\`.`,
      commands: correctedRequest(facts, `${wanted}: $API_KEY`),
      confidence: 'likely',
    };
  },
};
