/** What a notice connection tells. */
export interface Listener {
  message(text: string): void;
  /** From now on messages come; also after every reconnection. */
  up(): void;
  /** The connection is gone: messages may be missed. */
  down(): void;
  /** The connection is there, but may not listen: no messages will come. */
  deaf(): void;
}

/** How one family of clients does what we need. */
export interface Driver {
  evalSha(sha: string, keys: readonly string[], args: readonly string[]): Promise<unknown>;
  eval(script: string, keys: readonly string[], args: readonly string[]): Promise<unknown>;
  /** Opens a connection of our own that listens to a channel, for as long as it takes; the returned function ends it. */
  listen(channel: string, listener: Listener): () => void;
}

/**
 * Keeps a connection open whose client has given up: it is opened anew, ever more slowly.
 *
 * @param open opens once, and calls back when that connection is over for good; returns what closes it.
 */
export function reopened(open: (over: () => void) => () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let close: (() => void) | undefined;
  let delayMs = 500;
  let isClosed = false;
  const start = () => {
    let isOver = false;
    close = open(() => {
      if (isOver || isClosed) return;
      isOver = true;
      timer = setTimeout(start, delayMs);
      timer.unref();
      delayMs = Math.min(delayMs * 2, 30_000);
    });
  };
  start();
  return () => {
    isClosed = true;
    clearTimeout(timer);
    close?.();
  };
}
