import type { Facts } from '../facts.ts';
import { redactText } from '../redact.ts';
import { isSensitiveField, isSensitiveHeader } from '../sensitive-names.ts';

/** How much of a line stands on either side of where two differ, in characters. */
const context = 28;

/** The first place where two texts differ, and how many characters differ there; undefined if they are equal. */
function differenceOf(one: string, other: string): { at: number; lengths: [number, number] } | undefined {
  if (one === other) return undefined;
  const shorter = Math.min(one.length, other.length);
  let at = 0;
  while (at < shorter && one[at] === other[at]) at++;
  let tail = 0;
  while (tail < shorter - at && one[one.length - 1 - tail] === other[other.length - 1 - tail]) tail++;
  return { at, lengths: [one.length - tail - at, other.length - tail - at] };
}

const cut = (text: string, at: number, length: number): { text: string; from: number } => {
  const from = at <= context + 4 ? 0 : at - context;
  const to = Math.min(text.length, at + Math.min(length, 2 * context) + context);
  const head = from > 0 ? '…' : '';
  return { text: `${head}${text.slice(from, to)}${to < text.length ? '…' : ''}`, from: from - head.length };
};

/** One line of text as it may be printed: no credential of the exchange, nothing that looks like one. */
export function printableText(facts: Facts, text: string): string {
  // The parts of a path are told from a key: together they are long enough to be taken for one.
  return facts
    .withoutSecrets(text.slice(0, 4_096))
    .split(/([/&?=;:, ])/)
    .map((part) => redactText(part))
    .join('')
    .replace(/[\0-\x1f\x7f-\x9f\u2028\u2029]/g, ' ');
}

/**
 * Two texts one above the other, with a mark under the part that differs in each:
 *
 *     the server: host:api.example.com
 *     sent:       host:api.example.com:8443
 *                                     ^^^^^
 *
 * Undefined if they are equal. @param one what it is called, and the text. Credentials are cut.
 */
export function markedDifference(
  facts: Facts,
  [oneName, oneText]: readonly [string, string],
  [otherName, otherText]: readonly [string, string],
): string | undefined {
  if (oneText === otherText) return undefined;
  const one = printableText(facts, oneText);
  const other = printableText(facts, otherText);
  const width = Math.max(oneName.length, otherName.length) + 2;
  const found = differenceOf(one, other);
  // What differs is a credential: that they differ is all that may be said.
  if (!found) return undefined;
  const { at, lengths } = found;
  const shown = Math.max(...lengths);
  const lines = [
    [oneName, one, lengths[0]],
    [otherName, other, lengths[1]],
  ].map(([name, text, length]) => {
    const part = cut(String(text), at, shown);
    const mark = ' '.repeat(width + at - part.from) + '^'.repeat(Math.max(1, Math.min(Number(length), 2 * context)));
    return { line: `${`${name}:`.padEnd(width)}${part.text}`, mark };
  });
  return `${lines[0]?.line}\n${lines[1]?.line}\n${lines[lengths[1] === 0 && lengths[0] > 0 ? 0 : 1]?.mark}`;
}

/** Whether a line `name:value` or `name=value` holds a credential by its name. */
const isSecretLine = (line: string): boolean => {
  const name = /^([\w.-]{1,80})[:=]/.exec(line)?.[1]?.toLowerCase() ?? '';
  return name !== '' && (isSensitiveHeader(name) || isSensitiveField(name));
};

/** How the lines of two canonical texts differ, the server's against the request's. At most three differences. */
export function differingLines(facts: Facts, server: readonly string[], request: readonly string[]): string[] {
  const found: string[] = [];
  for (let index = 0; index < Math.max(server.length, request.length) && found.length < 3; index++) {
    const theirs = server[index] ?? '';
    const ours = request[index] ?? '';
    if (theirs === ours) continue;
    const heading = `Line ${index + 1} differs`;
    const name = (theirs || ours).split(/[:=]/, 1)[0] ?? '';
    if (isSecretLine(theirs) || isSecretLine(ours)) found.push(`${heading}: the value of ${name.slice(0, 60)}.`);
    else {
      const marked = markedDifference(facts, ['the server', theirs], ['as sent', ours]);
      found.push(marked ? `${heading}:\n${marked}` : `${heading}, in a part that is not shown.`);
    }
  }
  return found;
}
