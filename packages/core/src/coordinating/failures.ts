import { deadline } from '../deadline.ts';
import type { FreshkeyError } from '../errors.ts';
import type { Failure } from '../judging/failure.ts';
import type { TokenSet } from '../judging/token-set.ts';
import type { Settings } from '../options.ts';
import type { State } from '../state/state.ts';
import { diagnoseRefusal } from '../telling/diagnose-refusal.ts';
import type { Diagnosis } from '../telling/diagnosis.ts';
import type { Events } from '../telling/events.ts';
import { Pauses } from './pauses.ts';

/** As much as is known where nobody asked the server. */
export type Failing = Pick<Failure, 'kind' | 'retryAfterMs' | 'answer'>;

export interface FailuresHost {
  readonly settings: Settings;
  readonly state: State;
  readonly events: Events;
}

/** A refusal of a refresh ahead of time: the session ends when its token does. */
interface RefusalAhead {
  readonly tokens: TokenSet;
  readonly error: FreshkeyError;
  readonly end: () => void;
  readonly stop: () => void;
}

/** What failed refreshes leave behind: a pause between attempts, and a refusal that waits for the end of a token. */
export class Failures {
  readonly #host: FailuresHost;
  readonly #pauses: Pauses;
  #refusal: RefusalAhead | undefined = undefined;

  constructor(host: FailuresHost) {
    this.#host = host;
    this.#pauses = new Pauses(host.settings.now);
  }

  /** Nobody tries again yet, or the session ends with its token. */
  get isRemembered(): boolean {
    return this.#refusal !== undefined || this.#pauses.obstacle() !== undefined;
  }

  /**
   * One more failure, which is told of.
   *
   * @returns until when nobody tries again, in milliseconds since the epoch, if not at once.
   */
  add(failure: Failing, error: FreshkeyError, diagnosis = this.diagnosed(failure)): number | undefined {
    const { state, events } = this.#host;
    const pausedUntilMs = this.#pauses.begin(failure, error);
    state.apply({ lastFailure: { code: error.code, ...(pausedUntilMs && { retryAtMs: pausedUntilMs }) } });
    events.emit('refresh-failed', {
      kind: failure.kind,
      error,
      ...(pausedUntilMs && { pausedUntilMs }),
      ...(diagnosis && { diagnosis }),
    });
    return pausedUntilMs;
  }

  diagnosed(failure: Failing): Diagnosis | undefined {
    return diagnoseRefusal(this.#host.settings, failure, this.#host.events);
  }

  /** The refresh was refused while its token is good for `leftMs`: until then it serves, and then the session ends. */
  refuseAhead(tokens: TokenSet, error: FreshkeyError, leftMs: number, end: () => void): void {
    const stop = Number.isFinite(leftMs) ? deadline(leftMs, 0, () => this.#endAsRefused(), true) : () => {};
    this.#refusal = { tokens, error, end, stop };
  }

  /** Why nobody tries now. Whoever needs another token at once ends a session that was refused one. */
  obstacle(blocking: boolean): FreshkeyError | undefined {
    const { state, settings } = this.#host;
    const refusal = this.#refusal;
    if (refusal && refusal.tokens === state.tokens) {
      if (blocking) this.#endAsRefused();
      return refusal.error;
    }
    const { retryAtMs = 0 } = state.record?.ended ?? {};
    if (retryAtMs > settings.now() && !this.#pauses.obstacle()) this.#pauses.until(retryAtMs);
    return this.#pauses.obstacle();
  }

  /** The next need tries again; how often it has failed is not forgotten. */
  unpause(): void {
    this.#pauses.end();
    this.forgetRefusal();
  }

  /** A success, or another login: nothing has failed yet. */
  forget(): void {
    this.#pauses.forget();
  }

  forgetRefusal(): void {
    this.#refusal?.stop();
    this.#refusal = undefined;
  }

  #endAsRefused(): void {
    const refusal = this.#refusal;
    this.forgetRefusal();
    if (refusal && refusal.tokens === this.#host.state.tokens) refusal.end();
  }
}
