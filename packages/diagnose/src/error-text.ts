import { beginningOf } from './plain-words.ts';

/** Reads what an error of any type says, its causes included, without trusting its shape. */
export function errorText(error: unknown): string {
  const parts: string[] = [];
  try {
    for (let current = error, depth = 0; current != null && depth < 5; depth++) {
      if (typeof current === 'string') parts.push(beginningOf(current, 500));
      if (typeof current !== 'object') break;
      const { name, code, message, cause } = current as {
        name?: unknown;
        code?: unknown;
        message?: unknown;
        cause?: unknown;
      };
      for (const part of [name, code, message]) if (typeof part === 'string') parts.push(beginningOf(part, 500));
      current = cause;
    }
  } catch {
    // a getter that throws: what was read so far is all there is
  }
  return parts.join(' ');
}
