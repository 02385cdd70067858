import { codePages } from './code-pages.ts';
import { commandPage } from './command-page.ts';
import { documentPages } from './document-pages.ts';
import { homePage } from './home-page.ts';
import { cell, type Page, plain } from './page.ts';
import { whyPages } from './why-pages.ts';

/** Every page that is made from the repository. @throws Error where two stand at one address. */
export function allPages(base: string): Page[] {
  const documents = documentPages();
  const pages = [
    homePage(base),
    ...documents,
    listOf('migrate', 'Coming from …', 'Line by line from what you have, with measured figures.', documents),
    listOf('questions', 'Questions', 'Twenty-five questions that people ask about 401s and token refresh.', documents),
    listOf('recipes', 'Recipes', 'How it is done with each framework, library and kind of application.', documents),
    ...whyPages(),
    ...codePages(),
    commandPage(),
  ];
  const slugs = new Set<string>();
  for (const { slug } of pages) {
    if (slugs.has(slug)) throw new Error(`Two pages stand at "${slug}".`);
    slugs.add(slug);
  }
  return pages;
}

function listOf(slug: string, title: string, description: string, documents: readonly Page[]): Page {
  const lines = documents
    .filter((page) => page.slug.startsWith(`${slug}/`))
    .map((page) => `| [${cell(plain(page.title))}](site:${page.slug}) |`);
  const body = `${description}\n\n| ${title} |\n| --- |\n${lines.join('\n')}`;
  return { slug, title, description, body, source: `docs/${slug}`, frontMatter: 'pagefind: false' };
}
