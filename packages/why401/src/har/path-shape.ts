/** Origin and path with identifiers taken out, so that `/orders/1` and `/orders/2` are one. */
export function pathShape(url: string): string {
  return (url.split(/[?#]/, 1)[0] as string)
    .slice(0, 500)
    .replace(/\/(?:\d+|[0-9a-f]{8}-[0-9a-f-]{27}|[\w-]*\d[\w-]{15,})(?=\/|$)/gi, '/*');
}
