const textLimitBytes = 65_536;
const textTimeoutMs = 500;

/** What never ends, or is no text as a whole. */
const unread = /^\s*(text\/event-stream|multipart\/|application\/(x-)?(ndjson|json-?lines|jsonl))/i;

/** Whether the text of an answer is looked into at all. */
export function isLookedInto(contentType: unknown): boolean {
  return !unread.test(String(contentType ?? ''));
}

/** The beginning of a response's text, from a clone: what the caller reads stays untouched. Never rejects. */
export async function textOfResponse(response: Response): Promise<string> {
  try {
    if (response.bodyUsed || !isLookedInto(response.headers.get('content-type'))) return '';
    const copy = response.clone();
    const { body } = copy;
    // A platform that does not stream has the whole in memory.
    return body === undefined ? await bounded(copy.text(), '') : await beginningOf(body);
  } catch {
    return '';
  }
}

/** What comes of a stream within a moment, at most 64 KiB of it; then the stream is cancelled. Never rejects. */
export async function beginningOf(stream: ReadableStream<Uint8Array> | null): Promise<string> {
  if (!stream) return '';
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let room = textLimitBytes;
  const reading = async () => {
    while (room > 0) {
      const { done, value } = await reader.read();
      if (done) return;
      text += decoder.decode(value.subarray(0, room), { stream: true });
      room -= value.byteLength;
    }
  };
  await bounded(reading(), undefined);
  void reader.cancel().catch(() => {});
  return text + decoder.decode();
}

/** A body that does not come keeps nobody waiting. Never rejects. */
export async function bounded<T>(awaited: Promise<T>, otherwise: T): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(resolve, textTimeoutMs, otherwise);
  });
  return Promise.race([awaited.catch(() => otherwise), late]).finally(() => clearTimeout(timer));
}
