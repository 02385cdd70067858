import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { root } from '../../checks/report.ts';
import type { Page } from './page.ts';

/** Where a site stands: `https://example.com` and `/docs`, or `''` for the root. */
export interface Place {
  readonly origin: string;
  readonly base: string;
}

const content = `${root}/docs/site/src/content/docs`;
const files = `${root}/docs/site/public`;

/** A key, drawn with two shapes. */
const favicon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none" stroke="#3a57c8" stroke-width="4"><circle cx="10" cy="16" r="6"/><path d="M16 16h13v6m-6-6v4"/></svg>\n';

/** Writes each page for Starlight and as Markdown, `llms.txt` with the list of them and `llms-full.txt` with all their text. */
export function writePages(pages: readonly Page[], { origin, base }: Place): void {
  rmSync(content, { recursive: true, force: true });
  rmSync(files, { recursive: true, force: true });
  const texts = pages.map((page) => {
    const { slug, title, description, source, frontMatter = '' } = page;
    const linked = page.body.replaceAll(`${origin}${base}/`, 'site:');
    const body = linked.replace(
      /\]\(site:([^)#\s]*)(#[^)\s]*)?\)/g,
      (_, to, hash = '') => `](${base}/${to}${to && '/'}${hash})`,
    );
    const absolute = linked.replace(/\]\(site:([^)#\s]*)/g, (_, to) => `](${origin}${base}/${to}`);
    const edit = `editUrl: https://github.com/freshkey/freshkey/tree/main/${source}`;
    const head = [`title: ${JSON.stringify(title)}`, `description: ${JSON.stringify(description)}`, edit, frontMatter];
    write(`${content}/${slug || 'index'}.md`, `---\n${head.filter(Boolean).join('\n')}\n---\n\n${body}\n`);
    const text = `# ${title}\n\n${absolute.trim()}\n`;
    write(`${files}/${slug || 'index'}.md`, text);
    return text;
  });
  write(`${files}/llms.txt`, listOf(pages, `${origin}${base}`));
  write(`${files}/llms-full.txt`, texts.join('\n\n'));
  // GitHub's pages leave out folders that begin with an underscore, unless they are told not to.
  write(`${files}/.nojekyll`, '');
  write(`${files}/favicon.svg`, favicon);
}

function listOf(pages: readonly Page[], home: string): string {
  const sections = new Map<string, string[]>();
  for (const { slug, title, description } of pages) {
    const section = slug.split('/')[0] || 'start';
    const line = `- [${title}](${home}/${slug || 'index'}.md): ${description}`;
    sections.set(section, [...(sections.get(section) ?? []), line]);
  }
  const lists = [...sections].map(([section, lines]) => `## ${section}\n\n${lines.join('\n')}`);
  return `# Freshkey\n\n> HTTP 401, solved for axios, ky and fetch: one refresh, every request replayed, and the reason in words.\n\n${lists.join('\n\n')}\n`;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
