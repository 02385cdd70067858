const redirectStatuses = new Set([301, 302, 303, 307, 308]);

/** Whether an answer is a redirect that can be followed. */
export function isRedirect({ status, headers }: Response): boolean {
  return redirectStatuses.has(status) && headers.get('location') !== null;
}
