/** What a shell makes of one pasted command. */
export interface Lexed {
  /** The words of the command, quotes taken off, variables filled in. */
  words: string[];
  /** What the shell would have done that the writer hardly meant. */
  notes: LexNote[];
}

/** One oddity of a pasted command; `name` is a variable's name, never its value. */
export type LexNote =
  | { kind: 'unset-variable'; name: string }
  | { kind: 'command-substitution' }
  | { kind: 'smart-quotes' }
  | { kind: 'cut-at-operator'; operator: string }
  | { kind: 'broken-continuation' }
  | { kind: 'unclosed-quote' }
  | { kind: 'goes-on'; mark: string };

/** Variables of the shell that the command was written for: `undefined` where one is not set. */
export type Variables = Readonly<Record<string, string | undefined>>;

export function addNote(notes: LexNote[], note: LexNote): void {
  const same = (other: LexNote) => JSON.stringify(other) === JSON.stringify(note);
  if (!notes.some(same)) notes.push(note);
}

/** Typographic quotes, by what they were before a word processor saw them. */
export const smartDouble = /[\u201C\u201D\u201E\u201F]/;
export const smartSingle = /[\u2018\u2019\u201A\u201B]/;
