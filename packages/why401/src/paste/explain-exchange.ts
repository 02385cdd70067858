import type { DiagnoseContext, Exchange } from '@freshkey/diagnose';
import { diagnose as diagnoseByRules } from '@freshkey/diagnose/rules';
import { bytesOf } from '../bytes.ts';
import type { Diagnose } from '../diagnose.ts';
import type { HeaderList } from '../http/header-list.ts';
import type { OutgoingRequest } from '../http/outgoing.ts';
import { SecretSet } from '../output/secret-set.ts';
import { type RequestReport, requestReport } from '../request/request-report.ts';

/**
 * The report about one exchange, as `why401 --json` has it: verdict, request and answer, every credential cut, also
 * where the server repeats one. Plain data, safe to show and to share.
 *
 * @param context `now`, and `products` of one's own.
 * @param notes what the reader should know besides, one sentence each: those of {@link readCommand}.
 * @param diagnose what gives the verdict. Default: the rules that hold for all of HTTP; {@link loadEveryRule} has the rest.
 */
export function explainExchange(
  exchange: Exchange,
  context: DiagnoseContext = {},
  notes: readonly string[] = [],
  diagnose: Diagnose = diagnoseByRules,
): RequestReport {
  const { request: sent, response, redirects = [], error } = exchange;
  const request: OutgoingRequest = {
    method: sent.method,
    url: sent.url,
    headers: listOf(sent.headers),
    ...(sent.body !== undefined && sent.body !== '' && { body: bytesOf(sent.body) }),
  };
  const secrets = new SecretSet();
  secrets.addRequest(request);
  for (const { to } of redirects) secrets.addUrl(to);
  const walk = response && {
    received: { status: response.status, headers: listOf(response.headers), body: response.body ?? '' },
    url: response.url ?? sent.url,
    redirects: [...redirects],
  };
  secrets.addAnswer(walk?.received.headers ?? []);
  const told = { request, walk, error: error instanceof Error ? error : undefined };
  return secrets.cleanData(requestReport(diagnose(exchange, context), told, notes));
}

const listOf = (headers: Exchange['request']['headers']): HeaderList =>
  headers.map(([name, value]): [string, string] => [name, value]);
