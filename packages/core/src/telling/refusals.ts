import { within } from '../deadline.ts';
import { FreshkeyError } from '../errors.ts';
import { listOf, passHints } from '../judging/admission.ts';
import { isCrossOrigin, printableUrl } from '../judging/origins.ts';
import type { RefusalReason } from '../judging/verdict.ts';
import type { Settings } from '../options.ts';
import type { Answer, Exchange } from '../sending/exchange.ts';
import type { Credential } from '../sending/scheme.ts';
import type { Diagnosis, RefusedExchange } from './diagnosis.ts';
import type { Events } from './events.ts';
import { type Explanation, isRetryable, type PassReason, sentenceOf } from './explanation.ts';

/** A body that does not come keeps no refusal from surfacing. */
const bodyTimeoutMs = 600;
const deepestLink = 5;
/** Where clients, and what is built on them, keep the answer that an error is about. */
const links = ['response', 'cause', 'meta', 'error', 'originalError', 'networkError', 'headers'];

/** What became of the attempt to renew the token before a refusal surfaced. */
const renewalBefore: Readonly<Partial<Record<RefusalReason, RefusedExchange['renewal']>>> = {
  'refresh-failed': 'failed',
  'refresh-timeout': 'failed',
  'refresh-paused': 'failed',
  'refresh-refused': 'refused',
  'session-ended': 'refused',
};

/** Says why: to the caller, to listeners, and to the developer. */
export class Refusals {
  readonly #settings: Settings;
  readonly #events: Events;
  #explanations: WeakMap<object, Explanation> | undefined = undefined;

  constructor(settings: Settings, events: Events) {
    this.#settings = settings;
    this.#events = events;
  }

  /** A refusal surfaces: `outcome` is what its caller will get. */
  async surface(
    exchange: Exchange,
    outcome: unknown,
    credential: Credential | undefined,
    reason: RefusalReason,
    error?: FreshkeyError,
  ): Promise<void> {
    const answer = exchange.answer(outcome);
    const message = messageOf(exchange, answer, reason, error);
    const diagnosis = await this.#diagnose(exchange, outcome, credential, answer, renewalBefore[reason]);
    const explanation = this.#keep(exchange, outcome, answer, { reason, message, error, diagnosis });
    exchange.surfaced(outcome, new FreshkeyError('unauthorized', message, error));
    const cause = diagnosis?.cause;
    this.#events.note(`${cause?.id ?? reason} ${exchange.origin}`, () =>
      cause ? `${message} ${cause.title}. ${cause.fix}` : message,
    );
    this.#events.emit('unauthorized', explanation);
  }

  /** A request that passed untouched was refused. */
  pass(exchange: Exchange, outcome: unknown, reason: PassReason): void {
    const { method, origin } = exchange;
    const url = printableUrl(exchange.url);
    const hint = passHints[reason];
    const message = `${method} ${url} was answered 401 and left alone. ${hint}`;
    if (reason !== 'bypassed' && reason !== 'refresh') this.#events.note(`${reason} ${origin}`, () => message);
    this.#keep(exchange, outcome, exchange.answer(outcome), { reason, message });
    this.#events.emit('passed', { method, url, reason, hint });
  }

  /** The explanation of an outcome, of its response, of a copy of either, or of what was made of them. */
  explain(outcome: unknown): Explanation | undefined {
    let level = [outcome];
    for (let depth = 0; depth < deepestLink; depth++) {
      const objects = level.filter((one): one is Record<string, unknown> => typeof one === 'object' && one !== null);
      for (const one of objects) {
        const found = this.#explanations?.get(one);
        if (found) return found;
      }
      level = objects.flatMap((one) => links.map((link) => memberOf(one, link)));
    }
    return undefined;
  }

  #keep(
    exchange: Exchange,
    outcome: unknown,
    answer: Answer | undefined,
    {
      reason,
      message,
      error,
      diagnosis,
    }: Pick<Explanation, 'reason' | 'message'> & {
      error?: FreshkeyError | undefined;
      diagnosis?: Diagnosis | undefined;
    },
  ): Explanation {
    const { method } = exchange;
    const explanation: Explanation = Object.freeze({
      reason,
      message,
      retryable: isRetryable(reason),
      method,
      url: printableUrl(exchange.url),
      ...(answer && { status: answer.status }),
      ...(error && { error }),
      ...(diagnosis && { diagnosis }),
    });
    this.#explanations ??= new WeakMap();
    const response = memberOf(Object(outcome), 'response');
    // Copies of an error keep its response, and copies of a response its headers.
    for (const one of [outcome, response, memberOf(Object(response ?? outcome), 'headers')]) {
      if (typeof one === 'object' && one !== null) this.#explanations.set(one, explanation);
    }
    return explanation;
  }

  async #diagnose(
    exchange: Exchange,
    outcome: unknown,
    credential: Credential | undefined,
    answer: Answer | undefined,
    renewal: RefusedExchange['renewal'],
  ): Promise<Diagnosis | undefined> {
    const { diagnose, now } = this.#settings;
    if (!diagnose) return undefined;
    const record = { ...(await recordOf(exchange, outcome, credential, answer)), ...(renewal && { renewal }) };
    return this.#events.attempt('diagnose', () => diagnose(record, { now: now() }));
  }
}

function memberOf(holder: object, name: string): unknown {
  try {
    return (holder as Record<string, unknown>)[name];
  } catch {
    return undefined;
  }
}

function messageOf(
  exchange: Exchange,
  answer: Answer | undefined,
  reason: RefusalReason,
  error: FreshkeyError | undefined,
): string {
  const said = answer ? `was answered ${answer.status}` : 'was not answered';
  const isHidden = answer && !answer.headers.get('www-authenticate') && isCrossOrigin(answer.url || exchange.url);
  // Where the reason is the error's own code, its sentence says the same; why a refresh failed the error alone knows.
  const isTold = error?.code === reason && reason !== 'session-ended' && !reason.startsWith('refresh-');
  const why = error && !isTold ? ` ${error.message}` : '';
  return `${exchange.method} ${printableUrl(exchange.url)} ${said}: ${sentenceOf(reason)}.${why}${
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
            body: await within(answer.text(), bodyTimeoutMs, () => undefined).catch(() => ''),
            ...(from && { url: from }),
          },
        }
      : { error: outcome }),
    ...(options?.scopes && { requiredScopes: listOf(options.scopes) }),
  };
}
