import { ansiCEscape } from './ansi-c.ts';
import { addNote, type Lexed, type LexNote, smartDouble, smartSingle, type Variables } from './lexed.ts';

const variable = /\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?::?-([^}]*))?\})/y;
const isBlank = (char: string) => char === ' ' || char === '\t' || char === '\r';

/**
 * Splits one command line as bash does: quotes, `$'…'`, backslashes, line continuations, `$NAME` and `${NAME}`.
 * Commands in `$(…)` or backquotes are not run: they are noted, and stand for nothing.
 * Reads from `start` to the end of the command; `end` is where the next one begins.
 */
export function posixWords(text: string, variables: Variables, start = 0): Lexed & { end: number } {
  const words: string[] = [];
  const notes: LexNote[] = [];
  let word: string | undefined;
  let at = start;

  const add = (piece: string) => {
    word = (word ?? '') + piece;
  };
  const finishWord = () => {
    if (word !== undefined) words.push(word);
    word = undefined;
  };

  /** `$…` outside single quotes: returns where it ends. */
  const expand = (from: number): number => {
    if (text[from + 1] === '(') {
      addNote(notes, { kind: 'command-substitution' });
      return skipParentheses(text, from + 1);
    }
    variable.lastIndex = from;
    const found = variable.exec(text);
    if (!found) {
      if (text[from + 1] === '{' && text.indexOf('}', from) < 0) addNote(notes, { kind: 'unclosed-quote' });
      add('$');
      return from + 1;
    }
    const name = (found[1] ?? found[2]) as string;
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (value === undefined && found[3] === undefined) addNote(notes, { kind: 'unset-variable', name });
    add(value ?? found[3] ?? '');
    return variable.lastIndex;
  };

  const doubleQuoted = (from: number, isEnd: (char: string) => boolean): number => {
    add('');
    let here = from;
    while (here < text.length) {
      const char = text[here] as string;
      if (isEnd(char)) return here + 1;
      if (char === '\\') {
        const next = text[here + 1];
        if (next === '\n') here += 2;
        else if (next !== undefined && '$`"\\'.includes(next)) {
          add(next);
          here += 2;
        } else {
          add('\\');
          here += 1;
        }
      } else if (char === '$') here = expand(here);
      else if (char === '`') {
        addNote(notes, { kind: 'command-substitution' });
        here = after(text, '`', here + 1);
      } else {
        add(char);
        here += 1;
      }
    }
    addNote(notes, { kind: 'unclosed-quote' });
    return here;
  };

  const singleQuoted = (from: number, isEnd: (char: string) => boolean): number => {
    let here = from;
    while (here < text.length && !isEnd(text[here] as string)) here += 1;
    add(text.slice(from, here));
    if (here >= text.length) addNote(notes, { kind: 'unclosed-quote' });
    return here + 1;
  };

  const ansiC = (from: number): number => {
    add('');
    let here = from;
    let bytes: number[] = [];
    const flush = () => {
      if (bytes.length > 0) add(new TextDecoder().decode(Uint8Array.from(bytes)));
      bytes = [];
    };
    while (here < text.length && text[here] !== "'") {
      if (text[here] === '\\') {
        const escaped = ansiCEscape(text, here);
        if (escaped.byte === undefined) {
          flush();
          add(escaped.text);
        } else bytes.push(escaped.byte);
        here = escaped.end;
      } else {
        flush();
        add(text[here] as string);
        here += 1;
      }
    }
    flush();
    if (here >= text.length) addNote(notes, { kind: 'unclosed-quote' });
    return here + 1;
  };

  while (at < text.length) {
    const char = text[at] as string;
    if (char === "'") at = singleQuoted(at + 1, (end) => end === "'");
    else if (char === '"') at = doubleQuoted(at + 1, (end) => end === '"');
    else if (char === '$' && text[at + 1] === "'") at = ansiC(at + 2);
    else if (char === '$' && text[at + 1] === '"') at = doubleQuoted(at + 2, (end) => end === '"');
    else if (char === '$') at = expand(at);
    else if (char === '`') {
      addNote(notes, { kind: 'command-substitution' });
      at = after(text, '`', at + 1);
      add('');
    } else if (smartDouble.test(char) && (word === undefined || smartOpens(text, at))) {
      addNote(notes, { kind: 'smart-quotes' });
      at = doubleQuoted(at + 1, (end) => smartDouble.test(end));
    } else if (smartSingle.test(char) && word === undefined) {
      addNote(notes, { kind: 'smart-quotes' });
      at = singleQuoted(at + 1, (end) => smartSingle.test(end));
    } else if (char === '\\') at = backslash(at);
    else if (isBlank(char)) {
      finishWord();
      at += 1;
    } else if (char === '#' && word === undefined) {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else if (char === '\n') {
      finishWord();
      at += 1;
      if (words.length === 0) continue;
      // A command whose line ends were lost: the next line goes on with an option.
      if (!/^[ \t]*-{1,2}[A-Za-z]/.test(text.slice(at, at + 200))) return { words, notes, end: at };
      addNote(notes, { kind: 'broken-continuation' });
    } else if (char === '>' || char === '<') {
      if (word !== undefined && /^\d$/.test(word)) word = undefined;
      finishWord();
      at = redirection(at);
    } else if ('|&;()'.includes(char)) {
      finishWord();
      if (words.length === 0) {
        at += 1;
        continue;
      }
      if (char === '&' && text[at + 1] !== '&' && /\S/.test(text[at + 1] ?? ''))
        addNote(notes, { kind: 'cut-at-operator', operator: '&' });
      return { words, notes, end: at + 1 };
    } else {
      add(char);
      at += 1;
    }
  }
  finishWord();
  return { words, notes, end: at };

  function backslash(from: number): number {
    const lineEnd = /\\([ \t]*)\r?\n/y;
    lineEnd.lastIndex = from;
    const found = lineEnd.exec(text);
    if (found) {
      if (found[1]) addNote(notes, { kind: 'broken-continuation' });
      if (isBlankFrom(text, lineEnd.lastIndex)) addNote(notes, { kind: 'goes-on', mark: 'a backslash' });
      return lineEnd.lastIndex;
    }
    if (isBlankFrom(text, from + 1)) addNote(notes, { kind: 'goes-on', mark: 'a backslash' });
    add(text[from + 1] ?? '');
    return from + 2;
  }

  /** `> file`, `2>&1`, `<<< word`: where the output goes is not ours. */
  function redirection(from: number): number {
    const target = /[<>]+[&|]?[ \t]*(?:'[^']*'|"[^"]*"|[^\s'"|&;()<>]*)/y;
    target.lastIndex = from;
    target.exec(text);
    return Math.max(target.lastIndex, from + 1);
  }
}

const after = (text: string, mark: string, from: number): number => {
  const end = text.indexOf(mark, from);
  return end < 0 ? text.length : end + 1;
};

const skipParentheses = (text: string, from: number): number => {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return text.length;
};

/** Whether nothing but white space is left. */
const isBlankFrom = (text: string, from: number): boolean => {
  const rest = /\s*/y;
  rest.lastIndex = from;
  rest.exec(text);
  return rest.lastIndex === text.length;
};

const smartOpens = (text: string, at: number): boolean => /[=:]/.test(text[at - 1] ?? '');
