import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A line for each link of the built site that leads nowhere on it, fragments included. */
export function deadLinks(folder: string, base: string): { links: number; dead: string[] } {
  const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.html'));
  const texts = new Map(pages.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
  const ids = new Map<string, Set<string>>();
  const idsIn = (path: string) => {
    const known =
      ids.get(path) ?? new Set([...(texts.get(path) ?? '').matchAll(/\sid="([^"]+)"/g)].map(([, id = '']) => id));
    ids.set(path, known);
    return known;
  };
  let links = 0;
  const dead = new Set<string>();
  for (const [path, text] of texts) {
    for (const [, href = ''] of text.matchAll(/<(?:a|link|script|img|iframe)\b[^>]*?\s(?:href|src)="([^"]+)"/g)) {
      if (/^[a-z]+:|^\/\//i.test(href)) continue;
      links++;
      const [address = '', fragment] = href.split('#');
      const target = address === '' ? path : fileOf(folder, base, address);
      const isThere =
        target !== undefined &&
        (!fragment || !target.endsWith('.html') || idsIn(target).has(decodeURIComponent(fragment)));
      if (!isThere) dead.add(`${path} links to ${href}`);
    }
  }
  return { links, dead: [...dead] };
}

function fileOf(folder: string, base: string, address: string): string | undefined {
  if (!address.startsWith(`${base}/`) && address !== base) return undefined;
  const path = decodeURIComponent(address.slice(base.length).split('?')[0] ?? '').replace(/^\//, '');
  const file = path === '' || path.endsWith('/') ? `${path}index.html` : path;
  return existsSync(join(folder, file)) ? file : undefined;
}
