import { ownJson } from '../args/curl-words.ts';
import { isGiven, type ParsedOptions, parseOptions } from '../args/parse-options.ts';
import { curlLineOptions, requestOptions } from '../args/tables.ts';
import { buildRequest } from '../curl/build-request.ts';
import { curlCommand } from '../curl/curl-command.ts';
import { lexNoteText } from '../curl/lex-note-text.ts';
import { pastedCommand } from '../curl/pasted-command.ts';
import type { Io } from '../io.ts';
import { readStdin } from '../read-stdin.ts';
import { explain } from '../request/explain.ts';
import { UsageError } from '../usage-error.ts';
import { userAgent } from '../version.ts';

/** The words of a curl command, and what is to be said about how they were written. */
interface Line {
  words: readonly string[];
  notes: string[];
  inArguments: boolean;
}

/** `why401 curl …`: makes the request of a curl command, from the arguments or from standard input, and explains the answer. */
export async function curlCommandLine(before: readonly string[], after: readonly string[], io: Io): Promise<number> {
  const own = parseOptions(before, requestOptions);
  const { words, json } = ownJson(after);
  const line = await lineOf(words, isGiven(own, 'token-stdin'), io);
  const parsed = parseOptions(line.words, curlLineOptions);
  const options: ParsedOptions = { given: [...own.given, ...parsed.given], positionals: parsed.positionals };
  const built = await buildRequest(curlCommand(parsed.given, parsed.positionals), {
    env: io.env,
    userAgent: userAgent(),
  });
  built.notes.unshift(...line.notes);
  return explain(
    { options, json: json || isGiven(own, 'json'), built, inArguments: line.inArguments, client: 'curl' },
    io,
  );
}

const lineOf = async (words: readonly string[], isStdinTaken: boolean, io: Io): Promise<Line> => {
  const pasted = (text: string, rest: readonly string[], inArguments: boolean): Line => {
    const found = pastedCommand(text, io.env);
    return { words: [...found.words, ...rest], notes: found.notes.map(lexNoteText), inArguments };
  };
  const [first] = words;
  if (first !== undefined && /^\s*curl(?:\.exe)?\s/.test(first)) return pasted(first, words.slice(1), true);
  const parsed = parseOptions(words, curlLineOptions);
  if (curlCommand(parsed.given, parsed.positionals).urls.length > 0) return { words, notes: [], inArguments: true };
  if (isStdinTaken || isGiven(parsed, 'token-stdin')) {
    throw new UsageError('The curl command and the token cannot both come on standard input; use --token-env.');
  }
  return pasted(await readStdin(io, 'the curl command'), words, false);
};
