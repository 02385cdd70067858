import { isGiven, parseOptions } from '../args/parse-options.ts';
import { urlOptions } from '../args/tables.ts';
import { buildRequest } from '../curl/build-request.ts';
import { curlCommand } from '../curl/curl-command.ts';
import type { Io } from '../io.ts';
import { explain } from '../request/explain.ts';
import { UsageError } from '../usage-error.ts';
import { userAgent } from '../version.ts';

/** `why401 <url> …`: makes the request and explains the answer. */
export async function requestCommand(args: readonly string[], io: Io): Promise<number> {
  const options = parseOptions(args, urlOptions);
  // `--json` asks for our output here; behind `curl` it is curl's.
  const command = curlCommand(
    options.given.filter(({ name }) => name !== 'json'),
    options.positionals,
  );
  if (command.urls.length === 0)
    throw new UsageError('Give a URL, or one of curl, token, scopes, --har, --env (why401 --help explains them).');
  if (command.urls.length > 1)
    throw new UsageError('Give one URL; a header or a value with spaces in it needs quotes.');
  const built = await buildRequest(command, { env: io.env, userAgent: userAgent() });
  return explain({ options, json: isGiven(options, 'json'), built, inArguments: true }, io);
}
