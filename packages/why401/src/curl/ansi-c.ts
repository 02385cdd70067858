const simple: Record<string, string> = {
  a: '\x07',
  b: '\b',
  e: '\x1B',
  E: '\x1B',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '?': '?',
};

const codes: [pattern: RegExp, radix: number][] = [
  [/x([0-9a-fA-F]{1,2})/y, 16],
  [/u([0-9a-fA-F]{1,4})/y, 16],
  [/U([0-9a-fA-F]{1,8})/y, 16],
  [/([0-7]{1,3})/y, 8],
];

/**
 * One escape of bash's `$'…'`, read at the backslash.
 * Bytes above 0x7F written as `\xHH` or octal are collected by the caller, since a character may take several.
 */
export function ansiCEscape(text: string, at: number): { text: string; byte?: number; end: number } {
  const next = text[at + 1];
  if (next === undefined) return { text: '\\', end: at + 1 };
  for (const [pattern, radix] of codes) {
    pattern.lastIndex = at + 1;
    const found = pattern.exec(text);
    if (!found) continue;
    const code = Number.parseInt(found[1] as string, radix);
    const end = at + 1 + found[0].length;
    if (next !== 'u' && next !== 'U')
      return code > 0x7f ? { text: '', byte: code & 0xff, end } : { text: String.fromCharCode(code), end };
    return { text: code > 0x10ffff ? '\uFFFD' : String.fromCodePoint(code), end };
  }
  if (next === 'c' && text[at + 2] !== undefined) {
    return { text: String.fromCharCode(text.charCodeAt(at + 2) & 0x1f), end: at + 3 };
  }
  const plain = simple[next];
  return { text: plain ?? `\\${next}`, end: at + 2 };
}
