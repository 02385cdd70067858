import type { Mode } from './args/find-mode.ts';

const general = `why401: the reason for a 401, and the fix

Usage:
  why401 <url> [options]              make the request and explain the answer
  why401 curl <curl's arguments>      the same for a curl command
  why401 curl < file                  ... for one that is pasted on standard
                                      input; it is sent, a POST with its data
  why401 --har <file>                 find and group the refusals of a recording
  why401 --env [.env ...]             check the credentials of the environment
  why401 token [options]              inspect a token from standard input
  why401 scopes [options]             compare granted scopes with required ones
  why401 run [options] -- <command>   run a program, explain what it is refused
  why401 watch --chrome 9222          the same for the pages of an open browser

Examples:
  why401 https://api.example.com/v1/data --token-env API_TOKEN
  why401 https://api.example.com/v1/data -H 'X-Api-Key: ...' --probe
  why401 curl 'https://api.example.com/v1/data' -H 'Authorization: Bearer ...'
  why401 --har recording.har --json
  why401 --env .env
  pbpaste | why401 token
  why401 scopes --openapi api.yaml --operation 'POST /orders' \\
    --granted 'orders:read'
  why401 run -- node app.js

A request:
  -H, -X, -d, -u, -F, -b, -k, -L, -x  as curl has them, as most of curl's
  -m, --max-time SECONDS              how long it may take (default: 30)
  --token-env NAME                    the token is in this environment variable
  --token-stdin                       the token comes on standard input
  --token-header NAME                 where it goes (default: Authorization,
                                      behind "Bearer ")
  --dotenv FILE                       where --token-env reads besides
  --probe                             make more requests: without credentials,
                                      preflight, redirects, the issuer's keys;
                                      GET, HEAD and OPTIONS only, credentials
                                      only to the origin that was asked
  --scope 'A B'                       scopes that the operation needs
  --issuer URL, --audience NAME       what the API expects of a token
  --origin ORIGIN                     the page of whose preflight --probe asks

Everywhere:
  --json                              for programs (behind "curl ..." with data
                                      it is curl's own)
  --no-color                          no colours (NO_COLOR does the same)
  -h, --help    -V, --version

Exit codes:
  0  not refused            1  refused and explained, or something to mend
  2  wrong usage            3  refused, and not explained      4  no answer

Credentials in the arguments stay in the shell's history: prefer --token-env and
--token-stdin. No credential is ever printed.
`;

const har = `why401 --har <file>: find and group the refusals of a recording

  why401 --har recording.har
  why401 --har - --json < recording.har

Reads the HAR file that a browser's network panel exports, of any size. Finds
storms (many requests refused together), refresh races and loops. Chrome leaves
credentials out unless "Allow to generate HAR with sensitive data" is on: then
this is said, and nothing is guessed.

  --json   --no-color
Exit code 0: nothing refused, 1: explained, 3: refused and not explained.
`;

const env = `why401 --env [.env ...]: check the credentials of the environment

  why401 --env               the environment of this process, and .env
  why401 --env .env.local    a file, and where the environment differs from it
  why401 --env .env --live   test keys are problems, too

Finds empty values, kept quotes, line ends, "Bearer " inside, placeholders,
variables that nothing filled in, secrets cut at #, invisible characters,
publishable keys, secrets under public prefixes. Names only, never a value.

  --json   --no-color
Exit code 0: nothing to mend, 1: problems.
`;

const token = `why401 token: inspect a token from standard input

  pbpaste | why401 token
  why401 token --token-env API_TOKEN --audience https://api.example.com

  --token-env NAME       the token is in this environment variable
  --claims               show all claims, personal ones too
  --issuer URL, --audience NAME   what the API expects
  --json   --no-color
Nothing is verified: what is read in a token is a help, not a proof.
Exit code 0: nothing to mend, 1: problems.
`;

const scopes = `why401 scopes: compare granted scopes with required ones

  why401 scopes --openapi api.yaml --operation 'POST /orders' \\
    --granted 'orders:read'
  why401 scopes --openapi api.json --operation createOrder --token-env API_TOKEN
  why401 scopes --required 'orders:write' --token-stdin

  --openapi FILE         OpenAPI 3 in JSON or YAML
  --operation NAME       'METHOD /path' or an operationId
  --required 'A B'       required scopes, without a document
  --granted 'A B'        granted scopes
  --token-env NAME, --token-stdin   ... or the token that has them
  --json   --no-color
Exit code 0: all scopes are granted, 1: some are missing.
`;

const run = `why401 run [options] -- <command>: run a program, explain what it is refused

  why401 run -- node app.js
  why401 run -- npm test
  why401 run --report refusals.json --exit-code -- node job.js
  why401 run --proxy -- python app.py       another language (experimental)
  why401 run --java -- ./gradlew test       Java
  node --import why401/register app.js      the same without the command

Every 401 of a Node program, its workers and its children, as it happens: the
cause, the server's own words, the fix, the variable and the line of the .env
file that hold the credential, and the line of the program that asked. The
program is not changed, and neither are its output and its exit code. The report
goes to standard error; a program that nothing refuses sees none.

  --proxy           experimental: for programs in any language, through a
                    proxy on loopback that reads http and https with an
                    authority made for this run alone; its key leaves no memory
  --java            --proxy for Java as well, which gives a proxy no password:
                    a second port that every user of this machine can reach
  --report FILE     write the whole report as JSON
  --exit-code       end with 1 if something was refused and the program ended
                    with 0
  --no-color
Exit code: the program's own; 127 if there is no such command, 126 if it may not
be executed, 2 for wrong usage.
`;

const watch = `why401 watch --chrome <port>: explain what an open browser is refused

  chromium --remote-debugging-port=9222
  why401 watch --chrome 9222

Attaches to every page, frame and worker, also to those opened later, until
Ctrl-C. Shows what a page cannot see: the real answer behind a TypeError, its
challenge, the preflight, why a cookie was not sent or not stored.

  --chrome PORT     or HOST:PORT
  --report FILE     write the whole report as JSON at the end
  --exit-code       end with 1 if something was refused
  --no-color
`;

/** The help of a mode; without one, of the whole command. At most 80 columns. */
export function helpText(mode?: Mode): string {
  const texts: Partial<Record<Mode, string>> = { har, env, token, scopes, run, watch };
  return (mode && texts[mode]) ?? general;
}
