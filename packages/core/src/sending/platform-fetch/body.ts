/** Whether a body can be sent again as it is: not of a stream, which is read once. */
export function isReusable(body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return true;
  return !('getReader' in body) && !(Symbol.asyncIterator in body);
}

const textLimitBytes = 65_536;

/** The beginning of a response's text, from a clone: what the caller reads stays untouched. */
export async function beginningOf(response: Response): Promise<string> {
  if (response.bodyUsed) return '';
  const reader = response.clone().body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  let text = '';
  for (let bytes = 0; bytes < textLimitBytes; ) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    text += decoder.decode(value.subarray(0, value.byteLength - Math.max(0, bytes - textLimitBytes)), { stream: true });
  }
  void reader.cancel().catch(() => {});
  return text;
}
