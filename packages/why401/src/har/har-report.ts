import type { Diagnosis, Exchange } from '@freshkey/diagnose';
import { bytesOf } from '../bytes.ts';
import type { Diagnose } from '../diagnose.ts';
import { headerValue } from '../http/header-list.ts';
import { safeUrl } from '../output/safe-exchange.ts';
import { SecretSet } from '../output/secret-set.ts';
import { patternsOf } from '../patterns/patterns.ts';
import { isRefreshRequest, type TrailStep, trailStep } from '../patterns/trail.ts';
import { DiagnosisMemo } from './diagnosis-memo.ts';
import { exchangeOf, type HarEntry } from './har-entry.ts';
import type { HarFindings, HarGroup } from './har-printed.ts';
import { pathShape } from './path-shape.ts';
import { isMasked, SanitizedCheck } from './sanitized.ts';

/** So many earlier exchanges are shown to the rules. */
const historySize = 24;
const historyBody = 4_096;
const maxGroups = 2_000;
const maxReasons = 20;

/**
 * Takes a recording entry by entry and keeps little of each. Whether the export was stripped of credentials is known
 * only at its end: until a credential is seen, refusals without one are explained for both cases.
 */
export class HarReport {
  readonly #check = new SanitizedCheck();
  readonly #memo: DiagnosisMemo;
  readonly #trail: TrailStep[] = [];
  readonly #history: Exchange[] = [];
  readonly #groupsAsWhole = new Map<string, HarGroup>();
  readonly #groupsAsStripped = new Map<string, HarGroup>();
  /** Requests without an answer, by what the browser said. */
  readonly #unanswered = new Map<string, number>();
  #recordedBy: 'browser' | 'other' = 'other';
  #refusedAsWhole = 0;
  #refusedAsStripped = 0;

  constructor(diagnose: Diagnose) {
    this.#memo = new DiagnosisMemo(diagnose);
  }

  creator(name: string): void {
    this.#check.creator(name);
    if (/webinspector|firefox|safari|web inspector/i.test(name)) this.#recordedBy = 'browser';
  }

  entry(entry: HarEntry): void {
    this.#check.entry(entry);
    const base = exchangeOf(entry, this.#recordedBy);
    const isTelling = mayBeRefused(entry);
    const exchange: Exchange = isTelling && this.#history.length > 0 ? { ...base, history: [...this.#history] } : base;
    const authorization = headerValue(entry.requestHeaders, 'authorization');
    const isBlotted = authorization !== undefined && isMasked(authorization);
    if (entry.status === 0) {
      const why = /^[\w:. -]{1,60}$/.test(entry.error) ? entry.error : 'no reason given';
      this.#unanswered.set(why, (this.#unanswered.get(why) ?? 0) + 1);
    }
    const whole = isTelling
      ? this.#memo.diagnose(entry, isBlotted ? { ...exchange, sanitized: true } : exchange)
      : undefined;
    const isRefused = whole !== undefined && isRefusal(whole);
    this.#trail.push(trailStep(entry, isRefused));
    if (whole !== undefined && isRefused) {
      this.#refusedAsWhole += 1;
      addTo(this.#groupsAsWhole, entry, whole);
    }
    if (isTelling && !this.#check.sawCredential) {
      const stripped = this.#memo.diagnose(entry, { ...exchange, sanitized: true });
      if (isRefusal(stripped)) {
        this.#refusedAsStripped += 1;
        addTo(this.#groupsAsStripped, entry, stripped);
      }
    }
    this.#remember(entry, base, isTelling);
  }

  /** The earlier exchanges that tell something: refusals, refreshes, and what set cookies. */
  #remember(entry: HarEntry, exchange: Exchange, isTelling: boolean): void {
    const isPreflight = headerValue(entry.requestHeaders, 'access-control-request-method') !== undefined;
    const isOfUse = isTelling || isPreflight || isRefreshRequest(entry);
    if (!isOfUse && headerValue(entry.responseHeaders, 'set-cookie') === undefined) return;
    const { request, response, ...rest } = exchange;
    this.#history.push({
      ...rest,
      request: { ...request, ...(request.body !== undefined && { body: request.body.slice(0, historyBody) }) },
      ...(response && {
        response: { ...response, ...(response.body !== undefined && { body: response.body.slice(0, historyBody) }) },
      }),
    });
    if (this.#history.length > historySize) this.#history.shift();
  }

  /** The result; call it once, at the end. */
  findings(): HarFindings {
    const sanitized = this.#check.isSanitized;
    const groups = sanitized ? this.#groupsAsStripped : this.#groupsAsWhole;
    return {
      refused: sanitized ? this.#refusedAsStripped : this.#refusedAsWhole,
      sanitized,
      groups: [...groups.values()].sort((one, other) => other.count - one.count || one.first.index - other.first.index),
      patterns: patternsOf(this.#trail),
      assumed: this.#memo.assumed,
      unanswered: Object.fromEntries([...this.#unanswered].slice(0, maxReasons)),
    };
  }
}

const isRefusal = ({ status, cause }: Diagnosis): boolean =>
  status === 'explained' || status === 'unexplained' || (status === 'no-answer' && cause !== null);

/** Whether a rule could have anything to say; most entries of a recording are of no interest. */
const mayBeRefused = ({ status, responseBody }: HarEntry): boolean =>
  status === 0 ||
  status >= 300 ||
  (responseBody.length < 20_000 && /UNAUTHENTICATED|"ok"\s{0,3}:\s{0,3}false/.test(responseBody));

const addTo = (groups: Map<string, HarGroup>, entry: HarEntry, diagnosis: Diagnosis): void => {
  const origin = URL.canParse(entry.url) ? new URL(entry.url).origin : '';
  const { cause } = diagnosis;
  const place = cause === null ? `${entry.method} ${pathShape(entry.url)}` : cause.id;
  const key = `${diagnosis.status} ${entry.status} ${origin} ${place}`;
  const group = groups.get(key);
  if (group) group.count += 1;
  else if (groups.size < maxGroups) {
    const secrets = new SecretSet();
    secrets.addRequest({
      method: entry.method,
      url: entry.url,
      headers: entry.requestHeaders,
      body: bytesOf(entry.requestBody),
    });
    secrets.addAnswer(entry.responseHeaders);
    groups.set(key, {
      count: 1,
      first: { index: entry.index, method: entry.method, url: safeUrl(entry.url) },
      diagnosis: secrets.cleanData(diagnosis),
    });
  }
};
