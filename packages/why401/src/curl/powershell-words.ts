import { addNote, type Lexed, type LexNote, smartDouble, smartSingle, type Variables } from './lexed.ts';

const escapes: Record<string, string> = {
  0: '\0',
  a: '\x07',
  b: '\b',
  e: '\x1B',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};
const variable = /\$(?:\{?env:([A-Za-z_]\w*)\}?|\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/iy;

/**
 * Splits one command line as PowerShell does: backquote escapes and line ends, quotes (typographic ones included, which
 * PowerShell reads as plain ones), `$env:NAME`. `\"` inside a quoted word is what old versions need for a quote.
 */
export function powershellWords(text: string, variables: Variables): Lexed {
  const words: string[] = [];
  const notes: LexNote[] = [];
  let word: string | undefined;
  let at = 0;
  const add = (piece: string) => {
    word = (word ?? '') + piece;
  };
  const finishWord = () => {
    if (word !== undefined) words.push(word.replaceAll('\\"', '"'));
    word = undefined;
  };

  const expand = (from: number): number => {
    if (text[from + 1] === '(') {
      addNote(notes, { kind: 'command-substitution' });
      const end = text.indexOf(')', from);
      return end < 0 ? text.length : end + 1;
    }
    variable.lastIndex = from;
    const found = variable.exec(text);
    if (!found) {
      add('$');
      return from + 1;
    }
    const name = (found[1] ?? found[2] ?? found[3]) as string;
    const entry = Object.entries(variables).find(([key]) => key.toLowerCase() === name.toLowerCase());
    if (entry?.[1] === undefined) addNote(notes, { kind: 'unset-variable', name });
    add(entry?.[1] ?? '');
    return variable.lastIndex;
  };

  const backquote = (from: number): number => {
    const lineEnd = /`[ \t]*\r?\n/y;
    lineEnd.lastIndex = from;
    const isLineEnd = word === undefined && lineEnd.exec(text) !== null;
    if (/^\s*$/.test(text.slice(isLineEnd ? lineEnd.lastIndex : from + 1)))
      addNote(notes, { kind: 'goes-on', mark: 'a backquote' });
    if (isLineEnd) return lineEnd.lastIndex;
    const next = text[from + 1];
    if (next !== undefined && next !== '\r' && next !== '\n') add(escapes[next] ?? next);
    return from + 2;
  };

  const quoted = (from: number, quote: RegExp, expands: boolean): number => {
    add('');
    let here = from;
    while (here < text.length) {
      const char = text[here] as string;
      if (expands && char === '\\' && text[here + 1] === '"') {
        add('\\"');
        here += 2;
      } else if (quote.test(char)) {
        if (!quote.test(text[here + 1] ?? '')) return here + 1;
        add(char);
        here += 2;
      } else if (expands && char === '`') here = backquote(here);
      else if (expands && char === '$') here = expand(here);
      else {
        add(char);
        here += 1;
      }
    }
    addNote(notes, { kind: 'unclosed-quote' });
    return here;
  };

  const isDouble = new RegExp(`"|${smartDouble.source}`);
  const isSingle = new RegExp(`'|${smartSingle.source}`);
  while (at < text.length) {
    const char = text[at] as string;
    if (isDouble.test(char)) at = quoted(at + 1, isDouble, true);
    else if (isSingle.test(char)) at = quoted(at + 1, isSingle, false);
    else if (char === '`') at = backquote(at);
    else if (char === '$') at = expand(at);
    else if (char === '\n' || '|;&'.includes(char)) {
      finishWord();
      at += 1;
      if (char === '&' && words.length > 0) addNote(notes, { kind: 'cut-at-operator', operator: '&' });
      if (words.length > 0) break;
    } else if (/\s/.test(char)) {
      finishWord();
      at += 1;
    } else if (char === '#' && word === undefined) {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else {
      add(char);
      at += 1;
    }
  }
  finishWord();
  return { words, notes };
}
