import { UsageError } from '../usage-error.ts';
import { cmdWords } from './cmd-words.ts';
import { lexNoteText } from './lex-note-text.ts';
import { addNote, type Lexed, type LexNote, type Variables } from './lexed.ts';
import { posixWords } from './posix-words.ts';
import { powershellWords } from './powershell-words.ts';

type Dialect = 'posix' | 'cmd' | 'powershell';

/** A pasted command longer than this is no command. */
const maxLength = 8 * 1024 * 1024;
const assignment = /^([A-Za-z_]\w*)=([\s\S]*)$/;
const curlName = /(?:^|[/\\])curl(?:\.exe)?$/i;
const webRequest = /(?:^|[\n;{(|=])[ \t]*(?:Invoke-WebRequest|Invoke-RestMethod|iwr|irm)\b/i;

/** The shell that a pasted command was written for. */
export function dialectOf(text: string): Dialect {
  if (/\^"|\^[ \t]*\r?\n/.test(text) || /^\s*curl(?:\.exe)?\s[^'\n]*\^[&%{}]/i.test(text)) return 'cmd';
  if (/[^`]`[ \t]*\r?\n|\$env:\w/i.test(text)) return 'powershell';
  return 'posix';
}

/**
 * The words after `curl` in a pasted command, however it was quoted. Assignments in front of it count; prompts, `sudo`
 * and the like are passed over; what follows a pipe or `&&` is not ours.
 *
 * @throws {UsageError} When there is no curl command in the text, or when the shell would run another command inside it.
 */
export function pastedCommand(text: string, variables: Variables): Lexed & { dialect: Dialect } {
  if (text.length > maxLength) throw new UsageError('The text is longer than any command line.');
  const source = text
    .replace(/^\uFEFF/, '')
    .replace(/^[ \t]*(?:\$|>|%|#|PS [^>\n]*>|[A-Z]:\\[^>\n]*>)[ \t]+(?=\S*curl)/gim, '');
  const dialect = dialectOf(source);
  const found =
    dialect === 'posix'
      ? firstPosixCommand(source, variables)
      : fromCurl(dialect === 'cmd' ? cmdWords(source, variables) : powershellWords(source, variables));
  if (found === undefined) {
    if (webRequest.test(source))
      throw new UsageError('This is a command for Invoke-WebRequest; copy the request “as cURL” instead.');
    throw new UsageError(
      /^\s*(?:HTTP\/\d|await fetch\(|fetch\()/.test(source)
        ? 'There is no curl command in the text. Paste the request with it: in a browser “Copy as cURL”, at a terminal what `curl -v` prints.'
        : 'There is no curl command in the text.',
    );
  }
  if (found.notes.some((note) => note.kind === 'command-substitution')) {
    throw new UsageError(
      'The command contains $(…) or backquotes, which why401 does not run. Let your shell do it (why401 curl …), or use --token-env.',
    );
  }
  // What a shell would wait for the end of is not the request that somebody meant.
  const damage = found.notes.find(({ kind }) => kind === 'unclosed-quote' || kind === 'goes-on');
  if (damage) throw new UsageError(lexNoteText(damage));
  return { ...found, dialect };
}

const fromCurl = (lexed: Lexed): Lexed | undefined => {
  const at = lexed.words.findIndex((word) => curlName.test(word));
  return at < 0 || at > 8 ? undefined : { ...lexed, words: lexed.words.slice(at + 1) };
};

const firstPosixCommand = (text: string, variables: Variables): Lexed | undefined => {
  const known: Record<string, string | undefined> = { ...variables };
  const notes: LexNote[] = [];
  let at = 0;
  for (let commands = 0; commands < 200 && at < text.length; commands += 1) {
    const lexed = posixWords(text, known, at);
    if (lexed.end <= at) break;
    at = lexed.end;
    const command = fromCurl(lexed);
    if (command) {
      for (const note of notes) addNote(command.notes, note);
      return command;
    }
    const assigned = lexed.words[0] === 'export' ? lexed.words.slice(1) : lexed.words;
    if (assigned.every((word) => assignment.test(word))) {
      for (const word of assigned) {
        const [, name, value] = assignment.exec(word) as RegExpExecArray;
        known[name as string] = value;
      }
      // `TOKEN=$(…)` decides what the command sends.
      for (const note of lexed.notes) if (note.kind === 'command-substitution') addNote(notes, note);
    }
  }
  return undefined;
};
