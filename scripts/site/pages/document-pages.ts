import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { root } from '../../checks/report.ts';
import type { Page } from './page.ts';

const repository = 'https://github.com/freshkey/freshkey';

/** The documents of the repository that are pages, and where each stands. */
function documents(): Map<string, string> {
  const all = new Map([
    ['README.md', 'guide/overview'],
    ['SECURITY.md', 'guide/security'],
    ['CONTRIBUTING.md', 'guide/contributing'],
    ['docs/examples/README.md', 'guide/examples'],
    ['docs/causes.md', 'why'],
  ]);
  const folders = {
    'docs/recipes': 'recipes',
    'docs/decisions': 'decisions',
    'docs/questions': 'questions',
    'docs/start': 'start',
    'docs/migrate': 'migrate',
    docs: 'guide',
  };
  for (const [folder, slug] of Object.entries(folders)) {
    for (const name of markdownIn(folder)) {
      const path = `${folder}/${name}`;
      if (!all.has(path)) all.set(path, `${slug}/${basename(name, '.md')}`);
    }
  }
  for (const name of readdirSync(`${root}/packages`).sort()) all.set(`packages/${name}/README.md`, `packages/${name}`);
  return all;
}

function markdownIn(folder: string): string[] {
  return readdirSync(`${root}/${folder}`)
    .filter((name) => name.endsWith('.md'))
    .sort();
}

/** READMEs, recipes, guides, questions and decisions, as they stand in the repository. The causes have pages of their own. */
export function documentPages(): Page[] {
  const slugs = documents();
  return [...slugs]
    .filter(([path]) => path !== 'docs/causes.md')
    .map(([path, slug]) => documentPage(path, slug, slugs));
}

function documentPage(path: string, slug: string, slugs: ReadonlyMap<string, string>): Page {
  const text = readFileSync(`${root}/${path}`, 'utf8');
  const title = /^# (.+)$/m.exec(text)?.[1];
  if (!title) throw new Error(`${path} has no title: its first line is to be "# …".`);
  const body = text
    .replace(/^# .+\n+/m, '')
    .replace(/<!-- given:[\s\S]*?-->\n/g, '')
    .replace(/^(```\w+) continued$/gm, '$1');
  return {
    slug,
    title,
    description: firstSentence(body),
    body: relink(body, path, slugs),
    source: path,
  };
}

/** Relative links lead to the page of the document that they name, else to the repository. */
function relink(body: string, path: string, slugs: ReadonlyMap<string, string>): string {
  let isCode = false;
  return body
    .split('\n')
    .map((line) => {
      if (line.startsWith('```')) isCode = !isCode;
      if (isCode) return line;
      return line.replace(/\]\((?![a-z]+:|#)([^)\s#]+)(#[^)\s]*)?\)/g, (_, target: string, hash = '') => {
        const file = join(dirname(path), target).replace(/\/$/, '');
        const slug = slugs.get(file) ?? slugs.get(`${file}/README.md`) ?? slugs.get(indexOf(file));
        return slug === undefined ? `](${repository}/tree/main/${file}${hash})` : `](site:${slug}${hash})`;
      });
    })
    .join('\n');
}

/** Folders of the documentation have a list of their own on the site. */
function indexOf(folder: string): string {
  return folder === 'docs/examples' ? 'docs/examples/README.md' : '';
}

function firstSentence(body: string): string {
  const paragraph = body.split('\n\n').find((part) => /^[A-Z*`[]/.test(part)) ?? '';
  const words = paragraph
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*`]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return (/^.*?[.?!](?= |$)/.exec(words)?.[0] ?? words).slice(0, 200);
}
