/** What a refused answer may keep in memory, and how long it may take to come. */
const keptLimitBytes = 262_144;
const keptWithinMs = 500;

/**
 * A stream of what `source` gives, read into memory ahead of its reader, so that a connection is free again soon. What is
 * larger than 256 KiB or takes longer than 500 ms is let go: its reader gets what was kept, and then an error that says
 * so. From the moment that somebody reads, nothing is read ahead or let go any more.
 */
export function readAhead(source: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = source.getReader();
  const chunks: Uint8Array[] = [];
  let end: { readonly error?: unknown } | undefined;
  let bytes = 0;
  let isWanted = false;
  const timer = setTimeout(letGo, keptWithinMs);
  (timer as { unref?: () => void }).unref?.();

  function letGo(): void {
    end ??= {
      error: new TypeError(
        `The refused answer was larger than ${keptLimitBytes} bytes, or took longer than ${keptWithinMs} ms, and was let go so that the refresh got a connection.`,
      ),
    };
    void reader.cancel().catch(() => {});
  }

  async function step(): Promise<void> {
    try {
      const { done, value } = await reader.read();
      if (done) end ??= {};
      else if (!end) {
        chunks.push(value);
        bytes += value.byteLength;
      }
    } catch (error) {
      end ??= { error };
    }
  }

  async function ahead(): Promise<void> {
    while (!isWanted && !end) {
      await step();
      if (bytes > keptLimitBytes && !isWanted) letGo();
    }
    if (!isWanted) clearTimeout(timer);
  }
  const gone = ahead();

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        isWanted = true;
        clearTimeout(timer);
        if (chunks.length === 0) await gone;
        while (chunks.length === 0 && !end) await step();
        const chunk = chunks.shift();
        if (chunk) controller.enqueue(chunk);
        else if (end && 'error' in end) controller.error(end.error);
        else controller.close();
      },
      cancel(reason) {
        clearTimeout(timer);
        end ??= {};
        chunks.length = 0;
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
