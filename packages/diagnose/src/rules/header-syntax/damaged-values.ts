import { hasIssue } from '../../authorization.ts';
import type { Facts } from '../../facts.ts';
import { isPlaceholder } from '../../placeholder.ts';
import type { Rule } from '../../rule.ts';
import { originText } from './origin-of-value.ts';

const openingQuote = /^(?:\\?["'`“”‘’]|%22|%27)/;

export const quotedCredential: Rule = {
  id: 'credential-in-quotes',
  row: 'C07',
  title: 'The quotes around the credential were sent as part of it',
  confidence: 'proof',
  reference: 'docker run --env-file, systemd EnvironmentFile, YAML: quotes are not taken off',
  covers: ['C08', 'C09', 'C12', 'D12', 'D14', 'J05', 'J13', 'J14'],
  find(facts) {
    const { authorization } = facts.request;
    const quoted =
      authorization && hasIssue(authorization, 'quoted-credential')
        ? 'Authorization'
        : facts.headerValues.find(
            ({ value, place }) => (place === 'header' || /^["']/.test(value)) && openingQuote.test(value.trim()),
          )?.name;
    if (quoted === undefined) return undefined;
    return {
      evidence: [`The credential in ${quoted} begins with a quotation mark.`, ...originText(facts, quoted)],
      fix: 'Take the quotes away where the value is defined (docker --env-file, systemd, CI variables and Kubernetes secrets keep them), or strip them when reading it.',
    };
  },
};

const hasLineBreak = (value: string): boolean => /[\r\n]/.test(value);

/** Which kind of white space or control character spoils a value. */
function whatSpoils(value: string): string {
  if (/\r/.test(value)) return 'a carriage return';
  if (/\n/.test(value)) return /\n\s*$/.test(value) ? 'a line break at its end' : 'a line break';
  if (/\t/.test(value)) return 'a tab';
  return /[\0-\x1f\x7f]/.test(value) ? 'a control character' : 'a space inside';
}

/** Schemes that are followed by one token68, and nothing else. */
const oneWordSchemes = new Set(['bearer', 'basic', 'token', 'dpop', 'bot', 'apikey', 'jwt', 'ssws', 'negotiate']);

/** The header whose value has a control character or white space where none may be. */
function spoiled(facts: Facts): { name: string; value: string } | undefined {
  const { authorization } = facts.request;
  if (authorization) {
    const { value, credential, hasParams, scheme = 'bearer' } = authorization;
    if (hasIssue(authorization, 'control-character') || /[\0-\x1f\x7f]/.test(value))
      return { name: 'Authorization', value };
    if (
      !hasParams &&
      oneWordSchemes.has(scheme) &&
      /\s/.test(credential) &&
      !isPlaceholder(credential) &&
      !/^[{[]/.test(credential)
    )
      return { name: 'Authorization', value: credential };
  }
  return facts.headerValues.find(
    ({ value, place, name }) =>
      place === 'header' &&
      name !== 'Authorization' &&
      /[\0-\x1f\x7f]|\S\s+\S/.test(value) &&
      !/^[a-z]{3,12}\s\S+$/i.test(value.trim()) &&
      !isPlaceholder(value.trim()),
  );
}

export const whiteSpaceInCredential: Rule = {
  id: 'credential-with-white-space',
  row: 'C08',
  title: 'The credential contains a line break or other white space',
  confidence: 'proof',
  reference: 'RFC 9110 §5.5, §11.2 (token68)',
  outcomes: ['refused', 'no-answer', 'other'],
  covers: ['D12', 'D14'],
  find(facts) {
    const found = spoiled(facts);
    if (facts.outcome === 'no-answer' && !facts.isUnsent) return undefined;
    if (!found || (facts.outcome === 'other' && !(facts.status === 400 && /[\0-\x08\n-\x1f\x7f]/.test(found.value))))
      return undefined;
    const evidence = [
      `The credential in ${found.name} contains ${whatSpoils(found.value)}.`,
      ...originText(facts, found.name),
    ];
    if (facts.outcome === 'other') evidence.push('The answer is 400, as servers give it to such a header.');
    return {
      evidence,
      fix: hasLineBreak(found.value)
        ? 'Secret files and `echo` end with a line break: read them with `.trim()`, write them with `printf %s`, `echo -n` or `kubectl create secret --from-literal`.'
        : 'Copy the credential again in one piece, without the spaces of a wrapped line.',
    };
  },
};

const codePointNames: Readonly<Record<number, string>> = {
  0xa0: 'a no-break space',
  0xad: 'a soft hyphen',
  0x200b: 'a zero-width space',
  0x200c: 'a zero-width non-joiner',
  0x200d: 'a zero-width joiner',
  0x200e: 'a left-to-right mark',
  0x200f: 'a right-to-left mark',
  0x2010: 'a hyphen of typography',
  0x2011: 'a no-break hyphen',
  0x2013: 'an en dash',
  0x2014: 'an em dash',
  0x2026: 'an ellipsis',
  0x2060: 'a word joiner',
  0xfeff: 'a byte order mark',
};

/** A character beyond ASCII in words. */
function characterText(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  const point = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  return codePointNames[code] ? `${codePointNames[code]} (${point})` : `a character beyond ASCII (${point})`;
}

export const nonAsciiCredential: Rule = {
  id: 'credential-not-ascii',
  row: 'C09',
  title: 'The credential contains an invisible or non-ASCII character',
  confidence: 'proof',
  reference: 'RFC 9110 §5.5, §11.2; Fetch Standard: header values are byte strings',
  outcomes: ['refused', 'no-answer'],
  covers: ['C08', 'D12', 'D14'],
  find(facts) {
    if (facts.outcome === 'no-answer' && !facts.isUnsent) return undefined;
    for (const { name, value: meant, place } of facts.headerValues) {
      if (place === 'query') continue;
      const value = name === 'Authorization' ? (facts.request.authorization?.value ?? meant) : meant;
      const at = value.search(/[^\0-\x7f]/);
      const char = at < 0 ? '' : String.fromCodePoint(value.codePointAt(at) ?? 0xfffd);
      if (at < 0 || /["“”‘’]/.test(char)) continue;
      return {
        evidence: [
          `The value of ${name} contains ${characterText(char)} at character ${at + 1}.`,
          ...originText(facts, name),
        ],
        fix: 'The credential was copied from a chat, a PDF or a word processor: copy it again from where it was issued, or delete the character.',
      };
    }
    return undefined;
  },
};

export const percentEncodedCredential: Rule = {
  id: 'credential-percent-encoded',
  row: 'C12',
  title: 'The credential is encoded for a URL and was put into a header like that',
  confidence: 'proof',
  reference: 'RFC 9110 §11.2 (token68 has no “%”)',
  covers: ['C15', 'D12', 'D14'],
  find(facts) {
    const found = facts.headerValues.find(
      ({ value, place }) =>
        place === 'header' && /%(?:2[0BbFf]|3[ADad]|2[Ee]|7[Cc])/.test(value) && !isPlaceholder(value),
    );
    if (!found) return undefined;
    return {
      evidence: [
        `The credential in ${found.name} contains escapes such as %2B, %2F or %3D.`,
        ...originText(facts, found.name),
      ],
      fix: 'Decode it once before it goes into the header (`decodeURIComponent`).',
    };
  },
};

export const jsonAsCredential: Rule = {
  id: 'credential-is-json',
  row: 'C21',
  title: 'A whole JSON answer was sent in place of the token in it',
  confidence: 'proof',
  reference: 'RFC 6749 §5.1; RFC 6750 §2.1',
  covers: ['C07', 'C08', 'D12', 'E03'],
  find(facts) {
    const found = facts.headerValues.find(
      ({ value, place }) =>
        place === 'header' && /^(?:\{\s{0,20}["'}]|%7B%22)|["']access_token["']\s{0,5}:/i.test(value.trim()),
    );
    if (!found) return undefined;
    return {
      evidence: [`The credential in ${found.name} is JSON.`, ...originText(facts, found.name)],
      fix: 'Send the value of the field access_token alone (`jq -r .access_token`, `response.data.access_token`).',
    };
  },
};

const maxHeaderBytes = 8_192;
const tooLargeWords =
  /(?:request )?headers? (?:fields? )?(?:or cookies? )?(?:is |are )?too (?:large|long|big)|size of header|bad request - request too long/;

export const headerTooLong: Rule = {
  id: 'header-too-long',
  row: 'C22',
  title: 'The header is longer than servers and proxies let through',
  confidence: 'proof',
  reference: 'RFC 6585 §5 (431); Microsoft Entra: groups overage claim',
  outcomes: ['refused', 'other'],
  find(facts) {
    const { request, status } = facts;
    if (facts.outcome === 'other' && status !== 431 && status !== 400) return undefined;
    let longest = { name: '', length: 0 };
    for (const [name, value] of request.headers.list)
      if (value.length > longest.length) longest = { name: name.slice(0, 60), length: value.length };
    const isCredential = /^(?:authorization|cookie|x-.*token.*|x-.*jwt.*)$/i.test(longest.name);
    if (!isCredential || longest.length < maxHeaderBytes / 2) return undefined;
    const evidence = [`The header ${longest.name} has ${longest.length} characters.`];
    const isNamed = status === 431 || facts.says(tooLargeWords);
    if (status === 431) evidence.push('The answer is 431: header fields too large.');
    else if (isNamed) evidence.push(facts.heard(tooLargeWords) ?? 'The server calls the headers too large.');
    else if (longest.length < maxHeaderBytes || facts.outcome === 'other') return undefined;
    else evidence.push('Many servers take no more than 8 KiB, and drop or refuse the rest.');
    return {
      evidence,
      fix: 'Make the token smaller: fewer groups, roles and claims in it (Entra: “groups assigned to the application”), or raise the limit (`large_client_header_buffers`, `--max-http-header-size`). Delete old cookies.',
      confidence: isNamed ? 'proof' : 'likely',
    };
  },
};
