import { FreshkeyError } from '../../errors.ts';
import type { Lock } from '../lock.ts';

/** How long others have to object. */
const objectionMs = 60;
const retryMs = 250;

/**
 * Mutual exclusion by asking the others over a channel, for browsers without Web Locks. Best effort: a tab that is too
 * busy to object in time is not heard, and one that was closed or sleeps does not keep the others waiting.
 */
export function electionLock(Channel: typeof BroadcastChannel, name: string): Lock {
  return {
    async run(task, { signal, timeoutMs }) {
      signal.throwIfAborted();
      const me = Math.random();
      const untilMs = Date.now() + timeoutMs;
      let holds = false;
      let mayHold = false;
      let retry: (() => void) | undefined;
      const channel = new Channel(name);
      channel.onmessage = ({ data }) => {
        const { wants, refuses, frees } = Object(data) as Record<string, unknown>;
        if (typeof wants === 'number') {
          // Whoever drew the lower number comes first.
          if (holds || wants > me) channel.postMessage({ refuses: wants });
          else mayHold = false;
        }
        if (refuses === me) mayHold = false;
        if (frees) retry?.();
      };
      const pause = (ms: number) =>
        new Promise<void>((resolve) => {
          retry = resolve;
          setTimeout(resolve, ms);
        });
      try {
        while (!holds) {
          mayHold = true;
          channel.postMessage({ wants: me });
          await new Promise((resolve) => setTimeout(resolve, objectionMs));
          signal.throwIfAborted();
          holds = mayHold;
          if (!holds && Date.now() > untilMs) {
            throw new FreshkeyError('lock-timeout', `Another tab holds the lock for longer than ${timeoutMs} ms.`);
          }
          if (!holds) await pause(retryMs);
        }
        return await task({ lost: new AbortController().signal });
      } finally {
        if (holds) channel.postMessage({ frees: true });
        channel.close();
      }
    },
  };
}
