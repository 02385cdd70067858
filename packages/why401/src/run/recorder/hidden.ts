type Method = (this: unknown, ...args: never[]) => unknown;

/** A member that nothing lists and no printing shows: what is observed must look as it always does. */
export function setHidden(target: object, name: PropertyKey, value: unknown): void {
  Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false });
}

/**
 * Lets `look` see the arguments of every call of a method of this one object, before the method does what it always
 * does. Whatever `look` throws stays here.
 */
export function overhear(target: object, name: string, look: (...args: unknown[]) => void): void {
  const own = (target as Record<string, Method>)[name];
  if (typeof own !== 'function') return;
  const heard = {
    [name](this: unknown, ...args: never[]) {
      try {
        look(...args);
      } catch {
        // the program goes on as if nobody listened
      }
      return own.apply(this, args);
    },
  };
  setHidden(target, name, heard[name]);
}
