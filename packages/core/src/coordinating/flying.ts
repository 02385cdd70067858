import { abortController } from '../abort-controller.ts';
import { FreshkeyError, isFreshkeyError } from '../errors.ts';
import type { TokenSet } from '../judging/token-set.ts';
import type { HeldLock } from '../keeping/lock.ts';
import type { Persistence } from '../keeping/persistence.ts';
import type { Settings } from '../options.ts';
import type { State } from '../state/state.ts';
import type { Events } from '../telling/events.ts';
import type { Flight } from './flight.ts';
import { askForRenewal, type Renewal } from './renewal.ts';

/** What a flight flies with. */
export interface FlyingHost {
  readonly settings: Settings;
  readonly state: State;
  readonly persistence: Persistence | undefined;
  readonly events: Events;
  /** Whether nobody has signed in or out since, or renewed what the flight was to renew. */
  isCurrent(): boolean;
  /** `refresh` is called now. */
  asked(): void;
  /** Calls `refresh`, so that requests which it makes are known for its own. */
  call<T>(refresh: () => T): T;
  read(input: unknown, startedAtMs: number): TokenSet;
  land(renewal: Renewal): Promise<void>;
  /** It failed in a way that may pass, and nothing was sent. */
  failed(error: FreshkeyError): void;
}

/** How often a refresh stands in line for the store's lock, where it is taken away before anything was sent. */
const mostTurns = 3;

/** Renews under the store's lock, and lands. Never rejects for what the lock does. */
export async function fly(host: FlyingHost, flight: Flight): Promise<void> {
  try {
    await underLock(host, flight);
  } catch (cause) {
    if (!flight.result) lockFailed(host, cause);
  }
}

/** Again where the lock was taken away before anything was sent: whoever has it now may renew, and what they get is good. */
async function underLock(host: FlyingHost, flight: Flight): Promise<void> {
  for (let turn = 1; ; turn++) {
    try {
      return await takeTurn(host, flight);
    } catch (cause) {
      if (cause !== flight.taken || turn === mostTurns) throw cause;
    }
  }
}

async function takeTurn(host: FlyingHost, flight: Flight): Promise<void> {
  const { abandonAfterMs, store } = host.settings;
  let task: Promise<void> | undefined;
  // A lock that runs its task twice gets the same one; and whoever is granted it next must read what was decided under it.
  const once = (held?: HeldLock) => {
    task ??= Promise.race([refreshOnce(host, flight, held), flight.over]).then(() => host.persistence?.written());
    return task;
  };
  const { signal } = flight.controller;
  await (store?.lock ? store.lock.run(once, { signal, timeoutMs: abandonAfterMs }) : once());
}

function lockFailed(host: FlyingHost, cause: unknown): void {
  const why = isFreshkeyError(cause) ? ` ${cause.message}` : ' See its cause.';
  const error = new FreshkeyError('refresh-failed', `The store's lock was not granted.${why}`, cause);
  host.events.emit('store-failed', { operation: 'lock', error: isFreshkeyError(cause) ? cause : error });
  host.failed(error);
}

async function refreshOnce(host: FlyingHost, flight: Flight, held: HeldLock | undefined): Promise<void> {
  const { persistence, settings, state } = host;
  if (!host.isCurrent()) return;
  // Whoever adopts settles the flight when the store held something else.
  const found = await persistence?.reread(held?.record);
  if (found === 'unreadable') {
    const why =
      'The refresh was not tried: the store could not be read, so nobody knows whether the refresh token is spent.';
    return host.failed(new FreshkeyError('store-failed', why));
  }
  if (found === 'adopted' || !host.isCurrent() || flight.controller.signal.aborted) return;
  const lost = held?.lost ?? neverLost();
  const confirm = async () => {
    try {
      // Somebody else has the lock by now, and may be spending the same refresh token.
      if (lost.aborted) throw new FreshkeyError('lock-timeout', 'The lock was taken away before the refresh was sent.');
      await held?.confirm?.();
    } catch (cause) {
      if (isFreshkeyError(cause) && cause.code === 'lock-timeout') flight.taken = cause;
      throw cause;
    }
  };
  await confirm();
  flight.called = true;
  host.asked();
  flight.spent = state.tokens?.refreshToken;
  const { signal } = flight.controller;
  const renewal = await askForRenewal({
    settings,
    held: state.tokens,
    context: { signal, lost, confirm, ...(flight.parameters && { parameters: flight.parameters }) },
    call: (refresh) => host.call(refresh),
    read: (input, startedAtMs) => host.read(input, startedAtMs),
    isWanted: () => !signal.aborted && host.isCurrent(),
  });
  // Who has lost the lock may have failed since somebody else was quicker: what stands in the store tells.
  if (renewal.kind === 'failed' && held && !(await isHeld(held))) {
    if ((await persistence?.reread()) === 'adopted') return;
    // Its own question stopped it: nothing was spent.
    if (flight.taken && flight.taken === renewal.cause && !signal.aborted && host.isCurrent()) throw flight.taken;
  }
  if (host.isCurrent()) await host.land(renewal);
  else flight.stray?.(renewal.kind === 'renewed' ? renewal.tokens : null);
}

function neverLost(): AbortSignal {
  return abortController().signal;
}

async function isHeld({ lost, confirm }: HeldLock): Promise<boolean> {
  try {
    await confirm?.();
    return !lost.aborted;
  } catch {
    return false;
  }
}
