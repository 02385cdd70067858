import { isMissingValue, placeholderKind } from '@freshkey/diagnose';
import type { Flaw } from './problem.ts';
import { placeholder, schemeInside, textFlaws } from './text-flaws.ts';

/** What a value may hold: a token is visible ASCII without spaces, a password may be any text. */
export type Alphabet = 'token' | 'text';

const quotes = '"\'`\u201C\u201D\u2018\u2019\u201E';
const schemes = /^(?:authorization\s{0,5}:\s{0,5})?(bearer|basic|token|dpop|apikey|bot)(?:\s|$)/i;
const unexpanded = /\$\{[A-Za-z_][^}]{0,80}\}|\{\{[^{}]{1,80}\}\}|^\$[A-Za-z_]\w{0,80}$|\$\([^)]{1,80}\)/;
/** What lists and logs put in place of a part: dots, stars, bullets; at either end or in the middle. */
const masked = /\.{3}|\u2026|[*\u2022\u25CF]{3,}|^[\w-]{0,12}x{8,}/;
/** A password may have a few stars of its own. */
const maskedText = /\u2026|[\u2022\u25CF]{3,}|^\*{4,}$/;
/** Format characters (zero width, direction, byte order mark), and spaces that look like a plain one. */
const invisible = /[\p{Cf}\p{Zl}\p{Zp}\u00A0\u2000-\u200A\u202F\u205F\u3000]/u;
const control = /[^\P{Cc}\t\r\n]/u;

/**
 * What is wrong with a value as text, whatever it is for: the flaws that a file, a shell, a secret store or a clipboard
 * leave behind. Empty when nothing is. An undefined value is one that is not set.
 */
export function valueFlaws(value: string | undefined, alphabet: Alphabet): Flaw[] {
  if (value === undefined) return [textFlaws.missing];
  if (value === '') return [textFlaws.empty];
  if (value.trim() === '') return [textFlaws.blank];
  if (/-----BEGIN [A-Z0-9 ]{1,60}-----/.test(value)) {
    return value.includes('\\n') && !/[^\\]\n./.test(value) ? [textFlaws.pemFlattened] : [];
  }
  const inner = value.trim();
  if (isMissingValue(inner)) return [textFlaws.missingValue];
  const content = withoutQuotes(inner);
  const scheme = schemes.exec(content)?.[1];
  const bare = content.replace(schemes, '').trim();
  return [
    whiteSpaceFlaw(value),
    quoteFlaw(inner, alphabet),
    scheme === undefined ? undefined : schemeInside(scheme[0]?.toUpperCase() + scheme.slice(1).toLowerCase()),
    contentFlaw(bare, alphabet),
    characterFlaw(value, content, bare, alphabet),
  ].filter((flaw) => flaw !== undefined);
}

const whiteSpaceFlaw = (value: string): Flaw | undefined => {
  if (value.endsWith('\r')) return textFlaws.carriageReturn;
  if (/\n[ \t\r]*$/.test(value)) return textFlaws.newline;
  if (/[\r\n]/.test(value)) return textFlaws.newlineInside;
  return /^[ \t]|[ \t]$/.test(value) ? textFlaws.whiteSpace : undefined;
};

const quoteFlaw = (value: string, alphabet: Alphabet): Flaw | undefined => {
  const first = value[0] as string;
  const last = value.at(-1) as string;
  const both = value.length > 1 && quotes.includes(first) && quotes.includes(last);
  // A password may end with a quote of its own.
  if (alphabet === 'text') return both && first === last ? textFlaws.quotesKept : undefined;
  if (both) return textFlaws.quotesKept;
  return quotes.includes(first) || quotes.includes(last) ? textFlaws.quoteAtEnd : undefined;
};

const contentFlaw = (bare: string, alphabet: Alphabet): Flaw | undefined => {
  const kind = placeholderKind(bare);
  if (unexpanded.test(bare)) return textFlaws.unexpanded;
  if (kind !== undefined) return placeholder(kind);
  if (alphabet === 'text') return maskedText.test(bare) ? textFlaws.masked : undefined;
  if (looksLikeJson(bare)) return textFlaws.json;
  if (masked.test(bare)) return textFlaws.masked;
  return /%(?:2B|2F|3D|20|0A|0D)/i.test(bare) ? textFlaws.urlEncoded : undefined;
};

const characterFlaw = (value: string, content: string, bare: string, alphabet: Alphabet): Flaw | undefined => {
  if (invisible.test(value)) return textFlaws.invisible;
  if (control.test(value)) return textFlaws.controlCharacter;
  if (alphabet === 'text') return undefined;
  if (/\P{ASCII}/u.test(content) && !masked.test(bare)) return textFlaws.nonAscii;
  const hasSpace = /[ \t]/.test(bare) && !/[\r\n]/.test(content);
  return hasSpace && !looksLikeJson(bare) && placeholderKind(bare) === undefined ? textFlaws.spaceInside : undefined;
};

const looksLikeJson = (text: string): boolean =>
  (text.startsWith('{') && text.includes('"')) || /^\[\s{0,9}\{/.test(text);

/** Linear: a pattern for both ends would try every quote in between. */
const withoutQuotes = (value: string): string => {
  let start = 0;
  let end = value.length;
  while (start < end && quotes.includes(value[start] as string)) start += 1;
  while (end > start && quotes.includes(value[end - 1] as string)) end -= 1;
  return value.slice(start, end);
};
