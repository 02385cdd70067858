import type { CredentialSource, RequestSent } from '@freshkey/diagnose';
import { ownJson } from '../args/curl-words.ts';
import { parseOptions } from '../args/parse-options.ts';
import { curlLineOptions } from '../args/tables.ts';
import { readUtf8 } from '../bytes.ts';
import { curlCommand } from '../curl/curl-command.ts';
import { lexNoteText } from '../curl/lex-note-text.ts';
import { pastedCommand } from '../curl/pasted-command.ts';
import { requestOf } from '../curl/request-of.ts';
import { shownPath } from '../output/shown-path.ts';

/** What a pasted command sends, for `diagnose`. */
export interface PastedRequest {
  request: RequestSent;
  /** Where each credential came from, by header name in lower case: `Exchange.sources`. */
  sources: Record<string, CredentialSource>;
  /** What the reader should know, one sentence each: a variable without a value, a file that was not read. No secret. */
  notes: string[];
}

const bodyLimit = 65_536;
const curlUserAgent = 'curl';

/**
 * The request of a pasted curl command: bash, cmd.exe or PowerShell, from a browser's “Copy as cURL”, a README or a
 * terminal. Nothing is run or sent, and no file is read: one that the command names counts as empty, and a note says so.
 *
 * @param variables values of shell variables in the command. Default: none has one.
 * @throws {UsageError} When there is no curl command in the text, or it cannot be read; the message has no secret.
 */
export async function readCommand(
  text: string,
  variables: Readonly<Record<string, string | undefined>> = {},
): Promise<PastedRequest> {
  const pasted = pastedCommand(text, variables);
  const { given, positionals } = parseOptions(ownJson(pasted.words).words, curlLineOptions);
  const command = curlCommand(given, positionals);
  const unread: string[] = [];
  const wantsNetrc = command.netrc !== 'off';
  const { request, sources, notes } = await requestOf(
    { ...command, netrc: 'off' },
    {
      userAgent: curlUserAgent,
      netrc: '',
      readFile: async (path, what) => {
        unread.push(`${what}, ${shownPath(path)}, is not read here: it counts as empty.`);
        return new Uint8Array();
      },
    },
  );
  if (wantsNetrc) unread.push('The .netrc file is not read here: what it holds is missing from the request.');
  const { body, ...head } = request;
  return {
    request: { ...head, ...(body && { body: readUtf8(body, bodyLimit) }) },
    sources,
    notes: [...pasted.notes.map(lexNoteText), ...notes, ...unread],
  };
}
