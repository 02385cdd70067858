import type { Fetch } from './call.ts';

/** What Node prints a value by. */
const inspect = Symbol.for('nodejs.util.inspect.custom');

/**
 * Sends a client's own request with the header set on it: a copy costs more than all the rest. The client prints its
 * request in errors, also while it is under way; the header is not shown meanwhile, and off again afterwards.
 */
export function withHeaderUnseen(
  fetch: Fetch,
  request: Request,
  init: RequestInit | undefined,
  authorization: string,
): Promise<Response> {
  request.headers.set('authorization', authorization);
  Object.defineProperty(request, inspect, unseen);
  const takeOff = () => {
    request.headers.delete('authorization');
    // Deleted, it would make every later look at the request slow.
    (request as { [inspect]?: unknown })[inspect] = undefined;
  };
  const answer = fetch(request, init);
  answer.then(takeOff, takeOff);
  return answer;
}

const unseen: PropertyDescriptor = {
  configurable: true,
  writable: true,
  value(this: Request, _depth: number, options: unknown, print?: (value: unknown, options: unknown) => string) {
    const headers = Object.fromEntries(this.headers);
    delete headers.authorization;
    const shown = { method: this.method, url: this.url, headers };
    return print ? `Request ${print(shown, options)}` : shown;
  },
};
