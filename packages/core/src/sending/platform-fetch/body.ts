/** Whether a body can be sent again as it is: not of a stream, which is read once. */
export function isReusable(body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return true;
  return !('getReader' in body) && !(Symbol.asyncIterator in body);
}

/** Whether a `Request` may have a body. Firefox does not say (it has no `Request.prototype.body`), and unknown is not none. */
export function mayHaveBody({ method, body }: Request): boolean {
  return body !== null && method !== 'GET' && method !== 'HEAD';
}
