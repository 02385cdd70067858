/** Whether a call names its target by a `Request`, of whatever class and realm: polyfills and npm's undici have their own. */
export function isRequest(input: unknown): input is Request {
  return typeof input === 'object' && input !== null && 'url' in input && 'headers' in input;
}

/** The URL as the platform reads it: of what is no `Request`, the string that it turns into (Fetch Standard, RequestInfo). */
export function urlOf(input: RequestInfo | URL): string {
  if (typeof input === 'string') return input;
  return isRequest(input) ? input.url : String(input);
}
