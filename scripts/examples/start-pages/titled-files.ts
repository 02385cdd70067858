/** The files that a page of the documentation shows: its blocks that carry a `title`, by that name. */
export function titledFilesOf(markdown: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const [, name = '', text = ''] of markdown.matchAll(/^```\w+ title="([^"]+)"\n([\s\S]*?)^```$/gm)) {
    if (files.has(name)) throw new Error(`Two blocks are called "${name}".`);
    files.set(name, text);
  }
  return files;
}
