/** The platform's `fetch`, or one that behaves like it. */
export type Fetch = (input: RequestInfo | URL, init?: RequestInit) => Promise<Response>;

/** One call of `fetch`. */
export interface FetchCall {
  readonly input: RequestInfo | URL;
  readonly init: RequestInit | undefined;
}
