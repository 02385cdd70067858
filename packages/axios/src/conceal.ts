/**
 * Keeps the native request out of everything that prints: it holds the credential as it was sent. Asked for by name it
 * is still there.
 */
export function conceal(outcome: unknown): void {
  hideRequest(outcome);
  hideRequest((outcome as { response?: unknown } | null | undefined)?.response);
}

function hideRequest(holder: unknown): void {
  if (typeof holder !== 'object' || holder === null || !('request' in holder)) return;
  Object.defineProperty(holder, 'request', { value: holder.request, enumerable: false, configurable: true, writable: true });
}
