import { readUtf8 } from '../bytes.ts';
import type { ReadFile } from './files.ts';

/** `-b` takes cookies, or a file of them in Netscape's format when there is no `=` in it. */
export async function cookiesOf(given: readonly string[], url: URL, readFile: ReadFile): Promise<string> {
  const cookies: string[] = [];
  for (const value of given) {
    if (value.includes('=')) {
      cookies.push(value.replace(/^Cookie:\s*/i, ''));
      continue;
    }
    if (value === '') continue;
    const text = readUtf8(await readFile(value, 'The cookie file after -b'));
    for (const line of text.split(/\r?\n/)) {
      const fields = line.replace(/^#HttpOnly_/, '').split('\t');
      const [domain = '', , path = '/', secure, , name, content] = fields;
      if (fields.length < 7 || line.startsWith('# ')) continue;
      const bare = domain.replace(/^\./, '');
      const isSame = url.hostname === bare || url.hostname.endsWith(`.${bare}`);
      if (isSame && url.pathname.startsWith(path) && (secure !== 'TRUE' || url.protocol === 'https:'))
        cookies.push(`${name}=${content}`);
    }
  }
  return cookies.join('; ');
}
