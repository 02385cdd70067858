import { addNote, type Lexed, type LexNote, type Variables } from './lexed.ts';

/** A character and whether cmd.exe took it as text, so that it can end nothing. */
interface Piece {
  char: string;
  literal: boolean;
}

/**
 * Splits one command line as cmd.exe and then the C runtime do: `%NAME%`, `^` escapes and line ends,
 * then double quotes and backslashes. What browsers copy as “cURL (cmd)” reads so.
 */
export function cmdWords(text: string, variables: Variables): Lexed {
  const notes: LexNote[] = [];
  return { words: splitAsRuntime(unescapeCarets(fillPercent(text, variables), notes), notes), notes };
}

const fillPercent = (text: string, variables: Variables): string => {
  const byName = new Map(Object.entries(variables).map(([name, value]) => [name.toUpperCase(), value]));
  return text.replace(/%([A-Za-z_][\w()]*)%/g, (whole, name: string) => byName.get(name.toUpperCase()) ?? whole);
};

const unescapeCarets = (text: string, notes: LexNote[]): Piece[] => {
  const pieces: Piece[] = [];
  let quoted = false;
  let hasText = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] as string;
    if (char === '\r' && text[at + 1] === '\n') continue;
    if (char === '^' && !quoted) {
      const lineEnd = /\^[ \t]*\r?\n/y;
      lineEnd.lastIndex = at;
      if (!lineEnd.exec(text)) {
        at += 1;
        if (at < text.length) pieces.push({ char: text[at] as string, literal: true });
        else addNote(notes, { kind: 'goes-on', mark: 'a caret (^)' });
        hasText = true;
        continue;
      }
      at = lineEnd.lastIndex - 1;
      if (text.slice(lineEnd.lastIndex).trim() === '') addNote(notes, { kind: 'goes-on', mark: 'a caret (^)' });
      // `^` before an empty line is a line end in the text itself.
      const empty = /\r?\n/y;
      empty.lastIndex = at + 1;
      if (empty.exec(text)) {
        pieces.push({ char: '\n', literal: true });
        at = empty.lastIndex - 1;
      }
      continue;
    }
    if (char === '"') quoted = !quoted;
    if (!quoted && (char === '\n' || '&|<>'.includes(char))) {
      if (!hasText) continue;
      if (char === '&' && /\S/.test(text[at + 1] ?? '') && text[at + 1] !== '&')
        addNote(notes, { kind: 'cut-at-operator', operator: '&' });
      break;
    }
    if (!/\s/.test(char)) hasText = true;
    pieces.push({ char, literal: false });
  }
  return pieces;
};

const splitAsRuntime = (pieces: Piece[], notes: LexNote[]): string[] => {
  const words: string[] = [];
  let word: string | undefined;
  let quoted = false;
  for (let at = 0; at < pieces.length; at += 1) {
    const { char } = pieces[at] as Piece;
    if (char === '\\') {
      let count = 1;
      while (pieces[at + count]?.char === '\\') count += 1;
      const beforeQuote = pieces[at + count]?.char === '"';
      word = (word ?? '') + '\\'.repeat(beforeQuote ? count >> 1 : count);
      at += count - 1;
      if (beforeQuote && count % 2 === 1) {
        word += '"';
        at += 1;
      }
    } else if (char === '"') {
      word ??= '';
      if (quoted && pieces[at + 1]?.char === '"') {
        word += '"';
        at += 1;
      } else quoted = !quoted;
    } else if (!quoted && (char === ' ' || char === '\t')) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + char;
  }
  if (quoted) addNote(notes, { kind: 'unclosed-quote' });
  if (word !== undefined) words.push(word);
  return words;
};
