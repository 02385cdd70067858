import { hash } from 'node:crypto';
import { type Diagnosis, diagnose, type Exchange } from '@freshkey/diagnose';
import type { EnvFile } from '@freshkey/env';
import { safeUrl } from '../../output/safe-exchange.ts';
import { SecretSet } from '../../output/secret-set.ts';
import { trailStep } from '../../patterns/trail.ts';
import { environmentFacts } from '../../request/environment-facts.ts';
import type { Hop } from '../recorder/hop.ts';
import type { Judge } from '../recorder/recorder.ts';
import type { RefusalRow, Row, RowRefusal, RowStep } from '../row.ts';
import { callText } from './call-text.ts';
import { clientName } from './client-name.ts';
import { envFiles } from './env-files.ts';
import { exchangeOf, firstOf } from './exchange-of.ts';
import { serverSentence } from './server-sentence.ts';
import { sourcesOf } from './sources.ts';
import { unsentRow } from './unsent.ts';
import { VerdictMemo } from './verdict-memo.ts';

/** What the judge may know of the process that it judges in. */
export interface JudgeSettings {
  env: () => Readonly<Record<string, string | undefined>>;
  cwd: () => string;
  execArgv: readonly string[];
  /** The folder of this package. */
  own: string;
  /** Mixed into every digest, so that it leads to no value. */
  salt: string;
  /** Epoch milliseconds at which the process started. */
  startedAtMs: number;
}

/** Everything of a refusal that rests on what was sent and answered alone, cleaned of secrets. */
type Verdict = Pick<RowRefusal, 'sources' | 'diagnosis' | 'says'>;

/** What is known around an exchange besides itself. */
interface Around {
  /** As it was answered; 0: not at all. */
  status: number;
  /** Epoch milliseconds. */
  endMs: number;
  client?: string;
  at?: string;
  /** What whoever asked was not told. */
  notes?: readonly string[];
  history?: readonly (Hop | Exchange)[];
}

const filesForMs = 2_000;

/** Applies the rules to what a recorder has seen. Everything that leaves it is cleaned of every credential of the request. */
export class ProgramJudge implements Judge {
  readonly #settings: JudgeSettings;
  readonly #memo = new VerdictMemo<Verdict>();
  #files: readonly EnvFile[] = [];
  #filesAtMs = Number.NEGATIVE_INFINITY;

  constructor(settings: JudgeSettings) {
    this.#settings = settings;
  }

  refused(hop: Hop, history: readonly Hop[]): RefusalRow | undefined {
    const first = firstOf(hop);
    const call = callText(first.call?.stack, this.#settings.cwd(), this.#settings.own);
    return this.refusedExchange(exchangeOf(hop), {
      status: hop.status,
      endMs: Math.max(hop.headMs, hop.endMs),
      client: clientName(first, call.package),
      ...(call.at !== undefined && { at: call.at }),
      history,
    });
  }

  /** The same for an exchange that was seen elsewhere. */
  refusedExchange(seen: Exchange, around: Around): RefusalRow | undefined {
    const { status, endMs, client, at, notes = [], history = [] } = around;
    const exchange = client === undefined ? seen : { ...seen, client };
    const { diagnosis, sources, says } = this.#memo.of(exchange, () => this.#verdictOn(exchange, history));
    if (!isRefusal(diagnosis)) return undefined;
    const { method, url } = exchange.request;
    return {
      kind: 'refusal',
      step: this.#stepOf(exchange, status, endMs, true),
      refusal: {
        method,
        url: safeUrl(url),
        status,
        ...(client !== undefined && { client }),
        ...(at !== undefined && { at }),
        ...(says !== undefined && { says }),
        ...(notes.length > 0 && { notes: [...notes] }),
        sources,
        diagnosis,
      },
    };
  }

  followed(hop: Hop): Row {
    return { kind: 'step', step: this.#stepOf(exchangeOf(hop), hop.status, Math.max(hop.headMs, hop.endMs), false) };
  }

  unsent(error: unknown): Row | undefined {
    const { env, cwd, own } = this.#settings;
    return unsentRow(error, env(), this.#envFiles(), (stack) => callText(stack, cwd(), own));
  }

  #verdictOn(exchange: Exchange, history: readonly (Hop | Exchange)[]): Verdict {
    const { env, startedAtMs } = this.#settings;
    const variables = env();
    const found = sourcesOf(exchange.request, variables, this.#envFiles());
    const judged: Exchange = {
      ...exchange,
      environment: {
        ...environmentFacts(variables),
        ...(found.variables.length > 0 && { variables: found.variables, processStartedAtMs: startedAtMs }),
      },
      ...(found.sources.length > 0 && {
        sources: Object.fromEntries(
          found.sources.map(({ header, ...place }) => [header, { ...place, from: 'environment' as const }]),
        ),
      }),
      ...(history.length > 0 && { history: history.map((one) => ('request' in one ? one : exchangeOf(one))) }),
    };
    const secrets = new SecretSet();
    secrets.addRequest({
      method: exchange.request.method,
      url: exchange.request.url,
      headers: exchange.request.headers.map(([name, value]) => [name, value]),
      ...(exchange.request.body !== undefined && { body: Buffer.from(exchange.request.body) }),
    });
    secrets.addAnswer((exchange.response?.headers ?? []).map(([name, value]) => [name, value]));
    for (const { to } of exchange.redirects ?? []) secrets.addUrl(to);
    for (const { value } of found.variables) secrets.add(value);
    const says = serverSentence(exchange.response?.headers ?? [], exchange.response?.body);
    return secrets.cleanData({
      sources: found.sources,
      diagnosis: diagnose(judged),
      ...(says !== undefined && { says }),
    });
  }

  #stepOf({ request, sentAtMs = 0 }: Exchange, status: number, endMs: number, isRefused: boolean): RowStep {
    const { index: _, ...step } = trailStep(
      {
        index: 0,
        method: request.method,
        url: request.url,
        requestHeaders: request.headers,
        requestBody: request.body ?? '',
        status,
        startedAtMs: sentAtMs,
        durationMs: endMs - sentAtMs,
      },
      isRefused,
      (text) => this.#salted(text),
    );
    // It holds the URL as it was sent.
    return { ...step, key: this.#salted(step.key) };
  }

  #salted(text: string): string {
    return hash('sha256', this.#settings.salt + text, 'base64url').slice(0, 12);
  }

  #envFiles(): readonly EnvFile[] {
    const nowMs = performance.now();
    if (nowMs - this.#filesAtMs > filesForMs) {
      this.#filesAtMs = nowMs;
      this.#files = envFiles(this.#settings.cwd(), this.#settings.execArgv);
    }
    return this.#files;
  }
}

const isRefusal = ({ status, cause }: Diagnosis): boolean =>
  status === 'explained' || status === 'unexplained' || (status === 'no-answer' && cause !== null);
