import { FreshkeyError } from '../errors.ts';
import { listOf, passHints } from '../judging/admission.ts';
import { isCrossOrigin, printableUrl } from '../judging/origins.ts';
import type { RefusalReason } from '../judging/verdict.ts';
import type { Settings } from '../options.ts';
import type { Answer, Exchange } from '../sending/exchange.ts';
import type { Credential } from '../sending/scheme.ts';
import { attempt } from './attempt.ts';
import type { Events } from './events.ts';
import { type Explanation, type PassReason, type RefusedExchange, sentenceOf } from './explanation.ts';

/** Says why: to the caller, to listeners, and in development to the developer. */
export interface Refusals {
  /** A refusal surfaces: `outcome` is what its caller will get. */
  surface(
    exchange: Exchange,
    outcome: unknown,
    credential: Credential | undefined,
    reason: RefusalReason,
    error?: FreshkeyError,
  ): Promise<void>;
  /** A request that passed untouched was refused. */
  pass(exchange: Exchange, reason: PassReason): void;
  explain(outcome: unknown): Explanation | undefined;
}

/** A body that does not come keeps no refusal from surfacing. */
const bodyTimeoutMs = 500;
const mostLines = 100;
const deepestCause = 5;

export function createRefusals({ diagnose, now, log }: Settings, events: Events): Refusals {
  const explanations = new WeakMap<object, Explanation>();
  const logged = new Set<string>();

  /** One line for a cause and an origin, however many requests it refuses. */
  function note(key: string, line: () => string): void {
    if (!log || logged.has(key) || logged.size >= mostLines) return;
    logged.add(key);
    attempt(() => log(`freshkey: ${line()}`));
  }

  return {
    async surface(exchange, outcome, credential, reason, error) {
      const answer = exchange.answer(outcome);
      const { method } = exchange;
      const url = printableUrl(exchange.url);
      const message = messageOf(exchange, answer, reason, error);
      const record = diagnose && (await recordOf(exchange, outcome, credential, answer));
      const diagnosis = record && attempt(() => diagnose(record, { now: now() }));
      const explanation: Explanation = Object.freeze({
        reason,
        message,
        method,
        url,
        ...(answer && { status: answer.status }),
        ...(error && { error }),
        ...(diagnosis && { diagnosis }),
      });
      if (typeof outcome === 'object' && outcome !== null) explanations.set(outcome, explanation);
      exchange.surfaced(outcome, new FreshkeyError('unauthorized', message, error));
      const cause = diagnosis?.cause;
      note(`${cause?.id ?? reason} ${exchange.origin}`, () =>
        cause ? `${message} ${cause.title}. ${cause.fix}` : message,
      );
      events.emit('unauthorized', explanation);
    },
    pass(exchange, reason) {
      const { method, origin } = exchange;
      const url = printableUrl(exchange.url);
      const hint = passHints[reason];
      if (reason !== 'bypassed' && reason !== 'refresh') {
        note(`${reason} ${origin}`, () => `${method} ${url} was answered 401 and left alone. ${hint}`);
      }
      events.emit('passed', { method, url, reason, hint });
    },
    explain(outcome) {
      let link = outcome as { response?: unknown; cause?: unknown } | null | undefined;
      for (let depth = 0; typeof link === 'object' && link !== null && depth < deepestCause; depth++) {
        const found = explanations.get(link) ?? explanations.get(Object(link.response));
        if (found) return found;
        link = link.cause as typeof link;
      }
      return undefined;
    },
  };
}

function messageOf(
  exchange: Exchange,
  answer: Answer | undefined,
  reason: RefusalReason,
  error: FreshkeyError | undefined,
): string {
  const said = answer ? `was answered ${answer.status}` : 'was not answered';
  const isHidden = answer && !answer.headers.get('www-authenticate') && isCrossOrigin(answer.url || exchange.url);
  return `${exchange.method} ${printableUrl(exchange.url)} ${said}: ${sentenceOf(reason)}.${error ? ` ${error.message}` : ''}${
    isHidden
      ? ' The browser hides WWW-Authenticate, if there is one: expose it with Access-Control-Expose-Headers.'
      : ''
  }`;
}

async function recordOf(
  exchange: Exchange,
  outcome: unknown,
  credential: Credential | undefined,
  answer: Answer | undefined,
): Promise<RefusedExchange> {
  const { method, url, client, options } = exchange;
  const from = answer?.url;
  return {
    request: { method, url, headers: exchange.sentHeaders(credential) },
    client,
    ...(answer
      ? {
          response: {
            status: answer.status,
            headers: answer.entries(),
            body: await promptly(answer.text()),
            ...(from && { url: from }),
          },
        }
      : { error: outcome }),
    ...(options?.scopes && { requiredScopes: listOf(options.scopes) }),
  };
}

async function promptly(text: Promise<string>): Promise<string> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, bodyTimeoutMs, '');
  });
  return Promise.race([text.catch(() => ''), late]).finally(() => clearTimeout(timer));
}
