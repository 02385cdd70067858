const callsOfAPlace = 20;
const maxPlaces = 1_000;
const depth = 40;

/**
 * Remembers where requests are made. Taking a stack is the dearest part of watching a request, so that of each endpoint
 * only the first few are taken. It becomes text when somebody asks, by the program's own source maps.
 */
export class CallSites {
  readonly #calls = new Map<string, number>();

  take(endpoint: string): Error | undefined {
    const calls = this.#calls.get(endpoint) ?? 0;
    if (calls >= callsOfAPlace || (calls === 0 && this.#calls.size >= maxPlaces)) return undefined;
    this.#calls.set(endpoint, calls + 1);
    const limit = Error.stackTraceLimit;
    try {
      Error.stackTraceLimit = depth;
      return new Error('the call');
    } catch {
      return undefined;
    } finally {
      Error.stackTraceLimit = limit;
    }
  }
}
