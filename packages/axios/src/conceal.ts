/**
 * Keeps the native request out of everything that prints: it holds the credential as it was sent. Asked for by name it
 * is still there.
 */
export function conceal(outcome: unknown): void {
  const { response } = Object(outcome) as { response?: unknown };
  for (const answer of [outcome, response]) {
    hide(answer, 'request');
    // The stream of a body holds its request, the socket that it went out on, and the URL with a key in its query.
    const { data } = Object(answer) as { data?: unknown };
    if (isStream(data)) for (const key of ['req', 'socket', 'client', 'responseUrl', 'redirects']) hide(data, key);
  }
}

function isStream(data: unknown): boolean {
  return typeof (Object(data) as { pipe?: unknown }).pipe === 'function';
}

/** An accessor is not looked into, not even by `%o`, which prints what cannot be enumerated too. */
function hide(holder: unknown, key: string): void {
  const descriptor = Reflect.getOwnPropertyDescriptor(Object(holder), key);
  if (!descriptor?.configurable || descriptor.get) return;
  let { value } = descriptor;
  Object.defineProperty(holder, key, {
    configurable: true,
    enumerable: false,
    get: () => value,
    set: (next) => {
      value = next;
    },
  });
}
