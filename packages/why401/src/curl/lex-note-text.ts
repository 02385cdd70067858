import type { LexNote } from './lexed.ts';

/** A note about a pasted command, as a sentence. */
export function lexNoteText(note: LexNote): string {
  switch (note.kind) {
    case 'unset-variable':
      // In a secret with a $ in it, the name is a part of the secret: only what is called as variables are is shown.
      return `The command uses ${/^[A-Z][A-Z0-9_]{0,60}$/.test(note.name) ? `the variable ${note.name}` : 'a variable'}, which is not set here: it becomes nothing, as in a shell.`;
    case 'command-substitution':
      return 'The command contains another command, which was not run.';
    case 'smart-quotes':
      return 'The command has typographic quotes, which a shell takes for text: replace them by plain ones. They were read as plain ones here.';
    case 'cut-at-operator':
      return `An unquoted ${note.operator} ends the command in a shell: what stands behind it is not sent. Put the URL in quotes.`;
    case 'broken-continuation':
      return 'A line of the command ends without a backslash (or with a blank behind it): a shell would end the command there.';
    case 'unclosed-quote':
      return 'A quote in the command is never closed: a part of it is missing, or one quote too many stands in it. Nothing was sent.';
    case 'goes-on':
      return `The command ends with ${note.mark}, which says that it goes on: the rest is missing. Nothing was sent.`;
  }
}
