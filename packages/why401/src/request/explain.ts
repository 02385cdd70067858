import { isPlaceholder, scopesOf } from '@freshkey/diagnose';
import { allValues, isGiven, lastValue, type ParsedOptions } from '../args/parse-options.ts';
import type { BuiltRequest } from '../curl/build-request.ts';
import { exitCodeOf } from '../exit-code.ts';
import { type GivenToken, givenToken } from '../given-token.ts';
import { headerValues } from '../http/header-list.ts';
import type { Io } from '../io.ts';
import { requestText } from '../output/request-text.ts';
import { SecretSet } from '../output/secret-set.ts';
import { lookOf } from '../output/style.ts';
import { jsonText, writeOut } from '../output/write.ts';
import { UsageError } from '../usage-error.ts';
import { addToken } from './add-token.ts';
import { environmentFacts } from './environment-facts.ts';
import { type Attempt, attempt, exchangeOf, type Surroundings, verdictOn } from './make-request.ts';
import { withPreflight } from './preflight-verdict.ts';
import { requestReport } from './request-report.ts';
import { credentialNames } from './sent-secrets.ts';

/** A request that is to be made and explained. */
interface Asked {
  options: ParsedOptions;
  json: boolean;
  built: BuiltRequest;
  /** Whether the request stood in the arguments, and not on standard input. */
  inArguments: boolean;
  /** The client that the request was written for. */
  client?: string;
}

const inHistory =
  'A credential stands in the arguments: typed there, it stays in the shell’s history and other programs can see it. Prefer --token-env NAME or --token-stdin.';

/** Makes the request, with extra ones if they are allowed, prints the verdict, and returns the exit code. */
export async function explain({ options, json, built, inArguments, client }: Asked, io: Io): Promise<number> {
  if (inArguments && hasCredential(built)) built.notes.push(inHistory);
  const token = await givenToken(options, io);
  const header = lastValue(options, 'token-header');
  if (token) addToken(built, token, header);
  else if (header !== undefined)
    throw new UsageError('--token-header says where the token goes; give --token-env or --token-stdin with it.');

  const around = surroundings(options, built, token, client, io);
  const first = await attempt(built);
  const secrets = secretsOf(built, token, first);
  const probed = isGiven(options, 'probe') && first.walk ? await probe(options, built, first, secrets, io) : undefined;
  const seen = probed?.attempt ?? first;
  const own = verdictOn(exchangeOf(seen, around, probed?.results), seen.error, io.now());
  const isFromPage = around.pageOrigin !== undefined || headerValues(built.request.headers, 'origin').length > 0;
  const diagnosis = withPreflight(own, probed?.preflight, isFromPage, io.now());

  const notes = [...built.notes, ...(seen.walk?.notes ?? []), ...redirectNotes(seen)];
  if (diagnosis.status === 'unexplained' && probed === undefined) {
    notes.push('Extra requests may tell more: run it again with --probe.');
  }
  const report = secrets.cleanData(requestReport(diagnosis, seen, notes, probed?.lines));
  await writeOut(io, json ? jsonText(report) : requestText(report, lookOf(io, isGiven(options, 'no-color'))));
  return exitCodeOf(diagnosis.status);
}

const probe = async (options: ParsedOptions, built: BuiltRequest, first: Attempt, secrets: SecretSet, io: Io) => {
  const { runProbes } = await import('../probes/run-probes.ts');
  const pageOrigin = lastValue(options, 'origin');
  return runProbes(built, first, {
    ...(pageOrigin !== undefined && { pageOrigin }),
    onProgress: (text) => io.stderr.write(`${secrets.clean(text)}\n`),
  });
};

const hasCredential = ({ request }: BuiltRequest): boolean =>
  credentialNames(request).some((name) => {
    const values = headerValues(request.headers, name.toLowerCase());
    return values.length === 0 || values.some((value) => !isPlaceholder(value.replace(/^\S+ /, '')));
  });

const surroundings = (
  options: ParsedOptions,
  built: BuiltRequest,
  token: GivenToken | undefined,
  client: string | undefined,
  io: Io,
): Surroundings => {
  const issuer = lastValue(options, 'issuer');
  const audience = allValues(options, 'audience');
  const scopes = scopesOf(allValues(options, 'scope').join(' '));
  const pageOrigin = lastValue(options, 'origin');
  const expected = { ...(issuer !== undefined && { issuer }), ...(audience.length > 0 && { audience }) };
  return {
    runtime: 'command-line',
    sources: built.sources,
    environment: {
      ...environmentFacts(io.env),
      ...(token?.source.variable !== undefined && { referenced: [token.source.variable], variables: token.variables }),
    },
    ...(client !== undefined && { client }),
    ...(pageOrigin !== undefined && { pageOrigin }),
    ...(scopes.length > 0 && { requiredScopes: scopes }),
    ...(Object.keys(expected).length > 0 && { expected }),
  };
};

const secretsOf = ({ request, route }: BuiltRequest, token: GivenToken | undefined, { walk }: Attempt): SecretSet => {
  const secrets = new SecretSet();
  secrets.addRequest(request);
  for (const { value } of token?.variables ?? []) secrets.add(value);
  secrets.add(token?.value);
  secrets.addCredential(route.proxy?.authorization ?? '');
  for (const { to } of walk?.redirects ?? []) secrets.addUrl(to);
  secrets.addAnswer(walk?.received.headers ?? []);
  return secrets;
};

const redirectNotes = ({ walk }: Attempt): string[] => {
  const status = walk?.received.status ?? 0;
  return status >= 300 && status < 400 && walk?.notes.length === 0
    ? [
        'The answer is a redirect, which was not followed. -L follows it as your client does; --probe looks where it leads.',
      ]
    : [];
};
