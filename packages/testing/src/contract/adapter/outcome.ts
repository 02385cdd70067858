import { fail, shown } from '../assertions.ts';
import type { ContractAnswer, ContractFailure } from './subject.ts';

/** How a request ended for its caller: with an answer or with the client's own error. */
export interface Outcome {
  /** Of the answer, whether the client takes it for a success or for an error. */
  readonly status: number | undefined;
  readonly body: string | undefined;
  readonly headers?: ContractAnswer['headers'];
  readonly failure: ContractFailure | undefined;
  /** What the client itself resolved or rejected with. */
  readonly original: unknown;
}

/** A request under way. */
export interface Pending extends Promise<Outcome> {
  readonly isSettled: boolean;
}

const isFailure = (error: unknown): error is ContractFailure =>
  typeof error === 'object' && error !== null && 'isAbort' in error && 'isTimeout' in error && 'original' in error;

/** Watches a request; the promise never rejects because of what the client does. */
export function watch(request: Promise<ContractAnswer>): Pending {
  let isSettled = false;
  const outcome = request
    .then(
      ({ status, body, headers, original }): Outcome => ({ status, body, headers, failure: undefined, original }),
      (failure: unknown): Outcome => {
        if (!isFailure(failure))
          fail(`connect() must map the client's errors, but request() rejected with ${shown(failure)}.`);
        const { status, body, original } = failure;
        return { status, body, failure, original };
      },
    )
    .finally(() => {
      isSettled = true;
    });
  // Whoever awaits it learns of a broken mapping; nobody else has to.
  outcome.catch(() => undefined);
  return Object.defineProperty(outcome, 'isSettled', { get: () => isSettled }) as Pending;
}
