type Query = Readonly<Record<string, string>>;

/** The URL, absolute or not, with these parameters at its end. Platforms exist whose `URL` cannot do it. */
export function withQuery(url: string, query: Query): string {
  const [path = '', fragment] = url.split(/(?=#)/, 2);
  const added = Object.entries(query).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
  );
  return `${path}${path.includes('?') ? '&' : '?'}${added.join('&')}${fragment ?? ''}`;
}

/** The URL without the parameters of these names. */
export function withoutQuery(url: string, names: readonly string[]): string {
  const [, path, search, fragment = ''] = /^([^?#]*)\??([^#]*)(#.*)?$/s.exec(url) ?? [];
  if (!search) return url;
  const left = search.split('&').filter((pair) => !names.includes(nameOf(pair)));
  return `${path}${left.length > 0 ? `?${left.join('&')}` : ''}${fragment}`;
}

function nameOf(pair: string): string {
  const name = pair.split('=', 1)[0] ?? '';
  try {
    return decodeURIComponent(name.replaceAll('+', ' '));
  } catch {
    return name;
  }
}
