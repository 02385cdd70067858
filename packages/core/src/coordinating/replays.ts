import { type Waiter, waitFor } from '../waiting.ts';
import { Queue } from './queue.ts';

/** Gives a place within the limit back. */
export type LeavePlace = () => void;

/**
 * Held and refused requests: they wait at one gate while a refresh is under way, and enter the queue when it opens, by
 * priority and then in order, within a limit. The queue grants a turn and runs nothing: each request goes on in its own
 * caller's continuation, and so in the async context of its caller.
 */
export class Replays {
  readonly #concurrency: number;
  #queue: Queue | undefined = undefined;
  #gate: Promise<void> | undefined = undefined;
  #open: () => void = () => {};
  /** Those who wait at the gate, or have not entered the queue yet since it opened. */
  readonly #atGate = new Set<Waiter>();

  constructor(concurrency: number) {
    this.#concurrency = concurrency;
  }

  get isHolding(): boolean {
    return this.#gate !== undefined;
  }

  /** From now on everybody waits. */
  hold(): void {
    this.#gate ??= new Promise((resolve) => {
      this.#open = resolve;
    });
    this.#queue?.pause();
  }

  /** Nobody has to wait any longer. */
  release(): void {
    this.#gate = undefined;
    this.#open();
    this.#startIfAllEntered();
  }

  /** Those who wait for their turn, oldest first. */
  waiting(): Iterable<Waiter> {
    return this.#atGate;
  }

  /** Settles when nobody has to wait any longer; rejects at once when the waiter's signal or timeout ends its wait. */
  gate(waiter: Waiter): PromiseLike<void> {
    const gate = this.#gate ?? Promise.resolve();
    this.#atGate.add(waiter);
    const wait = waitFor(waiter, gate);
    if (wait !== gate) wait.then(undefined, () => this.#leaveGate(waiter));
    return wait;
  }

  /**
   * Settles when it is the waiter's turn, whether it was at the gate or not; rejects as that does.
   *
   * @returns gives the place back; to be called whatever comes of the sending.
   */
  async turn(waiter: Waiter, priority: number): Promise<LeavePlace> {
    for (;;) {
      // It may have shut again behind somebody who was quicker.
      while (this.#gate) await this.gate(waiter);
      const leave = await this.#enter(waiter, priority);
      // The gate shut again before this continuation ran.
      if (!this.#gate) return leave;
      leave();
    }
  }

  #leaveGate(waiter: Waiter): void {
    if (this.#atGate.delete(waiter)) this.#startIfAllEntered();
  }

  /** Whoever comes later must not overtake by entering first: priorities hold among all who waited. */
  #startIfAllEntered(): void {
    if (!this.#gate && this.#atGate.size === 0) this.#queue?.start();
  }

  #enter(waiter: Waiter, priority: number): PromiseLike<LeavePlace> {
    this.#queue ??= new Queue({ concurrency: this.#concurrency, autoStart: false });
    let leave: LeavePlace = () => {};
    let isGone = false;
    const granted = new Promise<LeavePlace>((grant) => {
      const place = () =>
        new Promise<void>((resolve) => {
          leave = resolve;
          if (isGone) resolve();
          else grant(resolve);
        });
      void this.#queue?.add(place, priority ? { priority } : undefined);
    });
    this.#leaveGate(waiter);
    this.#startIfAllEntered();
    const turn = waitFor(waiter, granted);
    if (turn !== granted) {
      turn.then(undefined, () => {
        isGone = true;
        leave();
      });
    }
    return turn;
  }
}
