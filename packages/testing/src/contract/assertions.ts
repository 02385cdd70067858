/** What a contract found broken. */
export class ContractError extends Error {
  override readonly name = 'ContractError';
}

const longestShown = 600;

/** A value as one can read it in a message; nothing here ever holds a token that is worth anything. */
export function shown(value: unknown): string {
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  let text: string;
  try {
    text = JSON.stringify(value) ?? String(value);
  } catch {
    text = String(value);
  }
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}

/** Ends a case with a reason. */
export function fail(what: string): never {
  throw new ContractError(what);
}

/** `what` is a sentence about what must hold, such as `the session stays active`. */
export function check(holds: unknown, what: string): asserts holds {
  if (!holds) fail(`It does not hold that ${what}.`);
}

/** `what` names the value, such as `the status`. */
export function equal(actual: unknown, expected: unknown, what: string): void {
  const [is, wanted] = [shown(actual), shown(expected)];
  if (is !== wanted) fail(`Expected ${what} to be ${wanted}, but it is ${is}.`);
}

/** The promise's value; a failure when it does not settle in time. */
export async function within<T>(ms: number, promise: PromiseLike<T>, what: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ContractError(`It took longer than ${ms} ms until ${what}.`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What a promise, or the call that was to make it, was rejected with. */
export async function rejectionOf(attempt: () => unknown, what: string): Promise<unknown> {
  try {
    await attempt();
  } catch (error) {
    return error;
  }
  return fail(`Expected that ${what} rejects, but it did not.`);
}

/** A pause, in milliseconds. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Waits until something holds. */
export async function until(holds: () => boolean | Promise<boolean>, what: string, timeoutMs = 5000): Promise<void> {
  const endMs = Date.now() + timeoutMs;
  while (!(await holds())) {
    if (Date.now() > endMs) fail(`It took longer than ${timeoutMs} ms until ${what}.`);
    await pause(2);
  }
}
