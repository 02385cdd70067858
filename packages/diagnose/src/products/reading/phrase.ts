/** A text that a product is known to say, to be looked for in an answer. */
export interface Phrase {
  /** In words in lower case. */
  readonly pattern: RegExp;
  /** Its longest word, in lower case: an answer without it cannot hold the text. */
  readonly anchor: string;
}

const quotes = `["'“”‘’\`]?`;

/** Letters and digits as an answer's words are told apart. */
export function wordsOf(text: string): string[] {
  return text.match(/[a-z0-9]+/g) ?? [];
}

/** Compiles a text of {@link Saying.words}: `…` stands for anything within a line, quotes of all kinds are alike. */
export function phraseOf(text: string): Phrase {
  const source = text
    .split('…')
    .map((part) =>
      part
        .split(/["'“”‘’`]/)
        .map((piece) => piece.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/\s+/g, `${quotes}\\s{1,5}${quotes}`))
        .join(quotes),
    )
    .join('.{0,300}?');
  const [anchor = ''] = wordsOf(text).sort((one, other) => other.length - one.length);
  const begins = /^[a-z0-9]/.test(text) ? '(?<![a-z0-9])' : '';
  return { pattern: new RegExp(begins + source), anchor };
}

/** A pattern with `*` for any text, in any case, of the whole. */
export function globOf(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.+?^${}()|[\]\\/]/g, '\\$&').replaceAll('*', '.{0,500}?')}$`, 'is');
}
