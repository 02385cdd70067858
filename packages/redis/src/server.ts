import { FreshkeyError } from '@freshkey/core';
import type { Driver } from './driver.ts';
import type { Script } from './scripts.ts';

/** The Redis behind one client: runs scripts, and waits out what may pass. */
export interface Server {
  /**
   * Runs a script, again while Redis is away, until the time is over. A script may therefore run twice.
   *
   * @param late is called with an answer that comes after the time was over.
   * @throws FreshkeyError `store-unreachable`, or `store-failed` where it refused: with what was said, never with what was sent.
   */
  run(
    script: Script,
    keys: readonly string[],
    args: readonly string[],
    timeoutMs: number,
    late?: (reply: unknown) => void,
  ): Promise<unknown>;
  /** How much of that time is waited, in milliseconds: little while Redis is known to be away. */
  patienceMs(timeoutMs: number): number;
}

const betweenAttemptsMs = 50;
/** While Redis is known to be away, nobody waits for it the whole time again. */
const whileAwayMs = 250;

/** What another attempt cannot cure: rights, a wrong type, a mistake in a script, a client that was closed. */
const permanent =
  /^(NOAUTH|NOPERM|WRONGPASS|WRONGTYPE|ERR(?!.*-(READONLY|OOM|LOADING))|The client is closed|Connection is closed)/;

export function createServer(driver: Driver): Server {
  let isAway = false;

  async function call({ text, sha }: Script, keys: readonly string[], args: readonly string[]): Promise<unknown> {
    try {
      return await driver.evalSha(sha, keys, args);
    } catch (error) {
      if (!messageOf(error).startsWith('NOSCRIPT')) throw error;
      return driver.eval(text, keys, args);
    }
  }

  const patienceMs = (timeoutMs: number) => (isAway ? Math.min(timeoutMs, whileAwayMs) : timeoutMs);

  return {
    patienceMs,
    async run(script, keys, args, timeoutMs, late) {
      const limitMs = patienceMs(timeoutMs);
      const deadline = performance.now() + limitMs;
      for (;;) {
        try {
          const reply = await within(call(script, keys, args), deadline - performance.now(), late);
          isAway = false;
          return reply;
        } catch (error) {
          const isOver = performance.now() + betweenAttemptsMs >= deadline;
          if (!isOver && !permanent.test(messageOf(error))) {
            await new Promise((resolve) => setTimeout(resolve, betweenAttemptsMs));
            continue;
          }
          isAway = isOver;
          throw new FreshkeyError(
            isOver ? 'store-unreachable' : 'store-failed',
            `Redis ${isOver ? `did not do its part within ${limitMs} ms` : 'refused'}: ${messageOf(error)}`,
          );
        }
      }
    },
  };
}

async function within(reply: Promise<unknown>, timeoutMs: number, late?: (reply: unknown) => void): Promise<unknown> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isLate = false;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      isLate = true;
      reject(new Error('there was no answer.'));
    }, timeoutMs);
  });
  reply.then(
    (value) => isLate && late?.(value),
    () => undefined,
  );
  try {
    return await Promise.race([reply, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * What an error of a client says. The error itself is not handed on: it can hold the command, and with it the record;
 * some servers repeat the arguments in the message.
 */
function messageOf(error: unknown): string {
  const { message } = Object(error) as { message?: unknown };
  const line = String(message ?? error).split('\n', 1)[0] ?? '';
  return line.replace(/,? with args beginning with.*$/s, '').slice(0, 200);
}
