export { capital } from '../../../docs/site/src/tools/capital.ts';

/** A page of the site, as Markdown. */
export interface Page {
  /** Its address below the site's base, without slashes at the ends: `why/token-expired`. `''` is the first page. */
  readonly slug: string;
  readonly title: string;
  /** One sentence, for search engines and lists. */
  readonly description: string;
  /** Markdown without the title. Links within the site are written `site:why/token-expired`. */
  readonly body: string;
  /** The file of the repository that it is made from. */
  readonly source: string;
  /** More lines of Starlight's front matter. */
  readonly frontMatter?: string;
}

/** The text of a table's cell. */
export function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

/** A fenced block, with a fence that the text does not hold. */
export function fenced(text: string, language = ''): string {
  const fence = text.includes('```') ? '````' : '```';
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}

/** Text that is to be read as text: no HTML, no emphasis. */
export function plain(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 ? part : part.replace(/[<>*_[\]{}\\]/g, (sign) => `&#${sign.charCodeAt(0)};`)))
    .join('');
}
