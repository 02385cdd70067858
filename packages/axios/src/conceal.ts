/**
 * Keeps the native request out of everything that prints: it holds the credential as it was sent. Asked for by name it
 * is still there.
 */
export function conceal(outcome: unknown): void {
  const { response } = Object(outcome) as { response?: unknown };
  for (const answer of [outcome, response]) {
    hide(answer, 'request');
    // The stream of a body holds its request, and the socket that the request went out on.
    const { data } = Object(answer) as { data?: unknown };
    for (const key of ['req', 'socket', 'client']) if (isStream(data)) hide(data, key);
  }
}

function isStream(data: unknown): boolean {
  return typeof (Object(data) as { pipe?: unknown }).pipe === 'function';
}

function hide(holder: unknown, key: string): void {
  if (typeof holder === 'object' && holder !== null && Object.hasOwn(holder, key)) {
    Reflect.defineProperty(holder, key, { enumerable: false });
  }
}
